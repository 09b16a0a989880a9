"""The record as one person sees it at one time: from the projection for now, from the spine for any other time.

Both ways give the same rows; a past time folds only what was known then and judges it anew.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.access import NotFound, Person, may_record, may_relieve, visible
from meeting_cadence.bodies import Body
from meeting_cadence.dates import local_day
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.pages.names import Names
from meeting_cadence.pages.rows import Row, read_row
from meeting_cadence.queries.judgement_row import as_row
from meeting_cadence.queries.world import World
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.judgement import UNSETTLED, Judgement
from meeting_cadence.standing.next_change import lead_day
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.projection import horizon
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.setting import setting
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.words.say import Language

EXAMPLE = "example"
"""The setting that marks a database as a demonstration."""

_ROWS = table_of(Obligation)
_FEW = 500
"""More bodies than this are not worth a condition."""


@dataclass
class View:
    """Rows, names and rights of one request. Everything a person may not see is absent."""

    session: Session
    tables: Tables
    person: Person
    language: Language
    now: datetime
    at: date | datetime | None = None
    known_at: datetime | None = None

    @cached_property
    def world(self) -> World:
        return load_world(self.session)

    @cached_property
    def names(self) -> Names:
        return Names(self.world.pack, self.language)

    @cached_property
    def is_example(self) -> bool:
        """Whether the record was made up for demonstration."""
        return setting(self.session, EXAMPLE) is not None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.world.pack.zone)

    @cached_property
    def today(self) -> date:
        """The local day that the page speaks of."""
        return self._day(self.zone)

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Every body that the person sees, superiors first."""
        return tuple(visible(self.person, self.world.pack.tree))

    @cached_property
    def _seen(self) -> frozenset[str]:
        return frozenset(self.bodies)

    def body(self, body_id: str) -> Body:
        """A body that the person sees; NotFound for every other, existing or not."""
        if body_id not in self._seen:
            raise NotFound(body_id)
        return self.world.body(body_id)

    def below(self, body_id: str | None) -> tuple[str, ...]:
        """The seen bodies of a subtree; None: all that are seen."""
        if body_id is None:
            return self.bodies
        return tuple(one for one in self.world.pack.tree.subtree(body_id) if one in self._seen)

    def root_name(self) -> str:
        """Of somebody who works for every body: the one at the top, where there is one, else the pack's title."""
        roots = [one for one in self.world.pack.tree if one.parent is None]
        return self.names.text(roots[0].name if len(roots) == 1 else self.world.pack.title)

    def may_record(self, body_id: str) -> bool:
        return may_record(self.person, self.world.pack.tree, body_id)

    def may_relieve(self, body_id: str) -> bool:
        return may_relieve(self.person, self.world.pack.tree, body_id)

    @cached_property
    def recordable(self) -> list[Body]:
        """The bodies for which the person puts facts on record, in the fixed order."""
        return [body for body in self.world.pack.tree if self.may_record(body.id)]

    def rows(self, bodies: Collection[str], mandate: str | None = None) -> list[Row]:
        """The rows of these bodies in the order of the pack; only bodies that the person sees."""
        seen = self._seen.intersection(bodies)
        if self.at is None and self.known_at is None:
            return self._kept_rows(seen, mandate)
        return self._judged_rows(seen, mandate)

    def row(self, key: str) -> Row:
        """The row of a key; NotFound when there is none or none that the person may see."""
        found = self._locate(key)
        row = next((row for row in self.rows([found[1]], found[0]) if row.key == key), None)
        if row is None:
            raise NotFound(key)
        return row

    def judgement(self, row: Row) -> Judgement:
        """The row as the spine answers it, for its sentence of why."""
        for judged in self.judgements({row.body}, row.mandate):
            if judged.key == row.key:
                return judged
        raise NotFound(row.key)

    def judgements(self, bodies: Collection[str], mandate: str | None = None) -> list[Judgement]:
        """What the spine answers at the time of this view."""
        at = self.now if self.at is None else self.at
        return read_board(
            self.world.pack,
            self.facts,
            at=at,
            tables=self.tables,
            end=horizon(self.now if self.at is None else _instant(self.at, self.now)),
            mandates=None if mandate is None else {mandate},
            bodies=frozenset(bodies),
        )

    @cached_property
    def facts(self) -> Facts:
        """What was known at the time of this view."""
        return Facts.fold(load_entries(self.session), known_at=self.known_at)

    def _kept_rows(self, bodies: frozenset[str], mandate: str | None) -> list[Row]:
        statement = select(_ROWS.c.judged, _ROWS.c.lead_from, _ROWS.c.body).where(_ROWS.c.gone_at.is_(None))
        if mandate is not None:
            statement = statement.where(_ROWS.c.mandate == mandate)
        if len(bodies) <= _FEW:
            statement = statement.where(_ROWS.c.body.in_(bodies))
        found = self.session.connection().execute(statement)
        rows = [
            read_row(judged, today=self._today_of(body), lead_from=lead)
            for judged, lead, body in found
            if body in bodies
        ]
        return sorted(rows, key=self._order)

    def _judged_rows(self, bodies: frozenset[str], mandate: str | None) -> list[Row]:
        return [self.read(judged) for judged in self.judgements(bodies, mandate)]

    def read(self, judged: Judgement) -> Row:
        """A judgement as a page shows it."""
        table = self.tables(judged.stream.mandate.workdays)
        lead = lead_day(judged, table) if judged.standing in UNSETTLED else None
        return read_row(as_row(judged, why=False), today=self._today_of(judged.body), lead_from=lead)

    def _locate(self, key: str) -> tuple[str, str]:
        """(mandate, body) of a key."""
        statement = select(_ROWS.c.mandate, _ROWS.c.body).where(_ROWS.c.key == key)
        found = self.session.connection().execute(statement).first()
        if found is None or found[1] not in self._seen:
            raise NotFound(key)
        return found[0], found[1]

    def _order(self, row: Row) -> tuple[Any, ...]:
        position = self._positions
        opens = row.opens.isoformat() if row.opens else ""
        return (position[0].get(row.mandate, 1 << 30), row.clause, position[1].get(row.body, 1 << 30), opens, row.key)

    @cached_property
    def _positions(self) -> tuple[dict[str, int], dict[str, int]]:
        pack = self.world.pack
        return (
            {mandate.id: mandate.position for mandate in pack.mandates},
            {body.id: position for position, body in enumerate(pack.tree)},
        )

    def _today_of(self, body_id: str) -> date:
        body = self.world.pack.tree.bodies.get(body_id)
        return self._day(body.zone) if body is not None else self.today

    def _day(self, zone: ZoneInfo) -> date:
        if self.at is None:
            return local_day(self.now, zone)
        return local_day(self.at, zone) if isinstance(self.at, datetime) else self.at


def _instant(at: date | datetime, now: datetime) -> datetime:
    return at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, tzinfo=now.tzinfo)
