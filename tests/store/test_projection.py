"""The projection: written with the fact that changed it, equal to the spine, its revisions honest."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from meeting_cadence.actions.retract import retract
from meeting_cadence.store.obligation_row import content_of
from meeting_cadence.store.projection import due_streams, reproject_all
from meeting_cadence.store.registry import load_world

PLENARY = {"body": "commission", "kind": "plenary", "start": "2024-02-01"}


def test_applying_a_pack_projects_every_window(office: Any) -> None:
    labels = [row["label"] for row in office.rows("plenary")]
    assert labels == ["2022", "2023", "2024", "2025", "2026", "2027"]
    assert office.verify().differences == ()


def test_an_act_settles_its_window_in_its_own_transaction(office: Any) -> None:
    receipt = office.enter(act=PLENARY)
    assert office.standing("plenary", "2024") == "met"
    assert ("open", "met") in [(flip.old_standing, flip.new_standing) for flip in receipt.flips]
    assert office.verify().differences == ()


def test_the_superiors_act_opens_the_cascade_below(office: Any) -> None:
    office.enter(act=PLENARY)
    assert [row["body"] for row in office.rows("convey")] == ["city-a", "city-b"]
    assert {row["due"] for row in office.rows("convey")} == {date(2024, 3, 2)}


def test_a_predecessors_act_counts_for_its_heir(office: Any) -> None:
    before = {row["label"]: row["standing"] for row in office.rows("study", "city-b")}
    office.enter(act={"body": "city-old", "kind": "study", "start": "2022-03-01"})
    after = {row["label"]: row["standing"] for row in office.rows("study", "city-b")}
    assert before["2022-H1"] == "no_record"
    assert after["2022-H1"] == "met"
    assert office.verify().differences == ()


def test_revisions_grow_only_with_the_content(office: Any) -> None:
    before = {row["key"]: row for row in office.rows()}
    office.enter(act=PLENARY)
    changed = {row["label"] for row in office.rows("plenary") if row["revision"] > 1}
    assert changed == {"2024"}
    others = [row for row in office.rows() if row["key"] in before and row["mandate"] != "plenary"]
    assert [row["revision"] for row in others] == [1] * len(others)
    assert {row["changed_at"] for row in others} == {office.at}


def test_days_going_by_do_not_change_an_overdue_row(office: Any) -> None:
    office.enter(complete={"body": "commission", "from": "2022-01-01"})
    office.at = datetime(2025, 2, 1, 4, tzinfo=UTC)
    office.tick()
    (before,) = [row for row in office.rows("plenary") if row["label"] == "2024"]
    office.at += timedelta(days=30)
    rebuild(office)
    (after,) = [row for row in office.rows("plenary") if row["label"] == "2024"]
    assert before["standing"] == after["standing"] == "overdue"
    assert (before["days_late"], after["days_late"]) == (32, 62)
    assert before["revision"] == after["revision"]
    assert before["changed_at"] == after["changed_at"]


def test_a_row_that_vanishes_stays_marked_and_comes_back(office: Any) -> None:
    office.enter(event={"id": "e-1", "body": "city-a", "kind": "incident", "at": "2024-03-05T08:00:00+08:00"})
    (row,) = office.rows("incident")
    assert row["due_at"] == datetime(2024, 3, 5, 4, tzinfo=UTC)
    office.do(retract, "e-1", reason="录入错误", by="王某")
    assert office.rows("incident") == []
    office.do(retract, "e-1-retract", reason="确有其事", by="王某")
    (again,) = office.rows("incident")
    assert again["key"] == row["key"]
    assert again["revision"] == row["revision"] + 2
    assert content_of(again) == content_of(row)


def test_the_tick_flips_what_time_has_changed_and_only_once(office: Any) -> None:
    office.enter(complete={"body": "commission", "from": "2022-01-01"})
    office.at = datetime(2024, 12, 31, 16, tzinfo=UTC)
    flips = [flip for flip in office.tick() if flip.new_standing == "overdue"]
    assert [(flip.old_standing, flip.old_due, flip.at, flip.noticed) for flip in flips] == [
        ("open", date(2024, 12, 31), datetime(2024, 12, 31, 16, tzinfo=UTC), office.at)
    ]
    assert office.tick() == []


def test_the_tick_before_midnight_changes_nothing(office: Any) -> None:
    office.enter(complete={"body": "commission", "from": "2022-01-01"})
    office.at = datetime(2024, 12, 31, 15, 59, 59, tzinfo=UTC)
    office.tick()
    assert office.standing("plenary", "2024") == "open"


def test_a_late_tick_says_when_it_came_true(office: Any) -> None:
    office.enter(complete={"body": "commission", "from": "2022-01-01"})
    office.at = datetime(2024, 12, 1, tzinfo=UTC)
    office.tick()
    office.at = datetime(2025, 1, 20, tzinfo=UTC)
    (flip,) = [flip for flip in office.tick() if flip.new_standing == "overdue"]
    assert flip.at == datetime(2024, 12, 31, 16, tzinfo=UTC)
    assert flip.noticed == office.at


def test_the_tick_reads_an_index_and_judges_only_what_is_due(office: Any) -> None:
    with office.store.reading() as session:
        assert due_streams(session, office.at) == []
    later = office.at + timedelta(days=400)
    with office.store.reading() as session:
        assert ("plenary", "commission") in [tuple(one) for one in due_streams(session, later)]


def test_a_new_year_moves_the_horizon(office: Any) -> None:
    office.at = datetime(2025, 1, 2, tzinfo=UTC)
    office.tick()
    assert [row["label"] for row in office.rows("plenary")][-1] == "2028"
    assert office.verify() == office.verify()._replace(awaiting_tick=0, differences=())


def test_rebuilding_keeps_revisions_of_what_did_not_change(office: Any) -> None:
    office.enter(act=PLENARY)
    before = office.rows()
    assert rebuild(office) == []
    assert office.rows() == before


def test_verify_names_what_was_tampered_with(office: Any) -> None:
    with office.store.session() as session:
        session.connection().exec_driver_sql(
            "UPDATE obligation SET standing = 'met' WHERE mandate = 'plenary' AND label = '2024'"
        )
        session.connection().exec_driver_sql("DELETE FROM obligation WHERE mandate = 'conference'")
    found = office.verify().differences
    assert [(one.kind, one.mandate, one.label) for one in found if one.mandate == "plenary"] == [
        ("different", "plenary", "2024")
    ]
    assert {one.kind for one in found if one.mandate == "conference"} == {"missing"}
    rebuild(office)
    assert office.verify().differences == ()


def rebuild(office: Any) -> Any:
    with office.store.session() as session:
        return reproject_all(session, load_world(session), at=office.at, tables=office.tables)
