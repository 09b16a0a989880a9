"""What each entry of the ledger speaks of, so that judging a mandate reads the entries that can matter to it alone.

A topic is an act kind, an agenda item, an event kind or a mandate; `EVERY` stands for all of them. Corrections, what
they correct, and plans put down more than once carry `EVERY`: their history is always read whole. The links are made
of the ledger and can be made anew (`relink`); `verify` judges without them, so a wrong one is found.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Text, delete, select, text, type_coerce
from sqlmodel import Session

from meeting_cadence.ledger.entries import Act, Adopt, Complete, Entry, Event, Plan, Replace, Retract
from meeting_cadence.queries.scope import Stream
from meeting_cadence.queries.world import World
from meeting_cadence.store.bulk import insert_rows
from meeting_cadence.store.entry_rows import entry_of
from meeting_cadence.store.tables.columns import canonical, table_of
from meeting_cadence.store.tables.record import EntryTopic, LedgerEntry, LedgerEntryBody

EVERY: Final = ""
_ENTRY = table_of(LedgerEntry)
_BODY = table_of(LedgerEntryBody)
_TOPIC = table_of(EntryTopic)
_ADD: Final = text(
    "INSERT INTO entry_topic (body, topic, seq) VALUES (:body, :topic, :seq) "
    "ON CONFLICT (body, topic, seq) DO NOTHING"
)
_AT_ONCE: Final = 10_000


class Linked(NamedTuple):
    """An entry with its number and the bodies by which it is found."""

    seq: int
    entry: Entry
    bodies: Collection[str]


def topics_for(world: World, streams: Iterable[Stream]) -> frozenset[str]:
    """The topics of the entries that can move these streams."""
    mandates = {stream.mandate for stream in streams}
    named = (world.names.get(mandate, frozenset()) for mandate in mandates)
    return frozenset({EVERY, *mandates}).union(*named)


def link(session: Session, fresh: Sequence[Linked]) -> None:
    """Link entries that were just appended, and those that they correct or follow."""
    _insert(session, fresh, before=fresh[0].seq if fresh else 0)


def relink(session: Session) -> None:
    """Make every link anew from the ledger."""
    session.connection().execute(delete(_TOPIC))
    links: dict[int, set[str]] = {}
    for seq, body in session.connection().execute(select(_BODY.c.seq, _BODY.c.body)):
        links.setdefault(seq, set()).add(body)
    columns = (_ENTRY.c.seq, _ENTRY.c.payload, _ENTRY.c.recorded, _ENTRY.c.by)
    rows = session.connection().execute(select(*columns).order_by(_ENTRY.c.seq))
    every = [Linked(seq, entry_of(told, at, by), links.get(seq, ())) for seq, told, at, by in rows]
    for start in range(0, len(every), _AT_ONCE):
        part = every[start : start + _AT_ONCE]
        _insert(session, part, before=part[0].seq)


def _insert(session: Session, fresh: Sequence[Linked], *, before: int) -> None:
    """`before`: entries below that number are on the ledger already and linked."""
    rows = {(body, topic, one.seq) for one in fresh for topic in topics_of(one.entry) for body in one.bodies}
    batch = _Batch(session, fresh, before)
    for one in fresh:
        rows.update(batch.entangled(one))
        rows.update(batch.of_its_plan(one))
    known = [row for row in rows if row[2] < before]
    insert_rows(session.connection(), _TOPIC, [_named(row) for row in sorted(rows - set(known))])
    if known:
        session.connection().execute(_ADD, [_named(row) for row in known])


def topics_of(entry: Entry) -> frozenset[str]:
    """What an entry speaks of by itself."""
    content = entry.content
    if isinstance(content, (Retract, Replace, Adopt, Complete)):
        return frozenset({EVERY})
    if isinstance(content, Act):
        return frozenset({content.kind, *content.items, *(mandate for mandate, _ in content.counts_for)})
    if isinstance(content, Plan):
        return frozenset({content.kind, *content.items})
    return frozenset({content.kind if isinstance(content, Event) else content.mandate})


Row = tuple[str, str, int]
"""Body, topic, number."""


class _Batch:
    """Entries that are linked together, and what was on the ledger before them."""

    def __init__(self, session: Session, fresh: Sequence[Linked], before: int) -> None:
        self._session, self._before = session, before
        self._by_id: dict[str, list[Linked]] = {}
        for one in fresh:
            content = one.entry.content
            if content.id:
                self._by_id.setdefault(content.id, []).append(one)

    def entangled(self, one: Linked) -> Iterator[Row]:
        """`EVERY` for whatever shares a history with the entry."""
        content = one.entry.content
        if isinstance(content, (Retract, Replace)):
            yield from self._history(content.entry)
        elif isinstance(content, Plan):
            versions = self._under(content.id)
            if len(versions) > 1:
                for each in (*versions, *self._carried_out(content.id, versions)):
                    yield from ((body, EVERY, each.seq) for body in each.bodies)

    def of_its_plan(self, one: Linked) -> Iterator[Row]:
        """An act that carries out a plan is read wherever the plan is."""
        content = one.entry.content
        versions = self._under(content.plan) if isinstance(content, Act) and content.plan else ()
        topics = {topic for plan in versions[:1] for topic in topics_of(plan.entry)}
        for topic in {*topics, EVERY} if len(versions) > 1 else topics:
            yield from ((body, topic, one.seq) for body in one.bodies)

    def _carried_out(self, plan: str, versions: Sequence[Linked]) -> Iterator[Linked]:
        """Acts on the ledger that carry out a plan; those of the batch find it themselves."""
        bodies = {body for version in versions for body in version.bodies}
        found = select(_BODY.c.seq).where(_BODY.c.body.in_(bodies), _BODY.c.seq < self._before)
        told = type_coerce(_ENTRY.c.payload, Text).contains(canonical({"plan": plan})[1:-1], autoescape=True)
        for each in self._linked(_ENTRY.c.type == "act", _ENTRY.c.seq.in_(found), told):
            if isinstance(each.entry.content, Act) and each.entry.content.plan == plan:
                yield each

    def _history(self, entry_id: str) -> Iterator[Row]:
        """What a correction speaks of, through corrections of corrections."""
        queue = [entry_id]
        for name in queue:
            for each in self._under(name):
                yield from ((body, EVERY, each.seq) for body in each.bodies)
                content = each.entry.content
                if isinstance(content, (Retract, Replace)) and content.entry not in queue:
                    queue.append(content.entry)

    def _under(self, entry_id: str) -> Sequence[Linked]:
        """The entries of an id, the earliest first."""
        known = self._linked(_ENTRY.c.entry_id == entry_id, _ENTRY.c.seq < self._before)
        return [*known, *self._by_id.get(entry_id, ())]

    def _linked(self, *conditions: ColumnElement[bool]) -> Sequence[Linked]:
        columns = (_ENTRY.c.seq, _ENTRY.c.payload, _ENTRY.c.recorded, _ENTRY.c.by)
        statement = select(*columns).where(*conditions).order_by(_ENTRY.c.seq)
        rows = self._session.connection().execute(statement).all()
        return [Linked(seq, entry_of(told, at, by), self._bodies(seq)) for seq, told, at, by in rows]

    def _bodies(self, seq: int) -> Sequence[str]:
        statement = select(_BODY.c.body).where(_BODY.c.seq == seq)
        return self._session.connection().execute(statement).scalars().all()


def _named(row: Row) -> dict[str, Any]:
    return dict(zip(("body", "topic", "seq"), row, strict=True))
