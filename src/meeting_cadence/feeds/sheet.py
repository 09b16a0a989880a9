"""A calendar as it was last made: its entries in order, in segments that are joined and packed once.

A change touches one segment; the others are taken over, packed as they lie. Where a segment ends is decided by
its entries' UIDs alone, so that an entry that comes or goes moves no other boundary.
"""

import zlib
from bisect import bisect_left, insort
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Final, NamedTuple

from meeting_cadence.feeds.extent import Extent
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.queries.meetings import Meeting

_SEGMENT_ENTRIES: Final = 32
"""About so many entries a segment."""
_LEVEL: Final = 1
"""gzip's level: 1,000 entries take 2 ms; level 6 takes more than twice that for a tenth less."""
_GZIP_HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff"
_GZIP_END: Final = b"\x03\x00"
"""An empty last block."""
_KEPT_ENTRIES: Final = 30_000
"""Entries kept by one process over all its calendars: some 60 MB."""


class Shown(NamedTuple):
    """An entry of the calendar: a stamped VEVENT, and the zone whose VTIMEZONE goes with it."""

    day: date
    rendered: bytes
    zone: str | None
    ends_segment: bool

    @classmethod
    def of(cls, uid: str, day: date, rendered: str, zone: str | None) -> "Shown":
        """The entry of that UID."""
        return cls(day, rendered.encode(), zone, zlib.crc32(uid.encode()) % _SEGMENT_ENTRIES == 0)


class Segment(NamedTuple):
    """Consecutive entries, joined, and packed by deflate up to a byte's boundary."""

    entries: tuple[bytes, ...]
    body: bytes
    packed: bytes


@dataclass
class Sheet:
    """One calendar. `extent`: up to where the record was read for it."""

    basis: str
    day: date
    extent: Extent
    meetings: Mapping[str, tuple[Meeting, ...]]
    shown: dict[str, Shown] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    """UIDs of what is there but left out by the options."""
    order: list[tuple[date, str]] = field(default_factory=list)
    segments: dict[tuple[int, ...], Segment] = field(default_factory=dict)
    body: bytes = b""
    packed: bytes = b""

    def can_follow(self, basis: str, day: date, extent: Extent) -> bool:
        """Whether only what is newer need be read. A record that reaches less far was put in place of another."""
        is_further = all(mine <= theirs for mine, theirs in zip(self.extent, extent, strict=True))
        return is_further and (self.basis, self.day) == (basis, day)

    def copy(self) -> "Sheet":
        """Another one to be changed; a sheet that others may be reading never is."""
        return Sheet(
            self.basis,
            self.day,
            self.extent,
            self.meetings,
            dict(self.shown),
            set(self.hidden),
            list(self.order),
            self.segments,
            self.body,
            self.packed,
        )

    def drop(self, uids: Iterable[str]) -> None:
        """Take entries out, hidden ones too."""
        for uid in uids:
            self.hidden.discard(uid)
            old = self.shown.pop(uid, None)
            if old is not None:
                del self.order[bisect_left(self.order, (old.day, uid))]

    def put(self, uid: str, entry: Shown) -> None:
        """Show an entry at its place: by day, then UID."""
        self.drop([uid])
        self.shown[uid] = entry
        insort(self.order, (entry.day, uid))

    def fill(self, entries: Mapping[str, Shown]) -> None:
        """Show many entries at once."""
        self.shown.update(entries)
        self.order = sorted((entry.day, uid) for uid, entry in self.shown.items())

    def zones(self) -> set[str]:
        """The zones that its timed entries name."""
        return {entry.zone for entry in self.shown.values() if entry.zone}

    def write(self, head: bytes, end: bytes) -> None:
        """Make `body` and `packed` of what is shown; segments that did not change are taken over."""
        kept: dict[tuple[int, ...], Segment] = {}
        for part in self._parts():
            key = tuple(map(id, part))
            kept[key] = self.segments.get(key) or _segment(part)
        self.segments = kept
        parts = kept.values()
        self.body = b"".join((head, *(part.body for part in parts), end))
        packed = b"".join((_packed(head), *(part.packed for part in parts), _packed(end)))
        self.packed = b"".join((_GZIP_HEAD, packed, _GZIP_END, _trailer(self.body)))

    def _parts(self) -> list[list[bytes]]:
        parts: list[list[bytes]] = [[]]
        shown = self.shown
        for _, uid in self.order:
            entry = shown[uid]
            parts[-1].append(entry.rendered)
            if entry.ends_segment:
                parts.append([])
        return parts if parts[-1] else parts[:-1]


def _segment(entries: Collection[bytes]) -> Segment:
    body = b"".join(entries)
    return Segment(tuple(entries), body, _packed(body))


def _packed(part: bytes) -> bytes:
    """Raw deflate that ends on a byte's boundary and refers to nothing before it: such parts can be joined."""
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeeze.compress(part) + squeeze.flush(zlib.Z_FULL_FLUSH)


def _trailer(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(4, "little") + (len(body) & 0xFFFFFFFF).to_bytes(4, "little")


class Sheets:
    """The sheets of one process; the least used leave first. Safe to share between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Scope, Options], Sheet] = OrderedDict()
        self._entries = 0
        self._guard = Lock()

    def get(self, scope: Scope, options: Options) -> Sheet | None:
        """The sheet last made of that calendar."""
        with self._guard:
            found = self._kept.get((scope, options))
            if found is not None:
                self._kept.move_to_end((scope, options))
            return found

    def put(self, scope: Scope, options: Options, sheet: Sheet) -> None:
        """Keep a sheet instead of the one before."""
        with self._guard:
            old = self._kept.pop((scope, options), None)
            self._entries += len(sheet.shown) - (len(old.shown) if old else 0)
            self._kept[scope, options] = sheet
            while self._entries > _KEPT_ENTRIES and len(self._kept) > 1:
                self._entries -= len(self._kept.popitem(last=False)[1].shown)
