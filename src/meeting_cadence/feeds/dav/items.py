"""The entries of a published calendar as resources of their own: cut out of the body, never rendered."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.feeds.calendar import END, PRODID
from meeting_cadence.feeds.zones import vtimezone

_EVENT: Final = re.compile(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.DOTALL | re.MULTILINE)
_UID: Final = re.compile(rb"^UID:([^@\r]+)@", re.MULTILINE)
_ZONE: Final = re.compile(rb"^DTSTART;TZID=([^:;\r]+):", re.MULTILINE)
_MODIFIED: Final = re.compile(rb"^LAST-MODIFIED:(\d{8}T\d{6}Z)", re.MULTILINE)
_WHEN: Final = {
    which: re.compile(
        rb"^DT%s(?:;VALUE=DATE)?(?:;TZID=([^:;\r]+))?:(\d{8})(?:T(\d{6})(Z?))?" % which, re.MULTILINE
    )
    for which in (b"START", b"END")
}


class Item(NamedTuple):
    """One entry. `name`: its UID without the host. `event`: its VEVENT as it was published."""

    name: str
    event: bytes
    zone: str | None
    tag: str
    """Its strong entity tag, without quotes."""

    @property
    def body(self) -> bytes:
        """The entry as a calendar of its own."""
        return b"".join((_head(self.zone), self.event, END))

    @property
    def modified(self) -> datetime:
        """Its LAST-MODIFIED."""
        found = _MODIFIED.search(self.event)
        assert found is not None
        return datetime.strptime(found[1].decode() + "+0000", "%Y%m%dT%H%M%SZ%z")

    def span(self, zone: tzinfo) -> "Extent":
        """When it is; whole days are days of `zone`."""
        begins, ends = (_instant(self.event, which, zone) for which in (b"START", b"END"))
        assert begins is not None
        if isinstance(begins, datetime):
            return Extent(begins, ends if isinstance(ends, datetime) else begins)
        last = ends if ends is not None else begins + timedelta(days=1)
        return Extent(_midnight(begins, zone), _midnight(last, zone))


class Extent(NamedTuple):
    """From an instant up to another one, exclusive; the same one twice where an entry takes no time."""

    begins: datetime
    ends: datetime

    def overlaps(self, start: datetime | None, end: datetime | None) -> bool:
        """RFC 4791, 9.9, for VEVENT. None: without a bound."""
        if end is not None and self.begins >= end:
            return False
        if start is None:
            return True
        return self.begins >= start if self.begins == self.ends else self.ends > start


def split(body: bytes, before: Mapping[str, Item] | None = None) -> dict[str, Item]:
    """The entries of a published body, by name, in their order. `before`: of an earlier one, to take over."""
    known = {item.event: item for item in (before or {}).values()}
    items = (known.get(event) or _item(event) for event in _EVENT.findall(body))
    return {item.name: item for item in items}


def _item(event: bytes) -> Item:
    unfolded = event.replace(b"\r\n ", b"")
    uid, zone = _UID.search(unfolded), _ZONE.search(unfolded)
    assert uid is not None
    item = Item(uid[1].decode(), event, zone[1].decode() if zone else None, "")
    return item._replace(tag=hashlib.sha256(item.body).hexdigest()[:32])


@cache
def _head(zone: str | None) -> bytes:
    zone_lines = vtimezone(zone) if zone else ""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODID}\r\nCALSCALE:GREGORIAN\r\n{zone_lines}".encode()


def _instant(event: bytes, which: bytes, zone: tzinfo) -> date | datetime | None:
    """DTSTART or DTEND: a day, or an aware instant; None where there is none."""
    found = _WHEN[which].search(event)
    if found is None:
        return None
    named, day, time, utc = (part.decode() if part else "" for part in found.groups())
    begins = datetime.strptime(f"{day}T{time or '000000'}", "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    if not time:
        return begins.date()
    return begins if utc else begins.replace(tzinfo=ZoneInfo(named) if named else zone)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
