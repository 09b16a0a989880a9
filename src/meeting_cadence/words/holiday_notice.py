"""The days in the words of a notice about holidays, as the State Council writes them every autumn.

一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。 → off 1 to 3 January, worked 4 January
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
_TOKEN: Final = re.compile(
    r"(?:(?P<year>\d{4})[年/.-])?(?P<month>\d{1,2})[月/.-](?P<day>\d{1,2})[日号]?"
    r"|(?P<to>至|到|—|–|~|～)|(?P<only>\d{1,2})[日号]|(?P<off>放假|补休)|(?P<work>上班)",
    re.ASCII,
)
LONGEST: Final = timedelta(days=31)
"""No holiday is longer; a longer range is a slip of the pen."""


class Days(NamedTuple):
    """The days off and those worked; and what of the text is no day."""

    off: tuple[date, ...]
    work: tuple[date, ...]
    unreadable: tuple[str, ...]


def days_in_notice(text: str, year: int) -> Days:
    """The days that a notice names, each list in order and each day once."""
    found: dict[str, set[date]] = {"off": set(), "work": set()}
    wrong: list[str] = []
    pending: list[date] = []
    for kind, days in _groups(_BRACKETS.sub("", text), year, wrong):
        pending.extend(days)
        if kind:
            found[kind].update(pending)
            pending.clear()
    return Days(tuple(sorted(found["off"])), tuple(sorted(found["work"])), tuple(wrong))


def plain_days(text: str, year: int) -> Days:
    """The days of a list without words: one a line, or ranges with 至."""
    wrong: list[str] = []
    days = {day for _, group in _groups(_BRACKETS.sub("", text), year, wrong) for day in group}
    return Days(tuple(sorted(days)), (), tuple(wrong))


def _groups(text: str, year: int, wrong: list[str]) -> Iterator[tuple[str, list[date]]]:
    """Days as they come, and the word that says what they are (empty: none yet)."""
    last: date | None = None
    ranging = False
    for token in _TOKEN.finditer(text):
        if token["off"] or token["work"]:
            yield ("off" if token["off"] else "work"), []
            last, ranging = None, False
        elif token["to"]:
            ranging = last is not None
        else:
            day = _day(token, last, year)
            if day is None or (ranging and last is not None and not last <= day <= last + LONGEST):
                wrong.append(token[0])
                last, ranging = None, False
                continue
            first = last + timedelta(days=1) if ranging and last is not None else day
            yield "", [first + timedelta(days=step) for step in range((day - first).days + 1)]
            last, ranging = day, False


def _day(token: re.Match[str], last: date | None, year: int) -> date | None:
    try:
        if token["only"]:
            return last.replace(day=int(token["only"])) if last is not None else None
        return date(int(token["year"] or year), int(token["month"]), int(token["day"]))
    except ValueError:
        return None
