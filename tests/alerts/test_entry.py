"""The calendar entry of a reminder, read back by the library that the calendars of others are read with."""

from datetime import UTC, date, datetime

from icalendar import Calendar as Read

from meeting_cadence.alerts.entry import due_entry
from meeting_cadence.alerts.story import Topic
from meeting_cadence.bodies import Text

AT = datetime(2025, 11, 20, 0, 30, tzinfo=UTC)
PLENARY = Topic(
    key="k" * 26,
    kind="due_soon",
    body=Text("省委网信委", "Commission"),
    title=Text("全体会议", "Plenary"),
    label=Text("2025年度", "2025"),
    due=date(2025, 12, 31),
)


def events(*topics: Topic) -> list[Read]:
    made = due_entry(topics, "https://house.example", host="house.example", at=AT)
    assert made is not None and made.method == "PUBLISH"
    assert max(len(line.encode()) for line in made.text.split("\r\n")) <= 75
    read = Read.from_ical(made.text)
    assert read["METHOD"] == "PUBLISH"
    return list(read.walk("VEVENT"))


def test_a_due_day_is_a_whole_day_that_blocks_nothing() -> None:
    (event,) = events(PLENARY)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2025, 12, 31), date(2026, 1, 1))
    assert str(event["SUMMARY"]) == "截止：省委网信委“全体会议”（2025年度）"
    assert (str(event["UID"]), str(event["TRANSP"])) == (f"notice-{'k' * 26}@house.example", "TRANSPARENT")
    assert str(event["URL"]) == f"https://house.example/obligations/{'k' * 26}"
    assert event["DTSTAMP"].dt == AT


def test_an_hour_limit_is_an_instant() -> None:
    due = datetime(2025, 11, 20, 4, tzinfo=UTC)
    (event,) = events(PLENARY._replace(due=due))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (due, due)


def test_a_digest_carries_every_matter_that_is_still_ahead() -> None:
    assert len(events(PLENARY, PLENARY._replace(key="m" * 26), PLENARY._replace(kind="overdue"))) == 2


def test_there_is_none_where_nothing_is_ahead() -> None:
    for topic in (PLENARY._replace(kind="overdue"), PLENARY._replace(due=None)):
        assert due_entry([topic], "https://house.example", host="house.example", at=AT) is None


def test_no_title_breaks_out_of_its_line() -> None:
    hostile = "a;b,c\\d\r\nEND:VEVENT\u2028\ud800" + "长" * 200
    (event,) = events(PLENARY._replace(title=Text(hostile, hostile)))
    assert str(event["SUMMARY"]).startswith("截止：省委网信委“a;b,c\\d END:VEVENT ")
