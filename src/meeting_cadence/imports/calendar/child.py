"""Reads one iCalendar file in a process of its own: from standard input, with hard limits, to JSON on standard output.

It knows nothing of the service but the limits in its arguments: a hostile file can at worst end this process. What the
file tells of zones (VTIMEZONE) is left out unread, for icalendar would believe it; of everything else only what is
needed reaches icalendar at all, and as bytes, for a text without a line break it would open as a file.
"""

import hashlib
import json
import re
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final, NamedTuple

from dateutil.rrule import rrulestr
from icalendar import Calendar

from meeting_cadence.imports.calendar.limits import Limits

WANTED: Final = frozenset(
    {
        "UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION", "STATUS",
        "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
    }
)  # fmt: skip
TOO_OFTEN: Final = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
_LONGEST_TEXT: Final = 300
_NAME: Final = re.compile(rb"([A-Za-z0-9-]+)[;:]")
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+"
)


class Refusal(Exception):
    """The file is refused: `code` and its values."""

    def __init__(self, code: str, line: int = 0, **values: Any) -> None:
        super().__init__(code)
        self.problem = {"code": code, "line": line, "values": values}


class Block(NamedTuple):
    """One VEVENT: the line on which it begins, and those of its lines that are wanted."""

    line: int
    lines: list[bytes]


def read(raw: bytes, limits: Limits) -> dict[str, Any]:
    """`{"items": […]}`, or `{"problems": […]}` with everything that is wrong."""
    try:
        blocks = list(_blocks(raw, limits))
        events = [(block, _parsed(block)) for block in blocks]
        problems = [problem for block, event in events for problem in _problems(block, event, limits)]
        if problems:
            return {"problems": problems}
        return {"items": _items([event for _, event in events], limits)}
    except Refusal as refusal:
        return {"problems": [refusal.problem]}


