"""The ledger's rows: appending and reading them. Nothing here ever changes or removes one."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlmodel import Session

from meeting_cadence.ledger.entries import Entry, Fact, Plan, Replace, Retract
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.queries.scope import EVERY_BODY, bodies_of
from meeting_cadence.store.audit import note
from meeting_cadence.store.audit_ledger import ENTRY, row_digest
from meeting_cadence.store.bulk import insert_rows
from meeting_cadence.store.entry_rows import entry_of
from meeting_cadence.store.tables.columns import canonical, table_of
from meeting_cadence.store.tables.record import EntryTopic, LedgerEntry, LedgerEntryBody
from meeting_cadence.store.topics import Linked, link

_AT_ONCE: Final = 5000
"""Most values in one IN list; more bodies than that are read without a condition and filtered here."""

_ENTRY = table_of(LedgerEntry)
_BODY = table_of(LedgerEntryBody)
_TOPIC = table_of(EntryTopic)
_COLUMNS = (
    _ENTRY.c.seq,
    _ENTRY.c.entry_id,
    _ENTRY.c.payload,
    _ENTRY.c.recorded,
    _ENTRY.c.by,
    _ENTRY.c.reason,
    _ENTRY.c.appended,
)


def payload_of(entry: Entry) -> dict[str, Any]:
    """The entry in the keys of the ledger file, without `recorded` and `by`, which have columns."""
    return {key: value for key, value in entry_as_mapping(entry).items() if key not in ("recorded", "by")}


def digest_of(content: object) -> str:
    """What makes two requests the same."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def load_entries(
    session: Session, bodies: Collection[str] | None = None, topics: Collection[str] | None = None
) -> list[Entry]:
    """The entries that concern any of the bodies (None: all), in the order of the ledger.

    `topics`: only those that speak of one of them (`store/topics.py`).
    """
    return [kept.entry for kept in load_kept(session, bodies, topics)]


def load_kept(
    session: Session, bodies: Collection[str] | None = None, topics: Collection[str] | None = None
) -> list[Kept]:
    """As `load_entries`, with each entry's place on the ledger."""
    statement = select(*_COLUMNS).order_by(_ENTRY.c.seq)
    if bodies is None:
        return _read(session, statement)
    if len(bodies) <= _AT_ONCE:
        return _read(session, statement.where(_ENTRY.c.seq.in_(_found_by(bodies, topics))))
    named = {*bodies, EVERY_BODY}
    links = session.connection().execute(select(_BODY.c.seq, _BODY.c.body))
    seqs = {seq for seq, body in links if body in named}
    return [kept for kept in _read(session, statement) if kept.seq in seqs]


def _found_by(bodies: Collection[str], topics: Collection[str] | None) -> Select[Any]:
    named = [*bodies, EVERY_BODY]
    if topics is None:
        return select(_BODY.c.seq).where(_BODY.c.body.in_(named))
    return select(_TOPIC.c.seq).where(_TOPIC.c.body.in_(named), _TOPIC.c.topic.in_(topics))


def near_ids(session: Session, entry_id: str) -> list[str]:
    """Some ids on the ledger that begin like this one: for the question whether one of them was meant."""
    same = max(1, min(3, len(entry_id) - 1))
    begins = func.substr(_ENTRY.c.entry_id, 1, same) == entry_id[:same]
    statement = select(_ENTRY.c.entry_id).where(begins).distinct().limit(1000)
    return list(session.connection().execute(statement).scalars())


def load_history(session: Session, entry_id: str) -> list[Kept]:
    """The entries under an id and those that correct it, directly or through other corrections."""
    found: dict[int, Kept] = {}
    queue = [entry_id]
    for one in queue:
        statement = select(*_COLUMNS).where((_ENTRY.c.entry_id == one) | (_ENTRY.c.target == one))
        for kept in _read(session, statement):
            found[kept.seq] = kept
            if kept.entry_id is not None and kept.entry_id not in queue:
                queue.append(kept.entry_id)
    return [found[seq] for seq in sorted(found)]


def targets_of(session: Session, entry: Entry) -> list[Kept]:
    """What a correction speaks of: every entry under its target's id, and under the targets of those.

    Of a plan: its earlier versions, which may have named another body or kind.
    """
    found: dict[int, Kept] = {}
    named = _follows(entry)
    queue = [] if named is None else [named]
    for one in queue:
        for kept in _read(session, select(*_COLUMNS).where(_ENTRY.c.entry_id == one)):
            found[kept.seq] = kept
            content = kept.entry.content
            if isinstance(content, (Retract, Replace)) and content.entry not in queue:
                queue.append(content.entry)
        for kept in _read(session, select(*_COLUMNS).where(_ENTRY.c.target == one)):
            found[kept.seq] = kept
    return [found[seq] for seq in sorted(found)]


