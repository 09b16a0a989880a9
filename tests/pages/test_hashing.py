"""Hashing passwords takes long: it must never happen while a transaction holds the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.conftest import Served

from meeting_cadence.access import Person, Role
from meeting_cadence.actions import passwords
from meeting_cadence.actions.people import add_person
from meeting_cadence.store.engine import Store
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.registry import load_world

PASSWORD = "长长的一句口令 2024"


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was hashed or compared, each with whether a writing transaction was open."""
    seen: list[str] = []
    depth = [0]

    def within(plain: Any) -> Any:
        @contextmanager
        def opened(store: Store) -> Iterator[Any]:
            with plain(store) as session:
                depth[0] += 1
                try:
                    yield session
                finally:
                    depth[0] -= 1

        return opened

    for name in ("session", "sharing"):
        monkeypatch.setattr(Store, name, within(getattr(Store, name)))
    for name in ("hash_password", "is_password"):
        plain = getattr(passwords, name)

        def note(*given: Any, plain: Any = plain, name: str = name) -> Any:
            seen.append(f"{name}{' within' if depth[0] else ''}")
            return plain(*given)

        monkeypatch.setattr(passwords, name, note)
    yield seen


def test_no_password_is_hashed_or_compared_inside_a_transaction(served: Served, watched: list[str]) -> None:
    with served.office.store.session() as session:
        people = SqlPeople(session, at=served.office.at)
        invited = add_person(
            people, load_world(session), login="liu", name="刘某", role=Role.VIEWER, scope=None, by="t"
        )
    browser = served.visitor()
    assert browser.post(f"/welcome/{invited.token}", data={"password": PASSWORD}).status_code == 303
    assert served.visitor().post("/login", data={"login": "liu", "password": "wrong"}).status_code == 400
    assert served.visitor().post("/login", data={"login": "nobody", "password": "x"}).status_code == 400
    assert served.visitor().post("/login", data={"login": "liu", "password": PASSWORD}).status_code == 303
    change = {"old": PASSWORD, "new": PASSWORD + "新"}
    assert browser.post("/account/password", data=change).status_code == 303
    assert (
        served.visitor().post("/login", data={"login": "liu", "password": change["new"]}).status_code == 303
    )
    assert len(watched) >= 7
    assert not [one for one in watched if "within" in one]


def test_a_password_changed_between_comparing_and_signing_in_is_compared_again(served: Served) -> None:
    from meeting_cadence.actions.sign_in import SignedIn, sign_in

    with served.office.store.session() as session:
        people = SqlPeople(session, at=served.office.at)
        person = people.add(Person(0, "liu", "刘某", Role.VIEWER, None))
        people.set_password(person.id, passwords.hash_password(PASSWORD))
        outdated = passwords.prove("old", passwords.hash_password("old"))
        assert not isinstance(sign_in(people, "liu", "old", proof=outdated), SignedIn)
        assert isinstance(sign_in(people, "liu", PASSWORD, proof=outdated), SignedIn)
