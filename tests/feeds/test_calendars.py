"""Calendars from a real store: which entries, which revisions, and what a change moves."""

import threading
from datetime import date, datetime, timedelta, timezone

import icalendar
import pytest
import vobject
from tests.feeds.conftest import BASE_URL, HOST, PACK, House, utc

from meeting_cadence.access.refusals import NotFound
from meeting_cadence.feeds.calendars import Calendars
from meeting_cadence.feeds.options import Options, OptionsRefused
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.queries.meetings import meeting_key
from meeting_cadence.store.registry import load_world

COMMISSION = Scope("body", "commission")
SUBTREE = Scope("subtree", "commission")
PLAN_UID = f"meeting-{meeting_key('p-1')}@{HOST}"


def calendars(house: House, base_url: str = BASE_URL, host: str = HOST) -> Calendars:
    return Calendars(house.store, base_url=base_url, host=host)


def events(
    house: House, at: datetime, scope: Scope = COMMISSION, options: Options | None = None
) -> dict[str, icalendar.Event]:
    body = calendars(house).compose(scope, options or Options(), at=at).body
    read = icalendar.Calendar.from_ical(body).walk("VEVENT")
    other = vobject.readOne(body.decode())
    seen = [(str(one["UID"]), str(one["SUMMARY"]), one["DTSTART"].dt) for one in read]
    assert seen == [
        (one.uid.value, one.summary.value, one.dtstart.value) for one in getattr(other, "vevent_list", [])
    ]
    assert seen == sorted(seen, key=lambda row: (str(row[2])[:10], row[0]))
    return {uid: event for (uid, _, _), event in zip(seen, read, strict=True)}


def due_uid(house: House, at: datetime, day: date, scope: Scope = COMMISSION) -> str:
    (uid,) = [
        uid
        for uid, event in events(house, at, scope).items()
        if uid[:3] == "due" and event["DTSTART"].dt == day
    ]
    return uid


def stamps(event: icalendar.Event) -> tuple[int, datetime]:
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
    return event["SEQUENCE"], event["LAST-MODIFIED"].dt


def test_a_body_shows_its_deadlines_and_nothing_of_others(house: House) -> None:
    shown = events(house, utc(2024, 2, 1))
    assert [str(event["SUMMARY"]) for event in shown.values()] == [
        "逾期：全体会议（2023年度）· 省委网信委",
        "截止：全体会议（2024年度）· 省委网信委",
        "截止：全体会议（2025年度）· 省委网信委",
        "截止：全体会议（2026年度）· 省委网信委",
    ]
    assert [event["DTEND"].dt for event in shown.values()] == [
        date(year, 1, 1) for year in (2024, 2025, 2026, 2027)
    ]


def test_hour_limits_are_instants_with_their_zone_and_only_below_the_subtree(house: House) -> None:
    at = utc(2024, 2, 2, 3)
    house.enter(
        at, event={"id": "e-1", "body": "city", "kind": "incident", "at": "2024-02-02T10:00:00+08:00"}
    )
    assert due_uid(house, at, date(2024, 12, 31)) in events(house, at)
    (uid,) = [uid for uid, event in events(house, at, SUBTREE).items() if "事件报告" in event["SUMMARY"]]
    event = events(house, at, SUBTREE)[uid]
    assert event["DTSTART"].dt == datetime(2024, 2, 2, 14, tzinfo=timezone(timedelta(hours=8)))
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert uid not in events(house, at)
    body = calendars(house).compose(SUBTREE, Options(), at=at).body
    assert body.count(b"BEGIN:VTIMEZONE") == 1
    assert b"VTIMEZONE" not in calendars(house).compose(COMMISSION, Options(), at=at).body


def test_a_mandate_shows_its_rows_of_every_body(house: House) -> None:
    shown = events(house, utc(2024, 2, 1), Scope("mandate", "plenary"))
    assert set(shown) == set(events(house, utc(2024, 2, 1)))


def test_the_same_data_gives_the_same_bytes_whoever_asks_and_whenever(house: House) -> None:
    first = calendars(house).compose(COMMISSION, Options(), at=utc(2024, 2, 1))
    assert calendars(house).compose(COMMISSION, Options(), at=utc(2024, 2, 1, 23)) == first
    assert calendars(house).compose(COMMISSION, Options(), at=utc(2024, 5, 1)).body == first.body


