"""The record as a page shows it: the reading of one person, with names and rows in their language."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from meeting_cadence.pages.rows import Row, read_row
from meeting_cadence.store.reading import Judged, Reading
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import Language


@dataclass
class View(Reading):
    """Rows, names and rights of one request. Everything a person may not see is absent."""

    language: Language = "zh"

    @cached_property
    def names(self) -> Names:
        return Names(self.world.pack, self.language)

    def root_name(self) -> str:
        """Of somebody who works for every body: the one at the top, where there is one, else the pack's title."""
        roots = [one for one in self.world.pack.tree if one.parent is None]
        return self.names.text(roots[0].name if len(roots) == 1 else self.world.pack.title)

    @property
    def is_of_another_time(self) -> bool:
        return self.at is not None or self.known_at is not None

    def rows(self, bodies: Collection[str], mandate: str | None = None) -> list[Row]:
        """The rows of these bodies in the order of the pack; only of bodies that the person sees."""
        return [self._read(judged) for judged in self.judged(bodies, mandate)]

    def row(self, key: str) -> Row:
        """The row of a key; NotFound when there is none or none that the person may see."""
        return self._read(self.one(key))

    def _read(self, judged: Judged) -> Row:
        return read_row(judged.row, today=self.today_of(judged.row["body"]), lead_from=judged.lead_from)
