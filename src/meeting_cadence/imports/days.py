"""Reading a cell as a day or a local time. What could be read in two ways is not read at all."""

import re
from datetime import date, datetime, time
from typing import Final, NamedTuple
from unicodedata import normalize
from zoneinfo import ZoneInfo

from meeting_cadence.dates.iso import FIRST_YEAR, LAST_YEAR, read_instant
from meeting_cadence.imports.table import Value
from meeting_cadence.words.imports import CHINESE_CLOCK, CHINESE_DAY, CHINESE_PARTIAL, CHINESE_RANGE

When = date | datetime

_NUMERIC_DAY: Final = r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})"
_CLOCK: Final = r"(\d{1,2}):(\d{2})(?::(\d{2}))?"
_NUMERIC: Final = re.compile(rf"{_NUMERIC_DAY}(?:[ T]+{_CLOCK})?", re.ASCII)
_CHINESE: Final = re.compile(rf"{CHINESE_DAY}(?:{CHINESE_CLOCK})?", re.ASCII)
_AMBIGUOUS: Final = re.compile(
    rf"\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{1,4}}|\d{{4}}[-./]\d{{1,2}}|\d{{1,2}}[-./]\d{{1,2}}|{CHINESE_PARTIAL}",
    re.ASCII,
)
_RANGE: Final = re.compile(rf"{CHINESE_RANGE}|\d\s*-\s*\d{{4}}", re.ASCII)
_NUMBER: Final = re.compile(r"\d+(\.\d+)?", re.ASCII)


class Slip(NamedTuple):
    """Why a cell is no day: the code of the problem and the text to quote."""

    code: str
    text: str


def read_when(value: Value, zone: ZoneInfo) -> When | Slip:
    """A day, or an aware instant where the cell says a time of day; local times are those of `zone`."""
    if isinstance(value, datetime):
        return _instant(value, zone)
    if isinstance(value, date):
        return value if FIRST_YEAR <= value.year <= LAST_YEAR else Slip("sheet_day_unreal", str(value))
    if isinstance(value, (time, bool)):
        return Slip("sheet_day_unreadable", str(value))
    if isinstance(value, (int, float)):
        return Slip("sheet_day_number", f"{value:g}" if isinstance(value, float) else str(value))
    return _from_text(normalize("NFKC", str(value)).strip(), zone)


def _from_text(text: str, zone: ZoneInfo) -> When | Slip:
    exact = read_instant(text)
    if exact is not None:
        return exact
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        year, _, month, day, hour, minute, second = numeric.groups()
        return _built(text, zone, (year, month, day), (hour, minute, second))
    chinese = _CHINESE.fullmatch("".join(text.split()))
    if chinese:
        year, month, day, hour, minute, second, minute_too = chinese.groups()
        return _built(text, zone, (year, month, day), (hour, minute or minute_too, second))
    return Slip(_why_not(text), text[:60])


def _why_not(text: str) -> str:
    tight = "".join(text.split())
    if _AMBIGUOUS.fullmatch(tight):
        return "sheet_day_ambiguous"
    if _NUMBER.fullmatch(tight):
        return "sheet_day_number"
    if _RANGE.search(text) and any(letter.isdigit() for letter in text):
        return "sheet_day_range"
    return "sheet_day_unreadable"


def _built(
    text: str, zone: ZoneInfo, day: tuple[str, str, str], clock: tuple[str | None, str | None, str | None]
) -> When | Slip:
    try:
        found = date(*map(int, day))
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            return Slip("sheet_day_unreal", text)
        if clock[0] is None:
            return found
        hour, minute, second = (int(part or 0) for part in clock)
        return _instant(datetime.combine(found, time(hour, minute, second)), zone)
    except ValueError:
        return Slip("sheet_day_unreal", text)


def _instant(local: datetime, zone: ZoneInfo) -> When | Slip:
    """A local time that exists once; where the clocks are moved it may be missing or come twice."""
    first, second = local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset() or not FIRST_YEAR <= local.year <= LAST_YEAR:
        return Slip("sheet_day_unreal", f"{local:%Y-%m-%d %H:%M}")
    return first