def test_time_alone_changes_the_text_but_not_the_sequence(house: House) -> None:
    uid = due_uid(house, utc(2024, 2, 1), date(2024, 12, 31))
    before = events(house, utc(2024, 2, 1))[uid]
    house.tick(utc(2024, 12, 31, 16))
    after = events(house, utc(2025, 1, 1))[uid]
    assert str(after["SUMMARY"]) == "逾期：全体会议（2024年度）· 省委网信委"
    assert stamps(before) == (0, utc(2024, 1, 2))
    assert stamps(after) == (0, utc(2024, 12, 31, 16))
    house.tick(utc(2025, 2, 1))
    assert stamps(events(house, utc(2025, 2, 1))[uid]) == (0, utc(2024, 12, 31, 16))


def test_a_change_moves_its_own_entry_and_nothing_else(house: House) -> None:
    at = utc(2024, 2, 1)
    before = events(house, at)
    uid = due_uid(house, at, date(2024, 12, 31))
    at = utc(2024, 3, 1)
    house.enter(
        at,
        relief={
            "id": "r-1",
            "mandate": "plenary",
            "body": "commission",
            "window": "2024",
            "type": "extend",
            "until": "2025-02-28",
            "granted": "2024-03-01",
            "authority": "省委",
        },
    )
    after = events(house, at)
    assert stamps(after[uid]) == (1, at)
    assert after[uid]["DTSTART"].dt == date(2025, 2, 28)
    assert "原截止日期：2024年12月31日" in after[uid]["DESCRIPTION"]
    assert {one: event.to_ical() for one, event in after.items() if one != uid} == {
        one: event.to_ical() for one, event in before.items() if one != uid
    }


def test_a_meeting_keeps_its_uid_from_plan_to_act(house: House) -> None:
    plan = {"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-03-05"}
    house.enter(utc(2024, 2, 1), plan={**plan, "status": "tentative"})
    first = events(house, utc(2024, 2, 1))[PLAN_UID]
    assert (str(first["STATUS"]), str(first["SUMMARY"])) == ("TENTATIVE", "暂定：全体会议 · 省委网信委")
    house.enter(
        utc(2024, 2, 10), plan={**plan, "start": "2024-03-07", "status": "confirmed", "place": "一号楼"}
    )
    second = events(house, utc(2024, 2, 10))[PLAN_UID]
    assert (str(second["STATUS"]), second["DTSTART"].dt) == ("CONFIRMED", date(2024, 3, 7))
    assert stamps(second) == (1, utc(2024, 2, 10))
    house.enter(
        utc(2024, 3, 9),
        act={
            "id": "m-1",
            "body": "commission",
            "kind": "plenary",
            "start": "2024-03-08",
            "plan": "p-1",
            "ordinal": 5,
        },
    )
    third = events(house, utc(2024, 3, 9))[PLAN_UID]
    assert (str(third["SUMMARY"]), third["DTSTART"].dt) == (
        "已召开：第5次全体会议 · 省委网信委",
        date(2024, 3, 8),
    )
    assert stamps(third) == (2, utc(2024, 3, 9))


def test_an_act_that_names_no_plan_takes_over_the_one_of_its_kind_and_day(house: House) -> None:
    house.enter(
        utc(2024, 2, 1), plan={"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-03-05"}
    )
    house.enter(
        utc(2024, 3, 6), act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-03-05"}
    )
    meetings = [uid for uid in events(house, utc(2024, 3, 6)) if uid.startswith("meeting")]
    assert meetings == [PLAN_UID]


def test_a_cancelled_meeting_stays_thirty_days_and_comes_back_with_a_higher_sequence(house: House) -> None:
    plan = {"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-06-05"}
    house.enter(utc(2024, 2, 1), plan=plan)
    assert stamps(events(house, utc(2024, 2, 1))[PLAN_UID])[0] == 0
    house.enter(utc(2024, 3, 1), plan={**plan, "status": "cancelled"})
    cancelled = events(house, utc(2024, 3, 30))[PLAN_UID]
    assert (str(cancelled["STATUS"]), str(cancelled["SUMMARY"])) == (
        "CANCELLED",
        "取消：全体会议 · 省委网信委",
    )
    assert PLAN_UID not in events(house, utc(2024, 3, 31))
    house.enter(utc(2024, 4, 1), plan=plan)
    assert stamps(events(house, utc(2024, 4, 1))[PLAN_UID]) == (2, utc(2024, 4, 1))


def test_a_recorded_meeting_changes_its_deadline_under_the_same_uid(house: House) -> None:
    uid = due_uid(house, utc(2024, 2, 1), date(2023, 12, 31))
    house.enter(
        utc(2024, 2, 5),
        act={
            "id": "m-1",
            "body": "commission",
            "kind": "plenary",
            "start": "2024-02-04",
            "counts_for": {"plenary": "2023"},
        },
    )
    event = events(house, utc(2024, 2, 5))[uid]
    assert str(event["SUMMARY"]) == "逾期召开：全体会议（2023年度）· 省委网信委"
    assert "逾期35天" in event["DESCRIPTION"]


