"""Notices as people are shown them: what went out, or is waiting, or was never sent for want of a mail server."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import RowMapping, Select, func, select
from sqlmodel import Session

from meeting_cadence.access import NotFound
from meeting_cadence.store.tables.alerts import OutboxRow
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.words.say import Language, say

_OUTBOX = table_of(OutboxRow)
_FEW = 500
MOST = 300
FAILED = ("dead", "uncertain")
STATES = ("pending", "leased", "sent", "dead", "uncertain", "cancelled", "shown")


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice to one recipient."""

    id: int
    at: datetime
    subject: str
    text: str
    to: str
    state: str
    """In words."""
    body: str
    """Empty: about the service itself."""
    state_code: str = ""
    kind: str = ""
    obligation: str = ""
    recipient: str = ""
    channel: str = ""
    attempts: int = 0
    error: str | None = None
    message_id: str | None = None

    @property
    def has_failed(self) -> bool:
        """Whether it was refused, or may not have arrived: sent again by hand only."""
        return self.state_code in FAILED


class Told(NamedTuple):
    """When people were last told. `sent` False: for want of a mail server it was only shown here."""

    at: datetime
    sent: bool


def told_on(session: Session, wanted: Iterable[str], *, by: datetime | None = None) -> dict[str, Told]:
    """Key to the last time that people were told about it, by an instant (None: until now)."""
    keys = list(wanted)[:_FEW]
    at = func.coalesce(_OUTBOX.c.sent_at, _OUTBOX.c.created_at)
    statement = select(_OUTBOX.c.obligation, at, _OUTBOX.c.state).where(
        _OUTBOX.c.obligation.in_(keys), _OUTBOX.c.state.in_(("sent", "shown", "uncertain"))
    )
    if by is not None:
        statement = statement.where(at <= by)
    found: dict[str, Told] = {}
    for key, when, state in session.connection().execute(statement.order_by(at)):
        if state != "shown" or key not in found or not found[key].sent:
            found[key] = Told(when, state != "shown")
    return found


def letters(
    session: Session,
    bodies: Sequence[str],
    language: Language,
    obligation: str | None = None,
    states: Sequence[str] = (),
    by: datetime | None = None,
    before: int | None = None,
    most: int = MOST,
) -> list[Letter]:
    """At most so many, the latest first; of one obligation, or of all that concern these bodies; of some states only.

    `by`: only what was planned until an instant. The states are those of now. `before`: only those with a smaller id,
    the next page.
    """
    statement = select(_OUTBOX).order_by(_OUTBOX.c.id.desc())
    if before is not None:
        statement = statement.where(_OUTBOX.c.id < before)
    if states:
        statement = statement.where(_OUTBOX.c.state.in_(states))
    if by is not None:
        statement = statement.where(_OUTBOX.c.created_at <= by)
    if obligation is not None:
        statement = statement.where(_OUTBOX.c.obligation == obligation)
    return [_letter(row, language) for row in _seen(session, statement, bodies, most)]


def failed_count(session: Session, bodies: Sequence[str], *, by: datetime | None = None) -> int:
    """How many notices about these bodies, planned until an instant, were refused or may not have arrived."""
    statement = (
        select(_OUTBOX.c.body, func.count()).where(_OUTBOX.c.state.in_(FAILED)).group_by(_OUTBOX.c.body)
    )
    if by is not None:
        statement = statement.where(_OUTBOX.c.created_at <= by)
    seen = frozenset(bodies)
    return sum(int(count) for body, count in session.connection().execute(statement) if body in seen)


def letters_about(
    session: Session, keys: Sequence[str], language: Language, *, by: datetime | None = None
) -> list[tuple[str, Letter]]:
    """(obligation, notice) of every notice that went out about these obligations until an instant, the first first."""
    at = func.coalesce(_OUTBOX.c.sent_at, _OUTBOX.c.created_at)
    found: list[tuple[str, Letter]] = []
    for start in range(0, len(keys), _FEW):
        statement = select(_OUTBOX).where(
            _OUTBOX.c.obligation.in_(keys[start : start + _FEW]),
            _OUTBOX.c.state.in_(("sent", "shown", "uncertain")),
        )
        if by is not None:
            statement = statement.where(at <= by)
        rows = session.connection().execute(statement).mappings()
        found += [(row["obligation"], _letter(row, language)) for row in rows]
    return sorted(found, key=lambda one: (one[1].at, one[1].id))


def letter(session: Session, number: int, bodies: Sequence[str], language: Language) -> Letter:
    """One notice; NotFound when it concerns a body out of sight."""
    found = _read(session, select(_OUTBOX).where(_OUTBOX.c.id == number), language)
    if not found or found[0].body not in bodies:
        raise NotFound(str(number))
    return found[0]


def mail_counts(session: Session) -> dict[str, int]:
    """Outbox rows by state."""
    statement = select(_OUTBOX.c.state, func.count()).group_by(_OUTBOX.c.state)
    return {state: int(count) for state, count in session.connection().execute(statement)}


def _seen(session: Session, statement: Select[Any], bodies: Sequence[str], most: int) -> Iterator[RowMapping]:
    """The first rows about these bodies: too many to name in a statement are picked while reading."""
    if len(bodies) <= _FEW:
        yield from (
            session.connection().execute(statement.where(_OUTBOX.c.body.in_(bodies)).limit(most)).mappings()
        )
        return
    seen = frozenset(bodies)
    with session.connection().execute(statement.execution_options(yield_per=_FEW)) as rows:
        yield from islice((row for row in rows.mappings() if row["body"] in seen), most)


def _read(session: Session, statement: Select[Any], language: Language) -> list[Letter]:
    return [_letter(row, language) for row in session.connection().execute(statement).mappings()]


def _letter(row: RowMapping, language: Language) -> Letter:
    return Letter(
        id=row["id"],
        at=row["sent_at"] or row["created_at"],
        subject=row["subject"],
        text=row["text"],
        to=f"{row['name']} <{row['recipient']}>" if row["name"] else row["recipient"],
        state=say(f"pages.letter.{row['state']}", language),
        body=row["body"],
        state_code=row["state"],
        kind=row["kind"],
        obligation=row["obligation"],
        recipient=row["recipient"],
        channel=row["channel"],
        attempts=row["attempts"],
        error=row["last_error"],
        message_id=row["message_id"],
    )
