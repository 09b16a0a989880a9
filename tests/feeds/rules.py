"""A validator of our own: what RFC 5545, RFC 7986 and real clients ask of a feed. It shares no code with the feeds.

`problems(body)` answers every broken rule in words; an empty list is a calendar that nobody chokes on.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

CALENDAR_ONCE = (
    "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL",
)  # fmt: skip
EVENT_ONCE = (
    "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "SUMMARY", "DESCRIPTION", "STATUS", "COLOR",
    "URL", "TRANSP", "CATEGORIES", "X-MICROSOFT-CDO-BUSYSTATUS",
)  # fmt: skip
EVENT_AT_MOST_ONCE = ("DTEND", "LOCATION")
ZONE_ONCE = ("TZID",)
BLOCK_ONCE = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")
COMPONENTS = {"VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VTIMEZONE": {"STANDARD", "DAYLIGHT"}}
TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "CATEGORIES")
COLORS = {
    "slategray", "royalblue", "seagreen", "darkorange", "gray", "lightslategray", "goldenrod", "crimson",
    "darkred", "lightsteelblue", "steelblue", "orange",
}  # fmt: skip
PRODID = "-//meeting-cadence//calendar feed//ZH"
_LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)", re.DOTALL)
_UID = re.compile(r"(due|meeting|mark\d{3})-[a-z2-7]{26}@[a-z0-9.-]+")
_DAY = re.compile(r"\d{8}")
_LOCAL = re.compile(r"\d{8}T\d{6}")
_UTC = re.compile(r"\d{8}T\d{6}Z")
_OFFSET = re.compile(r"[+-]\d{4}(\d{2})?")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


class Property(NamedTuple):
    name: str
    parameters: dict[str, str]
    value: str


class Component(NamedTuple):
    name: str
    properties: list[Property]
    components: "list[Component]"

    def all(self, name: str) -> list[Property]:
        return [one for one in self.properties if one.name == name]

    def one(self, name: str) -> Property:
        return next((one for one in self.properties if one.name == name), Property(name, {}, ""))


def problems(body: bytes) -> list[str]:
    """Every broken rule."""
    found = list(_bytes(body))
    if found:
        return found
    try:
        calendar = parse(body)
    except ValueError as error:
        return [str(error)]
    return [*_calendar(calendar), *_zones(calendar), *_events(calendar)]


def parse(body: bytes) -> Component:
    """The component tree. Raises ValueError where it is none."""
    stack: list[Component] = [Component("", [], [])]
    for line in body.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
        read = _LINE.fullmatch(line)
        if read is None:
            raise ValueError(f"no content line: {line[:60]!r}")
        name, written, value = read.groups()
        if name == "BEGIN":
            stack.append(Component(value, [], []))
        elif name == "END":
            done = stack.pop()
            if done.name != value or not stack:
                raise ValueError(f"END:{value} closes {done.name}")
            stack[-1].components.append(done)
        else:
            parameters = dict(part.split("=", 1) for part in written.split(";")[1:])
            stack[-1].properties.append(Property(name, parameters, value))
    if len(stack) != 1 or len(stack[0].components) != 1 or stack[0].properties:
        raise ValueError("not exactly one whole calendar")
    return stack[0].components[0]


def _bytes(body: bytes) -> Iterator[str]:
    if not body.startswith(b"BEGIN:VCALENDAR\r\n"):
        yield "does not begin with BEGIN:VCALENDAR (a byte order mark?)"
    if not body.endswith(b"END:VCALENDAR\r\n"):
        yield "does not end with END:VCALENDAR and CRLF"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", body):
        yield "a line that does not end in CRLF"
    if b"\r\n\r\n" in body:
        yield "an empty line"
    if len(body) > 2_000_000:
        yield "larger than clients take"
    for line in body.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line of {len(line)} octets"
        try:
            text = line.decode()
        except UnicodeDecodeError:
            yield "a line that cuts a character"
            continue
        if _UNWANTED.search(text):
            yield f"a control character: {text!r}"
        if line.rstrip() == b"" and line:
            yield "a line of blanks alone"


def _once(component: Component, names: tuple[str, ...]) -> Iterator[str]:
    count = Counter(one.name for one in component.properties)
    yield from (f"{component.name}: {name} {count[name]} times" for name in names if count[name] != 1)


def _calendar(calendar: Component) -> Iterator[str]:
    yield from _once(calendar, CALENDAR_ONCE)
    if calendar.name != "VCALENDAR":
        yield f"the calendar is a {calendar.name}"
    wanted = {
        "VERSION": "2.0", "CALSCALE": "GREGORIAN", "PRODID": PRODID, "REFRESH-INTERVAL": "PT6H",
        "X-PUBLISHED-TTL": "PT6H",
    }  # fmt: skip
    for name, value in wanted.items():
        if calendar.one(name).value != value:
            yield f"{name} is {calendar.one(name).value!r}"
    if calendar.properties[0].name != "VERSION" or calendar.properties[1].name != "PRODID":
        yield "VERSION and PRODID do not come first"
    if calendar.one("REFRESH-INTERVAL").parameters != {"VALUE": "DURATION"}:
        yield "REFRESH-INTERVAL does not say that it is a duration"
    if calendar.one("NAME").value != calendar.one("X-WR-CALNAME").value:
        yield "NAME and X-WR-CALNAME differ"
    surplus = {one.name for one in calendar.properties} - set(CALENDAR_ONCE)
    yield from (f"VCALENDAR: {name} is not for a feed" for name in sorted(surplus))
    for one in calendar.components:
        if one.name not in COMPONENTS["VCALENDAR"]:
            yield f"a {one.name} in the calendar"
    kinds = [one.name for one in calendar.components]
    if kinds != sorted(kinds, key=lambda kind: kind != "VTIMEZONE"):
        yield "a VTIMEZONE behind the entries"
    yield from _texts(calendar)


def _zones(calendar: Component) -> Iterator[str]:
    zones = [one for one in calendar.components if one.name == "VTIMEZONE"]
    defined = [one.one("TZID").value for one in zones]
    used = {
        one.parameters["TZID"]
        for event in calendar.components
        for one in event.properties
        if "TZID" in one.parameters
    }
    if len(defined) != len(set(defined)):
        yield "a VTIMEZONE twice"
    if set(defined) != used:
        yield f"zones defined {sorted(defined)}, used {sorted(used)}"
    for zone in zones:
        yield from _once(zone, ZONE_ONCE)
        if not zone.components:
            yield "a VTIMEZONE without a block"
        for block in zone.components:
            if block.name not in COMPONENTS["VTIMEZONE"]:
                yield f"a {block.name} in a VTIMEZONE"
            yield from _once(block, BLOCK_ONCE)
            if not _LOCAL.fullmatch(block.one("DTSTART").value):
                yield "a zone block that does not start at a local time"
            for name in ("TZOFFSETFROM", "TZOFFSETTO"):
                if not _OFFSET.fullmatch(block.one(name).value):
                    yield f"{name} is no offset"
            if block.all("RRULE"):
                yield "an RRULE in a zone"
        if zone.one("TZID").value == "Asia/Shanghai":
            (block, *more) = zone.components
            offsets = (block.one("TZOFFSETFROM").value, block.one("TZOFFSETTO").value)
            if more or block.name != "STANDARD" or offsets != ("+0800", "+0800") or block.all("RDATE"):
                yield "Asia/Shanghai is not one STANDARD block of +0800"


def _events(calendar: Component) -> Iterator[str]:
    events = [one for one in calendar.components if one.name == "VEVENT"]
    uids = [one.one("UID").value for one in events]
    yield from (f"UID {uid} {times} times" for uid, times in Counter(uids).items() if times > 1)
    keys = [(event.one("DTSTART").value[:8], event.one("UID").value) for event in events]
    if keys != sorted(keys):
        yield "entries are not ordered by day, then UID"
    for event in events:
        yield from (f"{event.one('UID').value}: {problem}" for problem in _event(event))


def _event(event: Component) -> Iterator[str]:
    yield from _once(event, EVENT_ONCE)
    for name in EVENT_AT_MOST_ONCE:
        if len(event.all(name)) > 1:
            yield f"{name} several times"
    surplus = {one.name for one in event.properties} - {*EVENT_ONCE, *EVENT_AT_MOST_ONCE}
    yield from (f"{name} is not for a feed" for name in sorted(surplus))
    if event.components:
        yield "a component within an entry"
    if not _UID.fullmatch(event.one("UID").value):
        yield "UID is not <kind>-<key>@<host>"
    stamp = event.one("DTSTAMP").value
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if not _UTC.fullmatch(event.one(name).value) or event.one(name).parameters:
            yield f"{name} is no instant in UTC"
    if stamp != event.one("LAST-MODIFIED").value:
        yield "DTSTAMP is not the revision"
    if not event.one("SEQUENCE").value.isdigit():
        yield "SEQUENCE is no number"
    if event.one("STATUS").value not in ("TENTATIVE", "CONFIRMED", "CANCELLED"):
        yield "STATUS is none of an entry"
    if event.one("TRANSP").value != "TRANSPARENT" or event.one("X-MICROSOFT-CDO-BUSYSTATUS").value != "FREE":
        yield "it blocks time"
    if event.one("COLOR").value not in COLORS:
        yield "COLOR is no name of CSS3 that we use"
    url = event.one("URL").value
    if not re.fullmatch(r"https?://[\x21-\x7e]+", url) or event.one("URL").parameters:
        yield "URL is no address"
    if not event.one("DESCRIPTION").value.replace("\\,", ",").replace("\\;", ";").endswith(url):
        yield "the DESCRIPTION does not end with the link"
    if not event.one("SUMMARY").value.strip() or "\\n" in event.one("SUMMARY").value.replace("\\\\", ""):
        yield "SUMMARY is empty or has several lines"
    if len(event.one("SUMMARY").value) > 600:
        yield "SUMMARY is too long"
    yield from _texts(event)
    yield from _times(event)


def _texts(component: Component) -> Iterator[str]:
    for one in component.properties:
        if one.name not in TEXTS:
            continue
        if one.parameters:
            yield f"{one.name} has parameters"
        rest = re.sub(r"\\[\\;,n]", "", one.value)
        if "\\" in rest or ";" in rest or ("," in rest and one.name != "CATEGORIES"):
            yield f"{one.name} is not escaped exactly once: {one.value[:60]!r}"
        if one.value != one.value.strip():
            yield f"{one.name} begins or ends with blanks"


def _times(event: Component) -> Iterator[str]:
    start, end = event.one("DTSTART"), event.one("DTEND")
    if start.parameters == {"VALUE": "DATE"}:
        if not _DAY.fullmatch(start.value) or not _DAY.fullmatch(end.value):
            yield "a whole day without an explicit end"
        elif end.parameters != {"VALUE": "DATE"} or _day(end.value) <= _day(start.value):
            yield "DTEND is not after DTSTART"
        return
    if set(start.parameters) != {"TZID"} or not _LOCAL.fullmatch(start.value):
        yield "DTSTART is neither a day nor a local time with its zone"
    elif end.value and (end.parameters != start.parameters or end.value <= start.value):
        yield "DTEND is not after DTSTART in the same zone"


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()


def days(body: bytes) -> dict[str, tuple[str, str]]:
    """UID to (first day, summary), as this reader reads them."""
    return {
        event.one("UID").value: (event.one("DTSTART").value[:8], _plain(event.one("SUMMARY").value))
        for event in parse(body).components
        if event.name == "VEVENT"
    }


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)
