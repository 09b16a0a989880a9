"""The record as one person sees it at one time: from the projection for now, from the spine for any other time.

Both ways give the same rows; a past time folds only what was known then and judges it anew. Rows of now that time has
overtaken since the last tick are judged anew too, so that no standing is older than the answer. Pages and the API share
this, so that they cannot disagree, and so that what a person may not see is absent from both.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.access import NotFound, Person, may_record, may_relieve, visible
from meeting_cadence.bodies import Body
from meeting_cadence.dates import local_day, start_of_day
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.board import Places
from meeting_cadence.queries.judgement_row import as_kept_row
from meeting_cadence.queries.scope import Stream
from meeting_cadence.queries.time_asked import ScopeTooLarge
from meeting_cadence.queries.world import World
from meeting_cadence.standing.judgement import UNSETTLED, Judgement, Standing
from meeting_cadence.standing.next_change import lead_day
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.overtaken import judge_live, overtaken
from meeting_cadence.store.projection import horizon
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.setting import setting
from meeting_cadence.store.spine import board_at
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation

EXAMPLE: Final = "example"
"""The setting that marks a database as a demonstration."""

MOST_JUDGED: Final = 500
"""So many bodies are judged at once as of another time: a large province."""
_ROWS = table_of(Obligation)
_FEW: Final = 500
"""More bodies than this are not worth a condition."""


class Judged(NamedTuple):
    """A row of the judgement format (JSON values, without `why`) and the day from which it is due soon."""

    row: dict[str, Any]
    lead_from: date | None


@dataclass
class Reading:
    """`at`, `known_at`: the time asked for; None is `now`, and everything recorded."""

    session: Session
    tables: Tables
    person: Person
    now: datetime
    at: date | datetime | None = None
    known_at: datetime | None = None
    behind: int = field(default=0, init=False)
    """How many streams were shown as kept, too many having been overtaken by time to judge them all."""

    @cached_property
    def world(self) -> World:
        return load_world(self.session)

    @cached_property
    def is_example(self) -> bool:
        """Whether the record was made up for demonstration."""
        return setting(self.session, EXAMPLE) is not None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.world.pack.zone)

    @cached_property
    def today(self) -> date:
        """The local day that is spoken of."""
        return self._day(self.zone)

    def today_of(self, body_id: str) -> date:
        """The same in a body's own zone."""
        body = self.world.pack.tree.bodies.get(body_id)
        return self._day(body.zone) if body is not None else self.today

    @property
    def until(self) -> datetime | None:
        """The instant until which what happened may be shown; None: now."""
        if self.at is None:
            return self.known_at
        asked = (
            self.at if isinstance(self.at, datetime) else start_of_day(self.at + timedelta(days=1), self.zone)
        )
        return asked if self.known_at is None else min(asked, self.known_at)

    @property
    def is_of_another_time(self) -> bool:
        return self.at is not None or self.known_at is not None

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Every body that the person sees, superiors first."""
        return tuple(visible(self.person, self.world.pack.tree))

    @property
    def sees_all(self) -> bool:
        """Whether there is no body that the person does not see."""
        return len(self.bodies) == len(self.world.pack.tree)

    @cached_property
    def seen(self) -> frozenset[str]:
        return frozenset(self.bodies)

    def body(self, body_id: str) -> Body:
        """A body that the person sees; NotFound for every other, existing or not."""
        if body_id not in self.seen:
            raise NotFound(body_id)
        return self.world.body(body_id)

    def below(self, body_id: str | None) -> tuple[str, ...]:
        """The seen bodies of a subtree; None: all that are seen."""
        if body_id is None:
            return self.bodies
        return tuple(one for one in self.world.pack.tree.subtree(body_id) if one in self.seen)

    def may_record(self, body_id: str) -> bool:
        return may_record(self.person, self.world.pack.tree, body_id)

    def may_relieve(self, body_id: str) -> bool:
        return may_relieve(self.person, self.world.pack.tree, body_id)

    @cached_property
    def recordable(self) -> list[Body]:
        """The bodies for which the person puts facts on record, in the fixed order."""
        return [body for body in self.world.pack.tree if self.may_record(body.id)]

    @cached_property
    def facts(self) -> Facts:
        """What was known at the time of this reading."""
        return Facts.fold(load_entries(self.session), known_at=self.known_at)

    def facts_about(self, bodies: Collection[str]) -> Facts:
        """The same, only of entries that concern these bodies."""
        return Facts.fold(load_entries(self.session, bodies), known_at=self.known_at)

    def judged(self, bodies: Collection[str], mandate: str | None = None) -> list[Judged]:
        """The rows of these bodies in the order of the pack; only of bodies that the person sees.

        Raises ScopeTooLarge where every mandate of very many bodies is asked for at another time.
        """
        seen = self.seen.intersection(bodies)
        if not self.is_of_another_time:
            return self._current(seen, mandate)
        if mandate is None and len(seen) > MOST_JUDGED:
            raise ScopeTooLarge(str(len(seen)), most=MOST_JUDGED)
        return [self.as_judged(row) for row in self.judgements(seen, mandate)]

    def judgement(self, key: str) -> Judgement:
        """One row as the spine answers it; NotFound when there is none or none that the person may see."""
        found = self._locate(key)
        for row in self.judgements({found[1]}, found[0]):
            if row.key == key:
                return row
        raise NotFound(key)

    def one(self, key: str) -> Judged:
        """The row of a key; NotFound when there is none or none that the person may see."""
        mandate, body = self._locate(key)
        found = next((judged for judged in self.judged([body], mandate) if judged.row["key"] == key), None)
        if found is None:
            raise NotFound(key)
        return found

    def judgements(self, bodies: Collection[str], mandate: str | None = None) -> list[Judgement]:
        """What the spine answers at the time of this reading."""
        asked = self.now if self.at is None else self.at
        return board_at(
            self.session,
            self.world,
            at=asked,
            tables=self.tables,
            known_at=self.known_at,
            bodies=frozenset(bodies),
            mandates=None if mandate is None else {mandate},
            end=horizon(_instant(asked, self.now)),
        )

    def as_judged(self, row: Judgement) -> Judged:
        """A judgement as lists show it."""
        table = self.tables(row.stream.mandate.workdays)
        lead = lead_day(row, table) if row.standing in UNSETTLED else None
        return Judged(as_kept_row(row), lead)

    def note_behind(self, bodies: Collection[str]) -> None:
        """For answers from counters and kept rows: count what time has overtaken, so that it can be told."""
        late = overtaken(self.session, self.world, at=self.now, bodies=self.seen.intersection(bodies))
        self.behind = max(self.behind, late.behind + len(late.streams))

    def _current(self, bodies: frozenset[str], mandate: str | None) -> list[Judged]:
        """The kept rows; those that time has overtaken judged for this answer."""
        late = overtaken(self.session, self.world, at=self.now, bodies=bodies, mandate=mandate)
        self.behind = max(self.behind, late.behind)
        rows = list(self._kept(bodies, mandate))
        if late.streams:
            rows = [one for one in rows if Stream(one.row["mandate"], one.row["body"]) not in late.streams]
            live = judge_live(self.session, self.world, late.streams, at=self.now, tables=self.tables)
            rows += [Judged(row["judged"], row["lead_from"]) for row in live]
        return sorted(rows, key=self._order)

    def _kept(self, bodies: frozenset[str], mandate: str | None) -> Iterator[Judged]:
        statement = select(_ROWS.c.judged, _ROWS.c.lead_from, _ROWS.c.body).where(_ROWS.c.gone_at.is_(None))
        if mandate is not None:
            statement = statement.where(_ROWS.c.mandate == mandate)
        if len(bodies) <= _FEW:
            statement = statement.where(_ROWS.c.body.in_(bodies))
        found = self.session.connection().execute(statement)
        return (Judged(self.counted_on(row), lead) for row, lead, body in found if body in bodies)

    def counted_on(self, row: dict[str, Any]) -> dict[str, Any]:
        """A kept row of today: days late go on by the day, of which no tick makes a change."""
        if row["standing"] != Standing.OVERDUE or row["due"] is None:
            return row
        due = date.fromisoformat(row["due"][:10])
        return {**row, "days_late": max((self.today_of(row["body"]) - due).days, 0)}

    def places_of(self, keys: Collection[str]) -> dict[str, tuple[str, str]]:
        """(mandate, body) of each of these keys that the person sees."""
        statement = select(_ROWS.c.key, _ROWS.c.mandate, _ROWS.c.body).where(_ROWS.c.key.in_(keys))
        found = self.session.connection().execute(statement)
        return {key: (mandate, body) for key, mandate, body in found if body in self.seen}

    def _locate(self, key: str) -> tuple[str, str]:
        """(mandate, body) of a key."""
        statement = select(_ROWS.c.mandate, _ROWS.c.body).where(_ROWS.c.key == key)
        found = self.session.connection().execute(statement).first()
        if found is None or found[1] not in self.seen:
            raise NotFound(key)
        return found[0], found[1]

    @cached_property
    def places(self) -> Places:
        """The fixed orders of the bodies that the person sees, and of the mandates."""
        return Places(self._in_tree_order, [mandate.id for mandate in self.world.pack.mandates])

    @cached_property
    def _in_tree_order(self) -> list[str]:
        return [body.id for body in self.world.pack.tree if body.id in self.seen]

    def _order(self, judged: Judged) -> tuple[Any, ...]:
        row = judged.row
        mandates, bodies = self._positions
        place = (
            mandates.get(row["mandate"], _LAST),
            row["version"],
            row["clause"],
            bodies.get(row["body"], _LAST),
        )
        return (*place, row["opens"] or "", row["key"])

    @cached_property
    def _positions(self) -> tuple[dict[str, int], dict[str, int]]:
        pack = self.world.pack
        return (
            {mandate.id: mandate.position for mandate in pack.mandates},
            {body.id: position for position, body in enumerate(pack.tree)},
        )

    def _day(self, zone: ZoneInfo) -> date:
        if self.at is None:
            return local_day(self.now, zone)
        return local_day(self.at, zone) if isinstance(self.at, datetime) else self.at


_LAST: Final = 1 << 30


def _instant(at: date | datetime, now: datetime) -> datetime:
    return at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, tzinfo=now.tzinfo)
