"""The verbs: each with what it checks beyond the entry itself."""

from datetime import date
from typing import Any

import pytest

from meeting_cadence.access import Conflict
from meeting_cadence.access.refusals import BodyUnknown, MandateUnknown, RegulationUnknown
from meeting_cadence.actions.adopt import adopt
from meeting_cadence.actions.confirm import confirm_complete, confirm_not_held
from meeting_cadence.actions.contacts import add_contact, remove_contact
from meeting_cadence.actions.event import event
from meeting_cadence.actions.import_ledger import import_ledger
from meeting_cadence.actions.plan import plan
from meeting_cadence.actions.record import record
from meeting_cadence.actions.refusals import (
    ContactInvalid,
    ContactUnknown,
    EntryConflict,
    EntryUnknown,
    NotObliged,
    ReasonNeeded,
    WindowUnknown,
)
from meeting_cadence.actions.relief import relief
from meeting_cadence.actions.replace import replace
from meeting_cadence.actions.retract import retract
from meeting_cadence.bodies import Contact

PLENARY = {"body": "commission", "kind": "plenary", "start": "2024-02-01"}


def test_record_for_a_window_that_does_not_exist_names_the_nearest(office: Any) -> None:
    with pytest.raises(WindowUnknown) as refusal:
        office.do(record, {**PLENARY, "counts_for": {"plenary": "2032"}}, by="王某")
    assert refusal.value.values["near"] in ("2022", "2023", "2027")


def test_record_for_an_earlier_window_makes_up_for_it(office: Any) -> None:
    office.do(confirm_complete, body="commission", since=date(2022, 1, 1), on=date(2024, 3, 1), by="王某")
    assert office.standing("plenary", "2023") == "overdue"
    office.do(record, {**PLENARY, "counts_for": {"plenary": "2023"}}, by="王某")
    assert office.standing("plenary", "2023") == "met_late"
    assert office.standing("plenary", "2024") == "open"


def test_a_plan_shows_and_a_later_entry_of_its_id_moves_it(office: Any) -> None:
    planned = office.do(plan, {"body": "commission", "kind": "plenary", "start": "2024-06-01"}, by="王某")
    office.at = office.at.replace(hour=5)
    office.do(
        plan,
        {"id": planned.entry_id, "body": "commission", "kind": "plenary", "start": "2024-07-01"},
        by="王某",
    )
    (row,) = [row for row in office.rows("plenary") if row["label"] == "2024"]
    assert row["planned"] == date(2024, 7, 1)


def test_an_event_sets_its_duty_going(office: Any) -> None:
    office.do(event, {"body": "city-a", "kind": "incident", "at": "2024-03-05T11:00:00+08:00"}, by="王某")
    assert [row["standing"] for row in office.rows("incident")] == ["open"]


def test_a_relief_moves_the_due_and_keeps_the_original(office: Any) -> None:
    office.do(
        relief,
        {
            "mandate": "plenary",
            "body": "commission",
            "window": "2024",
            "type": "extend",
            "until": "2025-03-31",
            "granted": "2024-03-01",
        },
        by="王某",
    )
    (row,) = [row for row in office.rows("plenary") if row["label"] == "2024"]
    assert (row["due"], row["original_due"]) == (date(2025, 3, 31), date(2024, 12, 31))


def test_a_relief_for_a_window_that_does_not_exist_is_refused(office: Any) -> None:
    with pytest.raises(WindowUnknown):
        office.do(
            relief,
            {
                "mandate": "plenary",
                "body": "commission",
                "window": "1999",
                "type": "waive",
                "granted": "2024-03-01",
            },
            by="王某",
        )


def test_not_held_turns_no_record_into_a_verdict(office: Any) -> None:
    assert office.standing("plenary", "2023") == "no_record"
    office.do(
        confirm_not_held, mandate="plenary", body="commission", window="2023", on=date(2024, 3, 5), by="王某"
    )
    assert office.standing("plenary", "2023") == "overdue"
    assert office.standing("plenary", "2022") == "no_record"


def test_not_held_wants_a_known_body_mandate_and_window(sqlite_office: Any) -> None:
    for fault, mandate, body, window in (
        (MandateUnknown, "plenarry", "commission", "2023"),
        (BodyUnknown, "plenary", "comission", "2023"),
        (WindowUnknown, "plenary", "commission", "2123"),
    ):
        with pytest.raises(fault):
            sqlite_office.do(
                confirm_not_held, mandate=mandate, body=body, window=window, on=date(2024, 3, 5), by="王某"
            )


def test_adopting_starts_what_the_text_leaves_open(office: Any) -> None:
    assert [row["label"] for row in office.rows("hearing")] == ["first"]
    office.do(
        adopt,
        body="province",
        regulation="local",
        on=date(2024, 1, 1),
        complete_from=date(2024, 1, 1),
        by="王某",
    )
    assert [row["label"] for row in office.rows("hearing")] == ["2024", "2025", "2026", "2027"]
    assert office.verify().differences == ()


