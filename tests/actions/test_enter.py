"""One door to the ledger: checked, signed, dated, once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from meeting_cadence.actions.refusals import NotAnEntry, RequestKeyReused
from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.regulations.problems import LedgerRefused
from meeting_cadence.store.ledger import load_entries, load_kept

PLENARY = {"body": "commission", "kind": "plenary", "start": "2024-02-01"}


def entries(office: Any) -> list[Any]:
    with office.store.reading() as session:
        return load_entries(session)


def test_the_entry_has_author_instant_and_id(office: Any) -> None:
    receipt = office.enter(act=PLENARY)
    (entry,) = entries(office)
    assert receipt.entry_id == entry.content.id == "commission-plenary-2024-02-01"
    assert (entry.by, entry.recorded) == ("王某", office.at)
    assert receipt[:3] == (1, "commission-plenary-2024-02-01", office.at)


def test_a_second_of_its_kind_and_day_gets_a_number(office: Any) -> None:
    office.enter(act=PLENARY)
    assert office.enter(act=PLENARY).entry_id == "commission-plenary-2024-02-01-2"


def test_a_given_id_is_kept_and_cannot_be_given_twice(office: Any) -> None:
    office.enter(act={**PLENARY, "id": "m-1"})
    with pytest.raises(LedgerRefused) as refusal:
        office.enter(act={**PLENARY, "id": "m-1"})
    assert [problem.code for problem in refusal.value.problems] == ["on_record"]


def test_a_refused_entry_tells_every_problem_and_changes_nothing(office: Any) -> None:
    before = office.rows()
    with pytest.raises(LedgerRefused) as refusal:
        office.enter(act={"body": "comission", "kind": "plenary", "start": "2024-02-30", "colour": "red"})
    assert len(refusal.value.problems) == 3
    assert entries(office) == []
    assert office.rows() == before


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"act": PLENARY, "event": {}},
        {"act": PLENARY, "recorded": "2020-01-01T00:00:00+08:00"},
        {"act": PLENARY, "by": "another"},
        {"meeting": PLENARY},
    ],
)
def test_only_one_entry_and_no_forged_author_or_instant(sqlite_office: Any, content: dict[str, Any]) -> None:
    from meeting_cadence.actions.enter import enter

    with pytest.raises(NotAnEntry):
        sqlite_office.do(enter, content, by="王某")


def test_the_same_request_is_recorded_once(office: Any) -> None:
    first = office.enter(act=PLENARY, request_key="k-1")
    office.at += timedelta(seconds=5)
    again = office.enter(act=PLENARY, request_key="k-1")
    assert again == first._replace(flips=(), repeated=True)
    assert len(entries(office)) == 1


def test_a_request_key_with_another_content_is_refused(office: Any) -> None:
    office.enter(act=PLENARY, request_key="k-1")
    with pytest.raises(RequestKeyReused):
        office.enter(act={**PLENARY, "start": "2024-02-02"}, request_key="k-1")
    assert len(entries(office)) == 1


def test_every_kind_comes_back_as_it_was_written(office: Any) -> None:
    for number, (kind, fields) in enumerate(every_kind()):
        office.at = datetime(2024, 3, 5, 4, number, tzinfo=UTC)
        office.enter(**{kind: fields})
    mappings = [entry_as_mapping(entry) for entry in entries(office)]
    file = {"format": 1, "entries": mappings}
    import json

    ledger = read_ledger(json.dumps(file), name="export", pack=office.world.pack)
    assert list(ledger.entries) == entries(office)
    assert office.verify().differences == ()


def test_a_clock_set_back_does_not_reorder_a_plan(office: Any) -> None:
    plan = {"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-06-01"}
    office.enter(plan=plan)
    office.at -= timedelta(hours=2)
    office.enter(plan={**plan, "start": "2024-07-01"})
    office.at += timedelta(hours=3)
    office.tick()
    (row,) = [row for row in office.rows("plenary") if row["label"] == "2024"]
    assert row["planned"].isoformat() == "2024-07-01"


def test_reason_and_instant_of_writing_are_kept(office: Any) -> None:
    from meeting_cadence.actions.record import record

    office.do(record, PLENARY, by="王某", reason="补录")
    with office.store.reading() as session:
        (kept,) = load_kept(session)
    assert (kept.reason, kept.appended) == ("补录", office.at)


def every_kind() -> list[tuple[str, dict[str, Any]]]:
    return [
        (
            "act",
            {
                "id": "m-1",
                "body": "commission",
                "kind": "plenary",
                "start": "2024-02-01T09:00:00+08:00",
                "end": "2024-02-02",
                "ordinal": 5,
                "form": "in_person",
                "part": "main",
                "present": 20,
                "entitled": 25,
                "items": ["convey", "hear_report"],
                "about": ["city-a"],
                "series": "15",
                "counts_for": {"plenary": "2023"},
                "title": "全体会议",
                "place": "杭州",
                "evidence": ["纪要〔2024〕3号"],
            },
        ),
        ("act", {"id": "m-2", "bodies": ["city-a", "city-b"], "kind": "study", "start": "2024-02-01"}),
        ("plan", {"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-12-05"}),
        (
            "plan",
            {
                "id": "p-1",
                "body": "commission",
                "kind": "plenary",
                "start": "2024-12-06",
                "decided": "2024-01-10",
                "status": "tentative",
            },
        ),
        (
            "event",
            {
                "id": "e-1",
                "body": "city-a",
                "kind": "incident",
                "at": "2024-03-01T23:20:00+08:00",
                "title": "事件",
            },
        ),
        (
            "relief",
            {
                "id": "r-1",
                "mandate": "plenary",
                "body": "commission",
                "window": "2024",
                "type": "extend",
                "until": "2025-03-31",
                "granted": "2024-03-01",
                "authority": "省委",
                "authority_body": "province",
                "instrument": "〔2024〕1号",
            },
        ),
        (
            "relief",
            {
                "id": "r-2",
                "mandate": "plenary",
                "body": "commission",
                "type": "suspend",
                "from": "2024-01-01",
                "until": "2024-01-31",
                "granted": "2024-01-01",
            },
        ),
        (
            "adopt",
            {
                "id": "a-1",
                "regulation": "local",
                "body": "province",
                "on": "2024-01-01",
                "complete_from": "2024-01-01",
            },
        ),
        (
            "complete",
            {
                "id": "c-1",
                "body": "commission",
                "act": "plenary",
                "from": "2022-01-01",
                "declared": "2024-01-05",
            },
        ),
        ("complete", {"id": "c-2", "from": None}),
        (
            "next_due",
            {
                "id": "n-1",
                "mandate": "conference",
                "body": "province",
                "on": "2026-12-31",
                "decided": "2024-01-26",
            },
        ),
        (
            "not_held",
            {
                "id": "h-1",
                "mandate": "plenary",
                "body": "commission",
                "window": "2022",
                "confirmed": "2024-01-10",
            },
        ),
        ("retract", {"id": "x-1", "entry": "m-2", "reason": "误录"}),
        (
            "replace",
            {
                "id": "x-2",
                "entry": "m-1",
                "reason": "日期有误",
                "act": {"body": "commission", "kind": "plenary", "start": "2024-02-03"},
            },
        ),
    ]
