"""Numbered slips (督办单): an overdue matter gets a number of the year, and each further letter says how many it is."""

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from sqlalchemy import func, insert, select
from sqlmodel import Session

from meeting_cadence.store.tables.alerts import SlipRow
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.words.say import Language, say

_SLIP: Final = table_of(SlipRow)
COLOURS: Final = {"blue": "#1f4e8c", "yellow": "#8a6d00", "orange": "#b34700", "red": "#b00020"}
"""Dark enough to be read on white; their names are words of the mails."""

Revision = tuple[str, str]
"""An obligation and its due revision."""


class SlipStyle(NamedTuple):
    """How slips look. The colour of the n-th letter; the last one holds for all further ones."""

    prefix: str = chr(0x7763)  # 督
    colours: tuple[str, ...] = ("yellow", "orange", "red")

    def colour(self, times: int) -> str:
        """The name of the colour of the letter number `times`, from 1."""
        return self.colours[min(times, len(self.colours)) - 1]


PLAIN: Final = SlipStyle()


class Slip(NamedTuple):
    """One letter of a slip."""

    year: int
    number: int
    times: int

    @classmethod
    def parse(cls, text: str | None) -> "Slip | None":
        """Read what `str` wrote."""
        return cls(*map(int, text.split("/"))) if text else None

    def __str__(self) -> str:
        return f"{self.year}/{self.number}/{self.times}"

    def named(self, style: SlipStyle, language: Language) -> str:
        """督〔2026〕3号·第2次."""
        return say("alerts.slip", language, prefix=style.prefix, **self._asdict())

    def described(self, style: SlipStyle, language: Language) -> str:
        """With its colour, in words."""
        colour = say(f"alerts.colour.{style.colour(self.times)}", language)
        return say("alerts.slip.coloured", language, slip=self.named(style, language), colour=colour)


def slips_of(session: Session, revisions: Collection[Revision]) -> dict[Revision, tuple[int, int]]:
    """Year and number of those that have one."""
    rows = session.connection().execute(
        select(_SLIP.c.obligation, _SLIP.c.due_revision, _SLIP.c.year, _SLIP.c.number).where(
            _SLIP.c.obligation.in_([key for key, _ in revisions])
        )
    )
    return {(key, revision): (year, number) for key, revision, year, number in rows}


def give_slips(
    session: Session, revisions: Iterable[Revision], *, year: int
) -> dict[Revision, tuple[int, int]]:
    """Year and number of each; those without get the next free numbers of `year`, in order."""
    wanted = list(dict.fromkeys(revisions))
    known = slips_of(session, wanted) if wanted else {}
    new = [one for one in wanted if one not in known]
    if not new:
        return known
    connection = session.connection()
    last = connection.execute(select(func.max(_SLIP.c.number)).where(_SLIP.c.year == year)).scalar() or 0
    numbered = {one: (year, number) for number, one in enumerate(new, last + 1)}
    connection.execute(
        insert(_SLIP),
        [
            {"obligation": key, "due_revision": revision, "year": year, "number": number}
            for (key, revision), (_, number) in numbered.items()
        ],
    )
    return known | numbered