def _blocks(raw: bytes, limits: Limits) -> Iterator[Block]:
    """The VEVENTs of the file, without anything nested in them. Raises Refusal."""
    if len(raw) > limits.octets:
        raise Refusal("calendar_large", limit=limits.octets // 2**20)
    open_: list[bytes] = []
    block: Block | None = None
    found, seen = 0, False
    for number, line in _unfolded(raw.removeprefix(b"\xef\xbb\xbf"), limits):
        name, _, value = line.upper().partition(b":")
        if name == b"BEGIN":
            open_.append(value.strip())
            seen = seen or value.strip() == b"VCALENDAR"
            if open_ == [b"VCALENDAR", b"VEVENT"]:
                found += 1
                if found > limits.entries:
                    raise Refusal("calendar_entries", number, limit=limits.entries)
                block = Block(number, [])
        elif name == b"END":
            if not open_ or open_.pop() != value.strip():
                raise Refusal("calendar_broken", number)
            if block is not None and open_ == [b"VCALENDAR"]:
                yield block
                block = None
        elif block is not None and len(open_) == 2 and _name_of(line) in WANTED:
            block.lines.append(line)
    if not seen:
        raise Refusal("calendar_none")
    if open_:
        raise Refusal("calendar_cut")


def _unfolded(raw: bytes, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, folded ones joined, empty ones left out."""
    start, whole = 0, b""
    for number, line in enumerate(raw.split(b"\n"), 1):
        plain = line.removesuffix(b"\r")
        if plain[:1] in (b" ", b"\t") and whole:
            if len(whole) <= limits.line:
                whole += plain[1:]
            continue
        if whole:
            yield start, _checked(whole, start, limits)
        start, whole = number, plain.strip(b"\r\x00")
    if whole:
        yield start, _checked(whole, start, limits)


def _checked(line: bytes, number: int, limits: Limits) -> bytes:
    """Raises Refusal where a line that is wanted is too long or no UTF-8; of others only the name is looked at."""
    if _name_of(line) not in WANTED:
        return line[:100]
    if len(line) > limits.line:
        raise Refusal("calendar_line", number, limit=limits.line // 1024)
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("calendar_encoding", number) from None
    return line


def _name_of(line: bytes) -> str:
    found = _NAME.match(line)
    return found[1].decode("ascii").upper() if found else ""


def _parsed(block: Block) -> Any:
    lines = [b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", *block.lines, b"END:VEVENT", b"END:VCALENDAR", b""]
    try:
        calendar = Calendar.from_ical(b"\r\n".join(lines))
        return calendar.walk("VEVENT")[0]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise Refusal("calendar_entry", block.line) from error


def _problems(block: Block, event: Any, limits: Limits) -> Iterator[dict[str, Any]]:
    """Why an entry cannot be taken in."""

    def problem(code: str, **values: Any) -> dict[str, Any]:
        title = _clean(event.get("SUMMARY"), 60)
        return Refusal(code, block.line, title=title, **values).problem

    if event.errors:
        yield from (problem("calendar_value", name=str(name)[:20]) for name, _ in event.errors)
        return
    if not isinstance(getattr(event.get("DTSTART"), "dt", None), date):
        yield problem("calendar_start")
        return
    if "EXRULE" in event:
        yield problem("calendar_exrule")
    rule = event.get("RRULE")
    if isinstance(rule, list):
        yield problem("calendar_rules")
        return
    if rule is None:
        return
    if not isinstance(rule, Mapping) or not rule.get("FREQ"):
        yield problem("calendar_rule")
        return
    frequency = str(rule["FREQ"][0]).upper()
    if frequency in TOO_OFTEN:
        yield problem("calendar_often", frequency=frequency)
    if any(int(count) > limits.largest_count for count in rule.get("COUNT", [])):
        yield problem("calendar_count", limit=limits.largest_count)


def _items(events: Sequence[Any], limits: Limits) -> list[dict[str, Any]]:
    """Every occurrence within the days. Raises Refusal."""
    moved = {(_uid(event), _wall(event["RECURRENCE-ID"].dt)) for event in events if _is_moved(event)}
    items: list[dict[str, Any]] = []
    budget = limits.steps
    for event in events:
        budget = _add(items, event, moved, limits, budget)
    return items


def _add(
    items: list[dict[str, Any]], event: Any, moved: set[tuple[str, Any]], limits: Limits, budget: int
) -> int:
    """Add an entry's occurrences; answers how many steps are left."""
    start = event["DTSTART"].dt
    uid, length = _uid(event), _length(event, start)
    for wall in _walls(event, start, limits):
        budget -= 1
        if budget < 0:
            raise Refusal("calendar_work")
        first = wall.date() if isinstance(wall, datetime) else wall
        if not limits.first <= first.isoformat() <= limits.last:
            continue
        if not _is_moved(event) and (uid, wall) in moved:
            continue
        if len(items) >= limits.occurrences:
            raise Refusal("calendar_occurrences", limit=limits.occurrences)
        items.append(_item(event, uid, wall, start, length))
    return budget


def _item(event: Any, uid: str, wall: Any, start: Any, length: timedelta | None) -> dict[str, Any]:
    """One occurrence. `start` has an offset where its zone is known; else it is a time of day of the reader's own."""
    zone = start.tzinfo if isinstance(start, datetime) else None
    begins = wall.replace(tzinfo=zone) if isinstance(wall, datetime) else wall
    try:
        ends = begins + length if length is not None else None
    except OverflowError:
        ends = None
    return {
        "uid": uid,
        "summary": _clean(event.get("SUMMARY")),
        "place": _clean(event.get("LOCATION")),
        "start": begins.isoformat(),
        "end": ends.isoformat() if ends is not None else None,
        "cancelled": str(event.get("STATUS", "")).upper() == "CANCELLED",
    }


def _walls(event: Any, start: Any, limits: Limits) -> Iterator[Any]:
    """The local days or times at which it occurs, until the last day that is looked at."""
    first = _wall(start)
    skipped = {_wall(one) for one in _listed(event.get("EXDATE"))}
    extra = {_wall(one) for one in _listed(event.get("RDATE"))}
    rule = event.get("RRULE")
    if rule is None or _is_moved(event):
        yield from sorted(({first} | extra) - skipped, key=str)
        return
    try:
        yield from (one for one in _ruled(rule, first, start, limits) if one not in skipped)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Refusal("calendar_rule", title=_clean(event.get("SUMMARY"), 60)) from error
    yield from sorted(extra - skipped, key=str)


def _ruled(rule: Mapping[str, Any], first: Any, start: Any, limits: Limits) -> Iterator[Any]:
    """The occurrences of a rule, by the wall clock of its zone."""
    parts = {name: values for name, values in rule.items() if name.upper() != "UNTIL"}
    text = ";".join(f"{name}={','.join(map(_part, values))}" for name, values in parts.items())
    begins = first if isinstance(first, datetime) else datetime.combine(first, time())
    until = [_until(one, start) for one in rule.get("UNTIL", [])]
    last = datetime.fromisoformat(limits.last) + timedelta(days=1)
    for steps, occurrence in enumerate(rrulestr(f"RRULE:{text}", dtstart=begins)):
        if occurrence >= last or (until and occurrence > until[0]):
            return
        if steps > limits.steps:
            raise Refusal("calendar_work")
        yield occurrence if isinstance(first, datetime) else occurrence.date()


def _part(value: Any) -> str:
    written = value.to_ical() if hasattr(value, "to_ical") else str(value)
    return written.decode() if isinstance(written, bytes) else str(written)


def _until(value: Any, start: Any) -> datetime:
    """UNTIL as the wall clock of the entry reads it; a day: that whole day."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.max)
    zone: tzinfo | None = start.tzinfo if isinstance(start, datetime) else None
    if value.tzinfo is not None and zone is not None:
        value = value.astimezone(zone)
    wall: datetime = value.replace(tzinfo=None)
    return wall


def _wall(when: Any) -> Any:
    """A day, or the time that the clock on the wall shows."""
    return when.replace(tzinfo=None) if isinstance(when, datetime) else when


def _listed(value: Any) -> Iterator[Any]:
    """The days and instants of EXDATE and RDATE; periods are left out."""
    for one in value if isinstance(value, list) else [value]:
        for entry in getattr(one, "dts", ()):
            if isinstance(entry.dt, date):
                yield entry.dt


def _length(event: Any, start: Any) -> timedelta | None:
    """How long it lasts; a whole day's last day is the one before its DTEND."""
    end = getattr(event.get("DTEND"), "dt", None)
    given = getattr(event.get("DURATION"), "dt", None)
    try:
        if isinstance(end, date) and isinstance(end, datetime) == isinstance(start, datetime):
            given = _wall(end) - _wall(start) if _same_zone(end, start) else end - start
    except TypeError:
        given = None
    if not isinstance(given, timedelta) or given <= timedelta():
        return None
    return given if isinstance(start, datetime) else max(given - timedelta(days=1), timedelta())


def _same_zone(end: Any, start: Any) -> bool:
    return not isinstance(end, datetime) or end.tzinfo == start.tzinfo


def _is_moved(event: Any) -> bool:
    return isinstance(getattr(event.get("RECURRENCE-ID"), "dt", None), date)


def _uid(event: Any) -> str:
    """Its UID; for one without, what it says and when."""
    uid = _clean(event.get("UID"))
    if uid:
        return uid
    told = f"{event.get('SUMMARY', '')}|{event['DTSTART'].dt}"
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _clean(value: Any, longest: int = _LONGEST_TEXT) -> str:
    text = str(value[0] if isinstance(value, list) and value else value or "")
    return " ".join(_UNPRINTABLE.sub(" ", text[: longest * 4]).split())[:longest]


def main() -> None:
    """Read as the one argument says: the limits, as a JSON list."""
    limits = Limits(*json.loads(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = read(sys.stdin.buffer.read(limits.octets + 1), limits)
    sys.stdout.write(json.dumps(found, ensure_ascii=True))


if __name__ == "__main__":
    main()
