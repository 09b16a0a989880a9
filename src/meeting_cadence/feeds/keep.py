"""Keeping what was rendered: an entry gets its revision in one transaction, and one only for one change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session

from meeting_cadence.feeds import render
from meeting_cadence.feeds.revise import Revision, revise
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import FeedEntry

_ENTRY: Final = table_of(FeedEntry)
_AT_ONCE: Final = 500
_KEY: Final = ("uid", "language")
_OLD: Final = select(
    *(_ENTRY.c[name] for name in ("uid", "seen", "content_hash", "place_hash", "sequence", "modified")),
    *(_ENTRY.c[name] for name in ("gone_at", "rendered", "zone")),
).where(_ENTRY.c.uid.in_(bindparam("uids", expanding=True)), _ENTRY.c.language == bindparam("language"))
_INSERT: Final = insert(_ENTRY)
_RENEW: Final = (
    update(_ENTRY)
    .where(*(_ENTRY.c[name] == bindparam(f"new_{name}") for name in _KEY))
    .values({column: bindparam(f"new_{column.name}") for column in _ENTRY.c if column.name not in _KEY})
)


class Draft(NamedTuple):
    """An entry rendered now, before it has a revision."""

    uid: str
    kind: str
    body: str
    source: str
    changed: datetime | None
    written: str
    place: str
    zone: str | None


class Kept(NamedTuple):
    """A stamped VEVENT, and the zone whose VTIMEZONE goes with it."""

    rendered: str
    zone: str | None


class Keeper(NamedTuple):
    """Writes revisions inside one transaction in which nobody else does."""

    session: Session
    language: str
    basis: str
    number: int
    at: datetime

    def keep(self, drafts: Sequence[Draft]) -> dict[str, Kept]:
        """Give each draft its revision; what a newer reading wrote stays."""
        kept: dict[str, Kept] = {}
        new: list[dict[str, Any]] = []
        renewed: list[dict[str, Any]] = []
        for start in range(0, len(drafts), _AT_ONCE):
            part = drafts[start : start + _AT_ONCE]
            old = self._stored([draft.uid for draft in part])
            for draft in part:
                row = old.get(draft.uid)
                if row is not None and row.seen > self.number:
                    kept[draft.uid] = Kept(row.rendered, row.zone)
                    continue
                values = self._values(draft, row)
                kept[draft.uid] = Kept(values["rendered"], draft.zone)
                (new if row is None else renewed).append(values)
        if new:
            self.session.connection().execute(_INSERT, new)
        if renewed:
            bound = [{f"new_{name}": value for name, value in values.items()} for values in renewed]
            self.session.connection().execute(_RENEW, bound)
        return kept

    def bury(self, uids: Sequence[str]) -> None:
        """Mark entries that nobody is shown any more, unless a newer reading revived them."""
        for start in range(0, len(uids), _AT_ONCE):
            self.session.connection().execute(
                update(_ENTRY)
                .where(_ENTRY.c.uid.in_(uids[start : start + _AT_ONCE]))
                .where(_ENTRY.c.language == self.language, _ENTRY.c.seen <= self.number)
                .where(_ENTRY.c.gone_at.is_(None))
                .values(gone_at=self.at, seen=self.number)
            )

    def _stored(self, uids: Sequence[str]) -> dict[str, Any]:
        found = self.session.connection().execute(_OLD, {"uids": uids, "language": self.language})
        return {row.uid: row for row in found}

    def _values(self, draft: Draft, row: Any) -> dict[str, Any]:
        old = row and Revision(
            row.content_hash, row.place_hash, row.sequence, row.modified, row.gone_at is not None
        )
        digest = render.content_hash(draft.written)
        revision = revise(old, digest, draft.place, changed=draft.changed, at=self.at)
        return {
            "uid": draft.uid,
            "language": self.language,
            "kind": draft.kind,
            "body": draft.body,
            "source": draft.source,
            "basis": self.basis,
            "seen": self.number,
            "content_hash": revision.content_hash,
            "place_hash": draft.place,
            "sequence": revision.sequence,
            "modified": revision.modified,
            "zone": draft.zone,
            "rendered": render.stamped(draft.written, sequence=revision.sequence, modified=revision.modified),
            "gone_at": None,
        }
