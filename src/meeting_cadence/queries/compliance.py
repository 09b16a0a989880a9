"""Compliance in figures whose denominators can be read: every obligation counts once, under exactly one heading.

`on_time`, `extended` (after the original day, within a relief), `late`, `missed` (overdue, missed or not as required),
`excused`, `no_record`, `not_yet_due`, `not_assessed` (transition windows, superseded). The rate on time is of what was
decided: on time and extended, out of these and late and missed. What nobody recorded is no success and no failure, and
its number stands beside every rate.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from meeting_cadence.standing.judgement import Standing

HEADINGS: Final[Mapping[str, tuple[Standing, ...]]] = {
    "on_time": (Standing.MET,),
    "extended": (Standing.MET_EXTENDED,),
    "late": (Standing.MET_LATE,),
    "missed": (Standing.OVERDUE, Standing.MISSED, Standing.VIOLATED),
    "excused": (Standing.EXCUSED,),
    "no_record": (Standing.NO_RECORD,),
    "not_yet_due": (Standing.OPEN, Standing.UPCOMING, Standing.POSTPONED),
    "not_assessed": (Standing.OPTIONAL, Standing.SUPERSEDED),
}
_HEADING_OF: Final = {standing.value: name for name, standings in HEADINGS.items() for standing in standings}


class Figures(NamedTuple):
    """How many obligations stand under each heading."""

    on_time: int = 0
    extended: int = 0
    late: int = 0
    missed: int = 0
    excused: int = 0
    no_record: int = 0
    not_yet_due: int = 0
    not_assessed: int = 0

    @property
    def decided(self) -> int:
        """The denominator of the rate."""
        return self.on_time + self.extended + self.late + self.missed

    @property
    def rate(self) -> float | None:
        """Share of the decided that was on time or within its extension, 0 to 1; None where nothing is decided."""
        return (self.on_time + self.extended) / self.decided if self.decided else None

    def as_mapping(self) -> dict[str, int | float | None]:
        rate = None if self.rate is None else round(self.rate, 4)
        return {**self._asdict(), "decided": self.decided, "total": sum(self), "rate": rate}


def figures(counts: Iterable[tuple[str, int]]) -> Figures:
    """From (standing, number) pairs."""
    found: Counter[str] = Counter()
    for standing, number in counts:
        found[_HEADING_OF[standing]] += number
    return Figures(**found)


class Outlook(NamedTuple):
    """How a year can end: from what is decided and what is still to come."""

    least: float | None
    """The rate where nothing more is done."""
    most: float | None
    """The rate where everything that is awaited is done in time."""
    expected: float | None
    """The rate where what is awaited goes as what was decided did; None where nothing was decided."""


def outlook(now: Figures) -> Outlook:
    """The year-end forecast of one year's figures."""
    done, whole = now.on_time + now.extended, now.decided + now.not_yet_due
    if not whole:
        return Outlook(None, None, None)
    expected = None if now.rate is None else (done + now.rate * now.not_yet_due) / whole
    return Outlook(
        round(done / whole, 4),
        round((done + now.not_yet_due) / whole, 4),
        None if expected is None else round(expected, 4),
    )