def test_adopting_what_does_not_oblige_the_body_is_refused(sqlite_office: Any) -> None:
    with pytest.raises(NotObliged):
        sqlite_office.do(adopt, body="city-a", mandate="plenary", on=date(2024, 1, 1), by="王某")
    with pytest.raises(RegulationUnknown):
        sqlite_office.do(adopt, body="city-a", regulation="locl", on=date(2024, 1, 1), by="王某")


def test_retract_and_retract_again(office: Any) -> None:
    office.do(record, {**PLENARY, "id": "m-1"}, by="王某")
    taken = office.do(retract, "m-1", reason="误录", by="王某")
    assert office.standing("plenary", "2024") == "open"
    office.at = office.at.replace(hour=5)
    office.do(retract, taken.entry_id, reason="并未误录", by="王某")
    assert office.standing("plenary", "2024") == "met"
    assert office.verify().differences == ()


def test_a_correction_needs_a_reason_and_an_entry(sqlite_office: Any) -> None:
    sqlite_office.do(record, {**PLENARY, "id": "m-1"}, by="王某")
    with pytest.raises(ReasonNeeded):
        sqlite_office.do(retract, "m-1", reason=" ", by="王某")
    with pytest.raises(ReasonNeeded):
        sqlite_office.do(replace, "m-1", {"act": PLENARY}, reason="", by="王某")
    with pytest.raises(EntryUnknown) as refusal:
        sqlite_office.do(retract, "m-2", reason="误录", by="王某")
    assert refusal.value.values["near"] == "m-1"
    with pytest.raises(EntryUnknown):
        sqlite_office.do(replace, "zz", {"act": PLENARY}, reason="误录", by="王某")


def test_a_replacement_judges_both_bodies_anew(office: Any) -> None:
    office.do(record, {"id": "s-1", "body": "city-a", "kind": "study", "start": "2024-02-01"}, by="王某")
    assert office.standing("study", "2024-H1", "city-a") == "met"
    office.do(
        replace,
        "s-1",
        {"act": {"body": "city-b", "kind": "study", "start": "2024-02-01"}},
        reason="机构有误",
        by="王某",
    )
    assert office.standing("study", "2024-H1", "city-a") == "open"
    assert office.standing("study", "2024-H1", "city-b") == "met"
    assert office.verify().differences == ()


def test_contacts_are_added_and_a_packs_own_is_hidden(office: Any) -> None:
    office.do(add_contact, body="commission", contact=Contact("chair", "chair@example.org", "陈某"))
    assert [one.address for one in office.world.body("commission").contacts] == [
        "c@example.org",
        "chair@example.org",
    ]
    office.do(remove_contact, body="commission", contact=Contact("secretariat", "c@example.org"))
    assert [one.address for one in office.world.body("commission").contacts] == ["chair@example.org"]
    office.do(add_contact, body="commission", contact=Contact("secretariat", "c@example.org"))
    assert {one.address for one in office.world.body("commission").contacts} == {
        "c@example.org",
        "chair@example.org",
    }


def test_contacts_are_checked(sqlite_office: Any) -> None:
    refused = [
        *(Contact("chair", email) for email in ("", "nobody", "a@b\nBcc: c@d", "a b@c")),
        Contact("", "a@example.org"),
        Contact("chair", "a@example.org", "陈某\nBcc: c@d"),
        Contact("chair", "ftp://oa.example.org/in", channel="webhook"),
        Contact("chair", "https://user:secret@oa.example.org/in", channel="webhook"),
        Contact("chair", "https:///in", channel="webhook"),
        Contact("chair", "x" * 501, channel="wecom-office"),
        Contact("chair", "office", channel="We Com"),
    ]
    for contact in refused:
        with pytest.raises(ContactInvalid):
            sqlite_office.do(add_contact, body="commission", contact=contact)
    with pytest.raises(BodyUnknown):
        sqlite_office.do(add_contact, body="comission", contact=Contact("chair", "a@example.org"))
    with pytest.raises(ContactUnknown):
        sqlite_office.do(remove_contact, body="commission", contact=Contact("chair", "a@example.org"))


LEDGER = """
format: 1
complete_from: 2022-01-01
entries:
  - act: {id: m-1, body: commission, kind: plenary, start: 2022-05-01}
    recorded: 2022-05-02T09:00:00+08:00
    by: 李某
  - act: {body: city-a, kind: study, start: 2023-05-01}
  - act: {body: city-a, kind: study, start: 2023-05-01}
"""


def test_an_import_keeps_authors_and_instants_and_is_made_once(office: Any) -> None:
    assert office.do(import_ledger, LEDGER, name="l.yaml", by="王某") == (4, 0)
    assert office.standing("plenary", "2022") == "met"
    assert [row["count"] for row in office.rows("study", "city-a") if row["label"] == "2023-H1"] == [2]
    assert office.do(import_ledger, LEDGER, name="l.yaml", by="王某") == (0, 4)
    assert office.verify().differences == ()


def test_an_import_never_changes_what_is_on_record(office: Any) -> None:
    office.do(record, {**PLENARY, "id": "m-1"}, by="王某")
    before = office.rows()
    with pytest.raises(EntryConflict):
        office.do(import_ledger, LEDGER, name="l.yaml", by="王某")
    assert office.rows() == before


def test_conflicts_answer_409() -> None:
    assert Conflict.http_status == 409
