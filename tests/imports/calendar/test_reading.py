"""Reading a calendar file in a process of its own: what it says, and every way in which it is refused."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meeting_cadence.imports.calendar.child import read
from meeting_cadence.imports.calendar.reading import CalendarRefused, limits_on, read_calendar

ZONE = ZoneInfo("Asia/Shanghai")
LIMITS = limits_on(date(2026, 3, 1))
NINE = datetime(2026, 3, 12, 9, tzinfo=ZONE)


def calendar(*lines: str, times: int = 1, around: Sequence[str] = ()) -> bytes:
    events = [
        line for number in range(times) for line in ("BEGIN:VEVENT", f"UID:{number}", *lines, "END:VEVENT")
    ]
    return "\r\n".join(["BEGIN:VCALENDAR", *around, *events, "END:VCALENDAR", ""]).encode()


def starts(raw: bytes) -> list[date | datetime]:
    return [entry.start for entry in read_calendar(raw, name="c.ics", zone=ZONE, limits=LIMITS)]


def problems(raw: bytes) -> list[tuple[str, int]]:
    with pytest.raises(CalendarRefused) as refused:
        read_calendar(raw, name="c.ics", zone=ZONE, limits=LIMITS)
    return [(one.code, one.line) for one in refused.value.problems]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20260312", date(2026, 3, 12)),
        ("DTSTART:20260312T010000Z", datetime(2026, 3, 12, 1, tzinfo=UTC)),
        ("DTSTART;TZID=Asia/Shanghai:20260312T090000", NINE),
        ("DTSTART;TZID=China Standard Time:20260312T090000", NINE),
        ("DTSTART:20260312T090000", NINE),
        ("DTSTART;TZID=Somewhere/Else:20260312T090000", NINE),
    ],
)
def test_days_and_instants_of_every_kind(start: str, expected: date | datetime) -> None:
    assert starts(calendar(start, "SUMMARY:x")) == [expected]


def test_what_the_file_says_of_a_zone_is_not_believed() -> None:
    lie = ["BEGIN:VTIMEZONE", "TZID:China Standard Time", "BEGIN:STANDARD", "DTSTART:19700101T000000",
           "TZOFFSETFROM:-0500", "TZOFFSETTO:-0500", "END:STANDARD", "END:VTIMEZONE"]  # fmt: skip
    assert starts(calendar("DTSTART;TZID=China Standard Time:20260312T090000", around=lie)) == [NINE]


def test_texts_places_and_ends() -> None:
    raw = calendar(
        "DTSTART:20260312",
        "DTEND:20260314",
        "SUMMARY:全体\\, 会\r\n 议\\n二",
        "LOCATION: 一号楼 ",
        "STATUS:cancelled",
    )
    (entry,) = read_calendar(raw, name="c.ics", zone=ZONE, limits=LIMITS)
    assert (entry.summary, entry.place, entry.end, entry.cancelled) == (
        "全体, 会议 二",
        "一号楼",
        date(2026, 3, 13),
        True,
    )


def test_a_rule_with_its_exceptions_and_moved_ones() -> None:
    raw = calendar(
        "DTSTART;TZID=Asia/Shanghai:20260302T090000",
        "RRULE:FREQ=WEEKLY;UNTIL=20260330T010000Z",
        "EXDATE;TZID=Asia/Shanghai:20260309T090000",
        "RDATE;TZID=Asia/Shanghai:20260401T090000",
        "SUMMARY:x",
    ).replace(
        b"END:VCALENDAR",
        b"BEGIN:VEVENT\r\nUID:0\r\nRECURRENCE-ID;TZID=Asia/Shanghai:20260316T090000\r\n"
        b"DTSTART;TZID=Asia/Shanghai:20260317T100000\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )
    days = [(one.day, one.hour) for one in starts(raw) if isinstance(one, datetime)]
    assert sorted(days) == [(1, 9), (2, 9), (17, 10), (23, 9), (30, 9)]


def test_only_days_that_are_looked_at_come_back() -> None:
    assert starts(calendar("DTSTART:19900312", "RRULE:FREQ=YEARLY")) == [
        date(2023, 3, 12),
        date(2024, 3, 12),
        date(2025, 3, 12),
        date(2026, 3, 12),
        date(2027, 3, 12),
    ]
    assert starts(calendar("DTSTART:20200312")) == []


def test_what_is_not_needed_is_not_read() -> None:
    raw = calendar(
        "DTSTART:20260312", "ATTACH:" + "x" * 200_000, "BEGIN:VALARM", "TRIGGER:nonsense", "END:VALARM",
        around=["BEGIN:VTODO", "DUE:nonsense", "END:VTODO"],
    )  # fmt: skip
    assert starts(raw) == [date(2026, 3, 12)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", [("calendar_none", 0)]),
        (b"/etc/passwd", [("calendar_none", 0)]),
        (b"\x00" * 1000, [("calendar_none", 0)]),
        (b"<html></html>", [("calendar_none", 0)]),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", [("calendar_cut", 0)]),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", [("calendar_broken", 2)]),
        (calendar("SUMMARY:x"), [("calendar_start", 2)]),
        (calendar("DTSTART:20261332"), [("calendar_value", 2)]),
        (calendar("DTSTART:20260312", "RRULE:FREQ=HOURLY"), [("calendar_often", 2)]),
        (calendar("DTSTART:20260312", "RRULE:FREQ=SECONDLY;COUNT=2"), [("calendar_often", 2)]),
        (calendar("DTSTART:20260312", "RRULE:FREQ=DAILY;COUNT=1000"), []),
        (calendar("DTSTART:20260312", "RRULE:FREQ=DAILY;COUNT=1001"), [("calendar_count", 2)]),
        (
            calendar("DTSTART:20260312", "RRULE:FREQ=MINUTELY", "EXRULE:FREQ=DAILY"),
            [("calendar_exrule", 2), ("calendar_often", 2)],
        ),
        (calendar("DTSTART:20260312", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), [("calendar_rules", 2)]),
        (calendar("DTSTART:20260312", "SUMMARY:" + "x" * 70_000), [("calendar_line", 5)]),
        (calendar("DTSTART:20260312", "SUMMARY:ok").replace(b"ok", "会议".encode("gbk")), [("calendar_encoding", 5)]),
        (calendar("DTSTART:20260312", times=20_001), [("calendar_entries", 80_002)]),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else str(value)[:60],
)  # fmt: skip
def test_what_is_refused_with_every_problem(raw: bytes, expected: list[tuple[str, int]]) -> None:
    if expected:
        assert problems(raw) == expected
    else:
        assert starts(raw) != []


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert problems(b"x" * (3 * 2**20 + 1)) == [("calendar_large", 0)]


def test_a_rule_that_never_ends_and_never_comes_true_ends_in_time() -> None:
    """February has no 30th: whatever looks for one is stopped, here by the limit of its own time."""
    raw = calendar("DTSTART:19000312", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", times=20)
    with pytest.raises(CalendarRefused) as refused:
        read_calendar(raw, name="c.ics", zone=ZONE, limits=LIMITS._replace(cpu_seconds=1))
    assert [one.code for one in refused.value.problems] == ["calendar_work"]


def test_a_file_that_wants_too_much_memory_is_refused() -> None:
    limits, raw = LIMITS._replace(memory=2**20), calendar("DTSTART:20260312", times=3000)
    with pytest.raises(CalendarRefused) as refused:
        read_calendar(raw, name="c.ics", zone=ZONE, limits=limits)
    assert [one.code for one in refused.value.problems] == ["calendar_work"]


def test_rules_that_would_fill_everything_are_refused() -> None:
    every = ",".join(map(str, range(60)))
    rule = f"RRULE:FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE={every};BYSECOND={every}"
    assert problems(calendar("DTSTART:20260312T000000", rule)) == [("calendar_occurrences", 0)]


WORDS = [
    *["BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE"],
    " folded", "\tfold", "", "SUMMARY:全体会议", "UID:1", "RRULE:FREQ=DAILY;COUNT=3", "RRULE:;;",
    "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260401", "RRULE:FREQ=YEARLY;BYEASTER=1", "RRULE:FREQ=YEARLY;BYWEEKNO=99",
    "RRULE:FREQ=MONTHLY;BYSETPOS=0;BYDAY=1MO", "RRULE:FREQ=DAILY;INTERVAL=0", "EXDATE:20260312",
    "EXDATE;TZID=X:20260312T0900", "RDATE;VALUE=PERIOD:20260312T000000Z/PT1H", "RDATE:20260312,20260313",
    "RECURRENCE-ID:20260312", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260312T090000Z", "DURATION:-P1D",
    "DTEND:20260311", "DTEND;TZID=Asia/Shanghai:20260312T100000", "DTSTART:20260312", "DTSTART:20260312T090000",
    "DTSTART;TZID=../../etc/passwd:20260312T090000", "DTSTART:99991231T235959Z", "DTSTART:00010101", "DTEND:99991231",
]  # fmt: skip
LINES = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=30),
    st.builds(
        "{}{}".format,
        st.sampled_from(["RRULE:", "DTSTART", "DTSTART:", "EXDATE", "DURATION:", "RRULE:FREQ="]),
        st.text(alphabet="0123456789TZ;=:,FREQDAILYUNTOBYM-+P ", max_size=24),
    ),
)
FILES = st.lists(LINES, max_size=12).map(
    lambda lines: "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
)
SMALL = LIMITS._replace(steps=3000, occurrences=2000)


@given(FILES.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=300))
def test_whatever_is_in_a_file_it_is_read_or_refused(raw: bytes) -> None:
    found = read(raw, SMALL)
    assert set(found) in ({"items"}, {"problems"})
    assert found.get("problems") != []
    json.dumps(found)


@pytest.mark.slow
@settings(max_examples=5000)
@given(FILES.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=3000))
def test_thousands_of_hostile_files(raw: bytes) -> None:
    found = read(raw, SMALL)
    assert set(found) in ({"items"}, {"problems"})
    json.dumps(found)


def test_the_other_process_knows_nothing_of_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its environment nor its folder: a module of that name lying about is not imported."""
    (tmp_path / "icalendar.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert starts(calendar("DTSTART:20260312")) == [date(2026, 3, 12)]