def test_a_retracted_meeting_leaves(house: House) -> None:
    house.enter(
        utc(2024, 3, 6), act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-03-05"}
    )
    assert len([uid for uid in events(house, utc(2024, 3, 6)) if uid.startswith("meeting")]) == 1
    house.enter(utc(2024, 3, 7), retract={"entry": "m-1", "reason": "误登"})
    assert [uid for uid in events(house, utc(2024, 3, 7)) if uid.startswith("meeting")] == []


def test_the_horizon_moves_with_the_day(house: House) -> None:
    days = [event["DTSTART"].dt for event in events(house, utc(2024, 12, 31)).values()]
    assert days[0] == date(2023, 12, 31)
    days = [event["DTSTART"].dt for event in events(house, utc(2025, 1, 1)).values()]
    assert days[0] == date(2024, 12, 31)
    near = Options(months_back=0, months_ahead=12)
    assert [event["DTSTART"].dt for event in events(house, utc(2024, 12, 31), options=near).values()] == [
        date(2024, 12, 31),
        date(2025, 12, 31),
    ]


def test_without_history_what_is_done_and_past_is_left_out(house: House) -> None:
    house.enter(
        utc(2024, 3, 6), act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-03-05"}
    )
    house.tick(utc(2025, 1, 2))
    plain = events(house, utc(2025, 1, 2), options=Options(history=False))
    assert [str(event["SUMMARY"])[:2] for event in plain.values()] == ["截止", "截止", "截止"]
    assert len(events(house, utc(2025, 1, 2))) == len(plain) + 2


def test_another_wording_of_the_pack_is_rendered_again_and_unchanged_entries_keep_their_stamps(
    house: House,
) -> None:
    before = events(house, utc(2024, 2, 1))
    house.apply(PACK.replace("zh: 省委网信委", "zh: 省委网络安全和信息化委员会"), utc(2024, 3, 1))
    after = events(house, utc(2024, 3, 1))
    assert {stamps(event) for event in after.values()} == {(0, utc(2024, 3, 1))}
    house.apply(PACK.replace("zh: 市委网信委", "zh: 市委网络安全和信息化委员会"), utc(2024, 4, 1))
    assert set(before) == set(events(house, utc(2024, 4, 1)))


def test_the_host_of_uids_is_kept_when_the_address_changes(house: House) -> None:
    first = calendars(house).compose(COMMISSION, Options(), at=utc(2024, 2, 1))
    moved = calendars(house, "https://new.example.org", "new.example.org")
    body = moved.compose(COMMISSION, Options(), at=utc(2024, 3, 1)).body
    assert body.count(b"@calendar.example.org\r\n") == first.entries
    assert b"https://new.example.org/obligations/" in body.replace(b"\r\n ", b"")


def test_two_processes_that_render_the_same_change_count_it_once(house: House) -> None:
    uid = due_uid(house, utc(2024, 2, 1), date(2024, 12, 31))
    at = utc(2024, 3, 1)
    fields = {"id": "r-1", "mandate": "plenary", "body": "commission", "window": "2024", "type": "extend"}
    house.enter(at, relief={**fields, "until": "2025-02-28", "granted": "2024-03-01", "authority": "省委"})
    bodies: list[bytes] = []
    both = [
        threading.Thread(
            target=lambda: bodies.append(calendars(house).compose(COMMISSION, Options(), at=at).body)
        )
        for _ in range(4)
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(bodies) == 4
    assert len(set(bodies)) == 1
    assert stamps(events(house, at)[uid]) == (1, at)


def test_languages_keep_their_own_revisions(house: House) -> None:
    english = events(house, utc(2024, 2, 1), options=Options(language="en"))
    assert [str(event["SUMMARY"]) for event in english.values()][:2] == [
        "Overdue: Plenary (2023) · Commission",
        "Due: Plenary (2024) · Commission",
    ]
    assert set(english) == set(events(house, utc(2024, 2, 1)))


def test_scopes_and_options_that_cannot_be_are_refused(house: House) -> None:
    with house.store.reading() as session:
        world = load_world(session)
    with pytest.raises(NotFound):
        Scope("body", "comission").checked(world)
    with pytest.raises(NotFound):
        Scope("mandate", "none").checked(world)
    with pytest.raises(OptionsRefused):
        Options(months_back=121)
    with pytest.raises(OptionsRefused):
        Options(months_ahead=0)
