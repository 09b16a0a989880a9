"""The record as a page shows it: the reading of one person, with names and rows in their language."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.pages.rows import Row, read_row
from meeting_cadence.store.ledger import load_kept
from meeting_cadence.store.occasions import occasions_in
from meeting_cadence.store.reading import Judged, Reading
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import Language


@dataclass
class View(Reading):
    """Rows, names and rights of one request. Everything a person may not see is absent."""

    language: Language = "zh"
    _kept_of: dict[str, list[Kept]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def names(self) -> Names:
        return Names(self.world.pack, self.language, occasions_in(self.session, self.world))

    def kept_of(self, body: str) -> list[Kept]:
        """The entries that concern a body or every body, known at the time of this view."""
        if body not in self._kept_of:
            self._kept_of[body] = [
                kept
                for kept in load_kept(self.session, [body])
                if self.known_at is None
                or kept.entry.recorded is None
                or kept.entry.recorded <= self.known_at
            ]
        return self._kept_of[body]

    def facts_of(self, body: str) -> Facts:
        """The facts of one body: of a large record `facts` takes long."""
        return Facts.fold(kept.entry for kept in self.kept_of(body))

    def author_of(self, body: str, entry_id: str | None) -> str | None:
        """Who put an entry of that body on record."""
        found = (kept.entry.by for kept in self.kept_of(body) if entry_id and kept.entry_id == entry_id)
        return next(found, None)

    def root_name(self) -> str:
        """Of somebody who works for every body: the one at the top, where there is one, else the pack's title."""
        roots = [one for one in self.world.pack.tree if one.parent is None]
        return self.names.text(roots[0].name if len(roots) == 1 else self.world.pack.title)

    def rows(self, bodies: Collection[str], mandate: str | None = None) -> list[Row]:
        """The rows of these bodies in the order of the pack; only of bodies that the person sees."""
        return [self._read(judged) for judged in self.judged(bodies, mandate)]

    def rows_of(self, keys: Collection[str]) -> list[Row]:
        """The rows of these keys that there are and that the person sees."""
        places = self.places_of(keys)
        wanted = {(mandate, body) for mandate, body in places.values()}
        judged = [one for mandate, body in sorted(wanted) for one in self.judged([body], mandate)]
        return [self._read(one) for one in judged if one.row["key"] in places]

    def row(self, key: str) -> Row:
        """The row of a key; NotFound when there is none or none that the person may see."""
        return self._read(self.one(key))

    def _read(self, judged: Judged) -> Row:
        return read_row(judged.row, today=self.today_of(judged.row["body"]), lead_from=judged.lead_from)
