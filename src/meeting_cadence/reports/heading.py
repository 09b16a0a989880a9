"""What stands above every report: who made it, when, as of when; and a sheet's heads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from meeting_cadence.reports.report import Cell, Column, Sheet
from meeting_cadence.store.reading import Reading
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import Language, say


@dataclass(frozen=True, slots=True)
class Wish:
    """In which language, and for whom: the name that stands as 制表人."""

    language: Language
    person: str


def heading(reading: Reading, wish: Wish, *more: str) -> list[str]:
    """The lines below the title."""
    language, zone = wish.language, reading.zone
    unit = unit_of(reading, language)
    made = _clock(reading.now, zone)
    lines = [
        say("reports.made_by", language, unit=unit, person=wish.person, made=made, zone=zone.key),
        say("reports.as_of", language, at=_clock(reading.now if reading.at is None else reading.at, zone)),
    ]
    if reading.known_at is not None:
        lines.append(say("reports.known_at", language, known_at=_clock(reading.known_at, zone)))
    return [*lines, *more]


def unit_of(reading: Reading, language: Language) -> str:
    """The body for which the person works; of who works for every body, the one at the top, else the pack's title."""
    pack = reading.world.pack
    if reading.person.scope:
        return Names(pack, language).body(reading.person.scope)
    roots = [body for body in pack.tree if body.parent is None]
    return (roots[0].name if len(roots) == 1 else pack.title).in_language(language)


def sheet(
    code: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Cell]], language: Language
) -> Sheet:
    """A sheet with the heads of its columns in words."""
    return Sheet(
        name=say(f"reports.sheet.{code}", language),
        columns=[Column(say(f"reports.col.{name}", language), width) for name, width in columns],
        rows=rows,
        empty=say(f"reports.empty.{code}", language) if code != "bodies" else "",
    )


def _clock(when: date | datetime, zone: ZoneInfo) -> date | datetime:
    return when.astimezone(zone) if isinstance(when, datetime) else when
