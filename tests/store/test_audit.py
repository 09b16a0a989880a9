"""The audit trail in the database: written with every change, refusing changes itself, and telling raw tampering."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from tests.conftest import SECRET, Office

from meeting_cadence.access.audit_anchors import Anchor
from meeting_cadence.actions.contacts import add_contact, remove_contact
from meeting_cadence.actions.people import add_person, disable_person, use_link
from meeting_cadence.actions.sign_in import sign_in
from meeting_cadence.bodies import Contact
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import create, revoke
from meeting_cadence.store.audit import Asked, all_lines, list_lines, note
from meeting_cadence.store.audit_check import Checked, anchor_of, check_trail
from meeting_cadence.store.engine import Store
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.tables.record import LedgerEntry

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
ACT = {"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01"}


def lines_of(store: Store) -> list[tuple[str, str | None, str | None]]:
    with store.reading() as session:
        return [(one.action, one.actor, one.subject) for one in all_lines(session)]


def check(session: Session, *anchors: Anchor) -> Checked:
    return check_trail(session, [SECRET], anchors)


def checked(store: Store, *anchors: Anchor) -> Checked:
    with store.reading() as session:
        return check(session, *anchors)


def write(store: Store, count: int) -> Anchor:
    """Some lines, each in a transaction of its own."""
    for number in range(count):
        with store.session() as session:
            note(session, "test.done", at=NOON, actor="li", subject=f"s-{number}", number=number)
    with store.reading() as session:
        anchor = anchor_of(session, "2024-03-05")
    assert anchor is not None
    return anchor


def test_every_change_leaves_its_line(office: Office) -> None:
    store = office.store
    office.enter(act=ACT)
    office.enter(retract={"id": "r-1", "entry": "m-1", "reason": "误登"})
    contact = {"body": "province", "contact": Contact("chair", "a@example.org"), "by": "admin"}
    office.do(add_contact, **contact)
    office.do(remove_contact, **contact)
    with store.session() as session:
        people = SqlPeople(session, at=office.at)
        fields = {"name": "李某", "role": "viewer", "scope": None, "by": "admin"}
        invited = add_person(people, office.world, login="li", **fields)
        use_link(people, invited.token, password="一句足够长的口令 2024")
        sign_in(people, "li", "wrong")
        sign_in(people, "li", "一句足够长的口令 2024")
        number = create(session, Scope("body", "commission"), at=office.at, by="li").id
        revoke(session, number, at=office.at, by="admin")
        disable_person(people, "li", by="admin")
    assert lines_of(store) == [
        ("audit.began", None, None),
        ("pack.applied", "tester", "office"),
        ("entry.act", "王某", "m-1"),
        ("entry.retract", "王某", "r-1"),
        ("contact.put", "admin", "province"),
        ("contact.put", "admin", "province"),
        ("person.person_added", "admin", "li"),
        ("person.password_chosen", "li", "li"),
        ("person.sign_in_failed", None, "li"),
        ("person.signed_in", "li", "li"),
        ("feed.created", "li", "1"),
        ("feed.revoked", "admin", "1"),
        ("person.person_disabled", "admin", "li"),
    ]
    assert checked(store).is_whole


def test_what_is_rolled_back_leaves_no_line(store: Store) -> None:
    with store.session() as session:
        note(session, "test.undone", at=NOON, actor="li")
        session.rollback()
    with pytest.raises(ZeroDivisionError), store.session() as session:
        note(session, "test.undone", at=NOON, actor="li")
        raise ZeroDivisionError
    assert lines_of(store) == []


def test_a_change_without_a_key_to_seal_it_is_not_made(new_postgresql_store: Callable[[], Store]) -> None:
    from meeting_cadence.settings.secret_key import SecretKeyNeeded
    from meeting_cadence.store.engine import open_store

    address = new_postgresql_store().engine.url.render_as_string(hide_password=False)
    store = open_store(address)
    with pytest.raises(SecretKeyNeeded), store.session() as session:
        session.connection().execute(text("INSERT INTO setting (name, value) VALUES ('a', 'b')"))
        note(session, "test.done", at=NOON, actor="li")
    with store.reading() as session:
        assert session.connection().execute(text("SELECT * FROM setting WHERE name = 'a'")).all() == []
    store.close()


@pytest.mark.parametrize("way", ["session", "sharing"])
def test_lines_of_many_writers_at_once_make_one_chain(store: Store, way: str) -> None:
    def write_some(writer: int) -> None:
        for number in range(8):
            with getattr(store, way)() as session:
                note(session, "test.done", at=NOON, actor=f"writer-{writer}", subject=str(number))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write_some, range(4)))
    assert len(lines_of(store)) == 1 + 4 * 8
    assert checked(store).is_whole


@pytest.mark.parametrize("change", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_the_trail_refuses_changes(store: Store, change: str) -> None:
    write(store, 1)
    with pytest.raises(DBAPIError, match="append-only"), store.session() as session:
        session.connection().execute(text(change))
    assert len(lines_of(store)) == 2


def test_entries_from_before_the_trail_are_covered_by_its_first_line(store: Store) -> None:
    with store.session() as session:
        for seq in (1, 2):
            session.add(LedgerEntry(seq=seq, type="act", payload={"act": {}}, appended=NOON, digest="d"))
    write(store, 1)
    assert checked(store).is_whole
    with unguarded(store, "ledger_entry") as session:
        session.connection().execute(text("UPDATE ledger_entry SET digest = 'e' WHERE seq = 2"))
        assert [(one.kind, one.seq) for one in check(session).ledger] == [("entry_changed", 0)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE ledger_entry SET \"by\" = 'x' WHERE seq = 2", ("entry_changed", 2)),
        ("DELETE FROM ledger_entry WHERE seq = 1", ("entry_gone", 1)),
        ("UPDATE ledger_entry SET seq = 9 WHERE seq = 2", ("entry_unknown", 9)),
    ],
)
def test_a_ledger_that_was_changed_is_found_beside_an_untouched_trail(
    office: Office, change: str, found: tuple[str, int]
) -> None:
    office.enter(act=ACT)
    office.enter(act={**ACT, "id": "m-2"})
    with unguarded(office.store, "ledger_entry", "ledger_entry_body") as session:
        session.connection().execute(text("DELETE FROM ledger_entry_body"))
        session.connection().execute(text(change))
        after = check(session)
        assert after.verdict.findings == ()
        assert found in [(one.kind, one.seq) for one in after.ledger]
    assert checked(office.store).is_whole


def test_an_entry_hidden_from_its_body_is_found(office: Office) -> None:
    office.enter(act=ACT)
    with unguarded(office.store, "ledger_entry_body") as session:
        session.connection().execute(text("UPDATE ledger_entry_body SET body = 'city-a' WHERE seq = 1"))
        assert [(one.kind, one.seq) for one in check(session).ledger] == [("entry_changed", 1)]
    assert checked(office.store).is_whole


def test_lines_are_found_by_who_what_and_when(store: Store) -> None:
    with store.session() as session:
        for hour, actor, action in (
            (1, "li", "person.signed_in"),
            (2, "li", "test.act"),
            (3, "he", "test.act"),
        ):
            at = datetime(2024, 3, 5, hour, tzinfo=UTC)
            note(session, action, at=at, actor=actor, subject=f"s-{hour}")

    def asked(**question: Any) -> list[int]:
        with store.reading() as session:
            return [line.seq for line in list_lines(session, Asked(**question))]

    assert asked() == [4, 3, 2, 1]
    assert asked(actor="li") == [3, 2]
    assert asked(action="test.") == [4, 3]
    assert asked(action="test") == []
    assert asked(subject="s-2") == [3]
    assert asked(first=datetime(2024, 3, 5, 2, tzinfo=UTC)) == [4, 3]
    assert asked(last=datetime(2024, 3, 5, 2, tzinfo=UTC)) == [3, 2, 1]
    assert asked(before=3, limit=1) == [2]


# Raw tampering: as somebody does it who may do anything to the database, and has no key.

TRIGGERS = {
    "audit": ("audit_no_update", "audit_no_delete"),
    "ledger_entry": ("ledger_entry_no_update", "ledger_entry_no_delete"),
    "ledger_entry_body": ("ledger_entry_body_no_update", "ledger_entry_body_no_delete"),
}


@contextmanager
def unguarded(store: Store, *tables: str) -> Iterator[Session]:
    """A transaction in which the triggers are off; rolled back at its end."""
    with Session(store.engine) as session:
        for table in tables:
            if store.is_sqlite:
                for trigger in TRIGGERS[table]:
                    session.connection().execute(text(f"DROP TRIGGER {trigger}"))
            else:
                session.connection().execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield session
        session.rollback()


MOVE = "UPDATE audit SET seq = -seq WHERE seq {which}; UPDATE audit SET seq = -seq {by} WHERE seq < 0"
NAMES = ("at", "actor", "action", "subject", "content", "key", "previous", "mac")


def edit(dice: Random, last: int) -> str:
    return f"UPDATE audit SET {_quoted(dice.choice(NAMES))} = 'x' WHERE seq = {dice.randint(1, last)}"


def delete(dice: Random, last: int) -> str:
    seq = dice.randint(1, last - 1)
    gone = f"DELETE FROM audit WHERE seq = {seq}"
    return gone if dice.random() < 0.5 else f"{gone}; {MOVE.format(which=f'> {seq}', by='- 1')}"


def swap(dice: Random, last: int) -> str:
    one, other = dice.sample(range(1, last + 1), 2)
    return (
        f"UPDATE audit SET seq = -1 WHERE seq = {one}; UPDATE audit SET seq = {one} WHERE seq = {other}; "
        f"UPDATE audit SET seq = {other} WHERE seq = -1"
    )


def insert(dice: Random, last: int) -> str:
    place, copied = dice.randint(1, last + 1), dice.randint(1, last)
    columns = ", ".join(map(_quoted, NAMES))
    move = MOVE.format(which=f">= {place}", by="+ 1")
    source = copied if copied < place else copied + 1
    return f"{move}; INSERT INTO audit (seq, {columns}) SELECT {place}, {columns} FROM audit WHERE seq = {source}"


def cut(dice: Random, last: int) -> str:
    return f"DELETE FROM audit WHERE seq > {dice.randint(0, last - 1)}"


def empty_words(dice: Random, last: int) -> str:
    return f"UPDATE audit SET content = '', actor = NULL WHERE seq >= {dice.randint(1, last)}"


KINDS: dict[str, Callable[[Random, int], str]] = {
    "edit": edit,
    "delete": delete,
    "swap": swap,
    "insert": insert,
    "cut": cut,
    "empty": empty_words,
}


def _quoted(name: str) -> str:
    return f'"{name}"'


def tamper_and_look(store: Store, times: int) -> None:
    anchor = write(store, 11)
    assert (anchor.seq, checked(store, anchor).is_whole) == (12, True)
    for kind, tamper in KINDS.items():
        for number in range(times):
            with unguarded(store, "audit") as session:
                for statement in tamper(Random(number), anchor.seq).split("; "):
                    session.connection().execute(text(statement))
                assert not check(session, anchor).is_whole, (kind, number)
    assert checked(store, anchor).is_whole


def test_raw_tampering_is_found(store: Store) -> None:
    tamper_and_look(store, 10)


@pytest.mark.slow
def test_three_thousand_raw_tamperings_are_found(store: Store) -> None:
    tamper_and_look(store, 500)