def facts_in(entries: Iterable[Entry]) -> list[Fact]:
    """The facts that the entries state: those of replacements, none of retractions."""
    contents = (entry.content for entry in entries)
    stated = (content.fact if isinstance(content, Replace) else content for content in contents)
    return [content for content in stated if not isinstance(content, Retract)]


def known_id(session: Session, entry_id: str) -> bool:
    """Whether an entry with that id is on the ledger."""
    statement = select(_ENTRY.c.seq).where(_ENTRY.c.entry_id == entry_id).limit(1)
    return session.connection().execute(statement).first() is not None


def recorded_after(session: Session, entry_id: str | None, recorded: datetime | None) -> datetime | None:
    """`recorded`, moved behind the last line under the id: a clock set back must not reorder a history."""
    if entry_id is None or recorded is None:
        return recorded
    statement = select(func.max(_ENTRY.c.recorded)).where(
        (_ENTRY.c.entry_id == entry_id) | (_ENTRY.c.target == entry_id)
    )
    last: datetime | None = session.connection().execute(statement).scalar()
    return recorded if last is None else max(recorded, last + timedelta(microseconds=1))


def append_entries(
    session: Session,
    entries: Sequence[Entry],
    *,
    at: datetime,
    reason: str | None = None,
    request_key: str | None = None,
    digest: str | None = None,
    actor: str | None = None,
) -> list[int]:
    """Append the entries in one go, each with its line on the audit trail; answers their numbers on the ledger.

    `actor`: who does it, as the trail names them; by default each entry's author.
    """
    first = (session.connection().execute(select(func.max(_ENTRY.c.seq))).scalar() or 0) + 1
    rows: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    linked: list[Linked] = []
    earlier: dict[str, set[str]] = {}
    for seq, entry in enumerate(entries, first):
        payload = payload_of(entry)
        row = _row_of(entry, payload)
        rows.append(
            row
            | {
                "seq": seq,
                "appended": at,
                "reason": reason or row["reason"],
                "request_key": request_key,
                "digest": digest or digest_of(payload),
            }
        )
        bodies = concerned(session, entry, earlier)
        if row["entry_id"]:
            earlier.setdefault(row["entry_id"], set()).update(bodies)
        links.extend({"seq": seq, "body": body} for body in sorted(bodies))
        linked.append(Linked(seq, entry, bodies))
        _note(session, rows[-1], bodies, at=at, actor=actor)
    if rows:
        insert_rows(session.connection(), _ENTRY, rows)
        insert_rows(session.connection(), _BODY, links)
        link(session, linked)
    return list(range(first, first + len(rows)))


def _note(
    session: Session, row: dict[str, Any], bodies: Collection[str], *, at: datetime, actor: str | None
) -> None:
    values = {"seq": row["seq"], "digest": row_digest(row), "by": row["by"], "reason": row["reason"]}
    if row["target"] is not None:
        values["target"] = row["target"]
    note(
        session,
        ENTRY + row["type"],
        at=at,
        actor=actor or row["by"],
        subject=row["entry_id"],
        mandate=row["mandate"],
        bodies=sorted(bodies),
        **values,
    )


def concerned(session: Session, entry: Entry, earlier: dict[str, set[str]] | None = None) -> set[str]:
    """The bodies by which the entry is found: its own, and those of all that it corrects or follows."""
    found = {body for fact in facts_in([entry]) for body in bodies_of(fact)}
    named = _follows(entry)
    if named is not None:
        found.update((earlier or {}).get(named, ()))
        seqs = [kept.seq for kept in targets_of(session, entry)]
        statement = select(_BODY.c.body).where(_BODY.c.seq.in_(seqs)).distinct()
        found.update(session.connection().execute(statement).scalars())
    return found


def _follows(entry: Entry) -> str | None:
    """The id under which an entry puts something else than was there: a correction's target, a plan's own."""
    content = entry.content
    if isinstance(content, (Retract, Replace)):
        return content.entry
    return content.id if isinstance(content, Plan) else None


def _row_of(entry: Entry, payload: dict[str, Any]) -> dict[str, Any]:
    content = entry.content
    return {
        "entry_id": content.id,
        "type": content.type,
        "target": content.entry if isinstance(content, (Retract, Replace)) else None,
        "mandate": getattr(content, "mandate", None),
        "payload": payload,
        "recorded": entry.recorded,
        "by": entry.by,
        "reason": content.reason if isinstance(content, (Retract, Replace)) else None,
    }


def _read(session: Session, statement: Select[Any]) -> list[Kept]:
    rows = session.connection().execute(statement)
    return [
        Kept(seq, entry_id, entry_of(payload, recorded, by), reason, appended)
        for seq, entry_id, payload, recorded, by, reason, appended in rows
    ]
