"""What a subscription shows: reminders, standings, cancelled meetings, what is mine; and that news equal the whole."""

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.feeds.conftest import BASE_URL, HOST, House, utc
from tests.feeds.rules import days, problems
from tests.feeds.test_http import Client

from meeting_cadence.access import Person, Role
from meeting_cadence.feeds.calendars import Calendars
from meeting_cadence.feeds.options import Options, OptionsRefused
from meeting_cadence.feeds.scope import Scope, calendar_of, mine
from meeting_cadence.feeds.tokens import FeedOver, MineNeedsPerson, create, listed, renew, revoke
from meeting_cadence.queries.meetings import meeting_key
from meeting_cadence.store.people import SqlPeople

COMMISSION = Scope("body", "commission")
SUBTREE = Scope("subtree", "commission")
AT = utc(2024, 2, 1)
PLAN = {"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-03-05"}


def calendars(house: House) -> Calendars:
    return Calendars(house.store, base_url=BASE_URL, host=HOST)


def shown(house: House, options: Options, at: datetime = AT, scope: Scope = COMMISSION) -> list[str]:
    body = calendars(house).compose(scope, options, at=at).body
    assert problems(body) == []
    return [f"{day} {summary}" for day, summary in days(body).values()]


def test_reminders_are_entries_of_their_own_before_open_deadlines(house: House) -> None:
    found = shown(house, Options(reminders=(30, 90), history=False, months_ahead=11))
    assert found == [
        "20231231 逾期：全体会议（2023年度）· 省委网信委",
        "20241002 提醒（还有90天）：全体会议（2024年度）· 省委网信委",
        "20241201 提醒（还有30天）：全体会议（2024年度）· 省委网信委",
        "20241231 截止：全体会议（2024年度）· 省委网信委",
    ]


def test_a_reminder_leaves_when_its_deadline_is_met(house: House) -> None:
    options = Options(reminders=(30,), months_ahead=11)
    assert [line[:8] for line in shown(house, options) if "提醒" in line] == ["20241201"]
    house.enter(utc(2024, 3, 6), act={**PLAN, "id": "m-1"})
    assert [line for line in shown(house, options, utc(2024, 3, 6)) if "提醒" in line] == []


def test_only_some_standings_and_then_no_meetings(house: House) -> None:
    house.enter(AT, plan=PLAN)
    assert shown(house, Options(standings=("overdue", "missed"))) == [
        "20231231 逾期：全体会议（2023年度）· 省委网信委"
    ]


