"""VTIMEZONE: what a reader needs to place the times of one zone, and no more.

A zone that has kept one offset since 2000 is a single STANDARD block; Asia/Shanghai is one without the summer
times of 1986 to 1991, which Outlook misreads. Other zones list their changes between 2000 and 2049 as RDATEs.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

_FIRST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(2050, 1, 1, tzinfo=UTC)
_STEP: Final = timedelta(days=14)
_EPOCH: Final = "19700101T000000"


class _Offset(NamedTuple):
    seconds: int
    name: str
    is_summer: bool


@cache
def vtimezone(key: str) -> str:
    """The VTIMEZONE of an IANA zone: CRLF lines, the same bytes at every call."""
    zone = ZoneInfo(key)
    before = _offset(_FIRST, zone)
    blocks: dict[tuple[int, _Offset], list[str]] = {(before.seconds, before): [_EPOCH]}
    for instant, after in _changes(zone):
        wall = instant + timedelta(seconds=before.seconds)
        blocks.setdefault((before.seconds, after), []).append(f"{wall:%Y%m%dT%H%M%S}")
        before = after
    body = "".join(_block(old, new, starts) for (old, new), starts in blocks.items())
    return f"BEGIN:VTIMEZONE\r\nTZID:{key}\r\n{body}END:VTIMEZONE\r\n"


def _block(old: int, new: _Offset, starts: list[str]) -> str:
    kind = "DAYLIGHT" if new.is_summer else "STANDARD"
    rdates = "".join(f"RDATE:{start}\r\n" for start in starts[1:])
    return (
        f"BEGIN:{kind}\r\nDTSTART:{starts[0]}\r\nTZOFFSETFROM:{_signed(old)}\r\nTZOFFSETTO:{_signed(new.seconds)}\r\n"
        f"TZNAME:{new.name}\r\n{rdates}END:{kind}\r\n"
    )


def _changes(zone: ZoneInfo) -> Iterator[tuple[datetime, _Offset]]:
    """Each instant at which the offset changes, and the offset from then on."""
    instant, current = _FIRST, _offset(_FIRST, zone)
    while instant < _LAST:
        later = instant + _STEP
        if _offset(later, zone) != current:
            turn = _turn(instant, later, zone, current)
            current = _offset(turn, zone)
            yield turn, current
            later = turn
        instant = later


def _turn(low: datetime, high: datetime, zone: ZoneInfo, current: _Offset) -> datetime:
    """The first second after `low` with another offset than `current`; `high` has another one."""
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
        if _offset(middle, zone) == current:
            low = middle
        else:
            high = middle
    return high


def _offset(instant: datetime, zone: ZoneInfo) -> _Offset:
    local = instant.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return _Offset(int(offset.total_seconds()), local.tzname() or "", bool(local.dst()))


def _signed(seconds: int) -> str:
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{sign}{hours:02}{minutes:02}" + (f"{left:02}" if left else "")
