"""Import a ledger file: history that was kept elsewhere comes on record here, as its file says it was known."""

from dataclasses import replace
from typing import Final, NamedTuple

from meeting_cadence.actions.ports import BulkDesk, Found
from meeting_cadence.actions.refusals import EntryConflict
from meeting_cadence.actions.stems import stem_of
from meeting_cadence.ledger.entries import Entry, Plan
from meeting_cadence.ledger.read import read_ledger

MOST_BYTES: Final = 64 * 1024 * 1024
"""Of a ledger file that an administrator brings in: longer than what a stranger may send."""


class Imported(NamedTuple):
    """How many entries were added, and how many were on record already."""

    added: int
    known: int


def import_ledger(
    desk: BulkDesk, text: str | bytes, *, name: str, by: str | None, reason: str | None = None
) -> Imported:
    """Put every entry of a ledger file on record; those that are there already are passed over.

    Instants and authors of the file are kept; `by` is the author of entries that name none. Entries without an id
    get one. Raises LedgerRefused with every problem, EntryConflict where an id stands for something else here.
    """
    entries = read_ledger(text, name=name, pack=desk.world.pack, most_bytes=MOST_BYTES).entries
    arrivals = _Arrivals(desk)
    fresh = [entry for entry in map(arrivals.place, entries) if entry is not None]
    desk.append_all([replace(entry, by=entry.by or by) for entry in fresh], reason=reason)
    return Imported(len(fresh), len(entries) - len(fresh))


class _Arrivals:
    """Finds each entry's place: known already (None), or new, under an id of its own."""

    def __init__(self, desk: BulkDesk) -> None:
        self._desk = desk
        self._known = desk.ids()
        self._taken: set[str] = set()

    def place(self, entry: Entry) -> Entry | None:
        if entry.content.id is not None:
            return self._named(entry, entry.content.id)
        stem, number = stem_of(entry.content), 1
        while True:
            name = stem if number == 1 else f"{stem}-{number}"
            named = replace(entry, content=replace(entry.content, id=name))
            if name not in self._taken:
                earlier = self._own(name)
                self._taken.add(name)
                if any(_is_same(one.entry, named) for one in earlier):
                    return None
                if not earlier:
                    return named
            number += 1

    def _named(self, entry: Entry, entry_id: str) -> Entry | None:
        earlier = self._own(entry_id)
        self._taken.add(entry_id)
        if any(_is_same(one.entry, entry) for one in earlier):
            return None
        if earlier and not isinstance(entry.content, Plan):
            raise EntryConflict(entry_id)
        return entry

    def _own(self, entry_id: str) -> list[Found]:
        if entry_id not in self._known:
            return []
        return [one for one in self._desk.history(entry_id) if one.entry.content.id == entry_id]


def _is_same(one: Entry, other: Entry) -> bool:
    return one.content == other.content and one.recorded == other.recorded