def test_cancelled_meetings_can_be_hidden(house: House) -> None:
    house.enter(AT, plan=PLAN)
    house.enter(utc(2024, 2, 2), plan={**PLAN, "status": "cancelled"})
    at = utc(2024, 2, 3)
    assert [line[9:11] for line in shown(house, Options(), at) if "全体会议 ·" in line] == ["取消"]
    assert [line for line in shown(house, Options(cancelled=False), at) if "全体会议 ·" in line] == []


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"reminders": (0,)}, "reminders"),
        ({"reminders": (367,)}, "reminders"),
        ({"reminders": (1, 2, 3, 4, 5, 6)}, "reminders"),
        ({"standings": ("late",)}, "standings"),
        ({"months_ahead": True}, "months_ahead"),
    ],
)
def test_impossible_options_are_refused(wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(OptionsRefused) as refused:
        Options(**wrong)
    assert refused.value.subject == named


def test_options_are_put_in_order_so_that_equal_wishes_share_a_calendar() -> None:
    one = Options(reminders=(30, 90, 30), standings=("overdue", "open"))
    other = Options(reminders=(90, 30), standings=("open", "overdue"))
    assert one == other
    assert calendar_of(COMMISSION, one) == calendar_of(COMMISSION, Options.read(other.as_mapping()))
    assert calendar_of(COMMISSION, one) != calendar_of(SUBTREE, one)


def test_what_is_mine_follows_the_person(house: House) -> None:
    client = Client(house)
    with house.store.session() as session:
        people = SqlPeople(session, at=AT)
        person = people.add(Person(0, "wang", "王某", Role.SECRETARY, "city"))
        assert mine(person) == Scope("mine", "city")
        token = create(session, mine(person), at=AT, person=person.id).token
        with pytest.raises(MineNeedsPerson):
            create(session, Scope("mine", ""), at=AT)
    first = client.fetch(token)
    assert (first.status, first.body.count(b"BEGIN:VEVENT")) == (200, 0)
    with house.store.session() as session:
        session.connection().exec_driver_sql("UPDATE person SET scope = 'commission'")
    second = client.fetch(token, if_none_match=first.headers["etag"])
    assert (second.status, second.body.count(b"BEGIN:VEVENT")) == (200, 4)
    assert "我的应办事项 · 省委网信委" in second.body.decode().replace("\r\n ", "")
    with house.store.session() as session:
        session.connection().exec_driver_sql("UPDATE person SET disabled_at = '2024-02-01 00:00:00.000000'")
    assert client.fetch(token).status == 410
    client.app.close()


def test_a_renewed_address_shows_the_same_and_ends_the_old_one(house: House) -> None:
    client = Client(house)
    old = client.create(options=Options(reminders=(30,)))
    first = client.fetch(old)
    with house.store.session() as session:
        (feed,) = listed(session, at=AT)
        renewed = renew(session, feed.id, at=AT)
    assert (client.fetch(old).status, client.fetch(renewed.token)) == (410, first)
    with house.store.session() as session:
        revoke(session, renewed.id, at=AT)
        with pytest.raises(FeedOver):
            renew(session, renewed.id, at=AT)
    client.app.close()


def test_a_feed_without_history_may_empty_by_time_alone(house: House) -> None:
    """Nothing is on record for it, and yet it is no loss: the guard must not hold it back."""
    client = Client(house)
    for number in range(1, 9):
        act = {"id": f"m-{number}", "body": "commission", "kind": "plenary", "start": f"2024-02-{number:02}"}
        house.enter(AT, act=act)
    token = client.create(options=Options(history=False, months_ahead=1, months_back=1))
    client.at = utc(2024, 2, 1)
    assert client.fetch(token).body.count(b"BEGIN:VEVENT") == 8
    client.at = utc(2024, 2, 9)
    assert client.fetch(token).body.count(b"BEGIN:VEVENT") == 0
    client.app.close()


@pytest.mark.parametrize("seed", range(4))
def test_what_is_put_together_from_news_is_what_is_read_as_a_whole(house: House, seed: int) -> None:
    """Two processes follow a random ledger, one step by step, one from the start each time: the same bytes."""
    dice = random.Random(seed)
    following = calendars(house)
    wishes = [
        (SUBTREE, Options(reminders=(90, 30))),
        (COMMISSION, Options(history=False, cancelled=False)),
        (Scope("mandate", "plenary"), Options(language="en")),
        (SUBTREE, Options(standings=("overdue", "met_late", "met"))),
    ]
    at, known = AT, []
    for step in range(12):
        at += timedelta(days=dice.randint(0, 40), hours=dice.randint(1, 5))
        _happen(house, dice, at, known, step)
        for scope, options in wishes:
            followed = following.compose(scope, options, at=at)
            assert followed.body == calendars(house).compose(scope, options, at=at).body
            assert problems(followed.body) == []


def _happen(house: House, dice: random.Random, at: datetime, known: list[str], step: int) -> None:
    day = (at + timedelta(days=dice.randint(-200, 200))).date()
    verb = dice.choice(("plan", "move", "cancel", "act", "retract", "incident", "tick"))
    plan = {"body": "commission", "kind": "plenary", "start": day.isoformat()}
    if verb == "plan":
        known.append(house.enter(at, plan={"id": f"p-{step}", **plan}))
    elif verb in ("move", "cancel") and (plans := [one for one in known if one.startswith("p-")]):
        status = "cancelled" if verb == "cancel" else "confirmed"
        house.enter(at, plan={"id": dice.choice(plans), **plan, "status": status})
    elif verb == "act":
        held = min(day, at.date())
        known.append(house.enter(at, act={"id": f"m-{step}", **plan, "start": held.isoformat()}))
    elif verb == "retract" and (acts := [one for one in known if one.startswith("m-")]):
        entry = dice.choice(acts)
        known.remove(entry)
        house.enter(at, retract={"entry": entry, "reason": "误登"})
    elif verb == "incident":
        instant = at.isoformat()
        house.enter(at, event={"id": f"e-{step}", "body": "city", "kind": "incident", "at": instant})
    house.tick(at)


def test_uids_of_reminders_last(house: House) -> None:
    first = days(calendars(house).compose(COMMISSION, Options(reminders=(30,)), at=AT).body)
    again = days(calendars(house).compose(COMMISSION, Options(reminders=(30,)), at=utc(2024, 5, 1)).body)
    assert {uid for uid in first if uid.startswith("mark030-")} == {
        uid for uid in again if uid.startswith("mark030-")
    }
    assert meeting_key("p-1") not in first
    assert date(2024, 12, 1).strftime("%Y%m%d") in {day for day, _ in first.values()}
