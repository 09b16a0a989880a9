"""The last entries of the ledger: of few bodies and of very many, never of others."""

import pytest
from tests.conftest import Office

from meeting_cadence.store import recent
from meeting_cadence.store.recent import load_recent

MANY = [f"made-up-{number}" for number in range(501)]


@pytest.mark.parametrize("others", [[], MANY])
def test_only_of_those_bodies_oldest_first(
    office: Office, others: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        body, kind = ("city-a", "study") if number % 3 else ("commission", "plenary")
        office.enter(act={"id": f"m-{number}", "body": body, "kind": kind, "start": "2024-02-01"})
    if others:
        monkeypatch.setattr(recent, "_AT_ONCE", 2)
    with office.store.reading() as session:
        bodies = [*others, "city-a"]
        found = load_recent(session, bodies, 3)
        assert [one.entry_id for one in found] == ["m-2", "m-4", "m-5"]
        earlier = load_recent(session, bodies, 3, before=found[0].seq)
        assert [one.entry_id for one in earlier] == ["m-1"]
        assert load_recent(session, bodies, 3, before=earlier[0].seq) == []
