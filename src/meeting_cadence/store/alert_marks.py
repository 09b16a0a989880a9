"""Having alerts look at obligations again whose facts have not changed, but who is told of them, or when, has."""

from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import insert, select
from sqlmodel import Session

from meeting_cadence.store.tables.alerts import AlertStale, AlertState
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation

_STALE: Final = table_of(AlertStale)
_STATE: Final = table_of(AlertState)
_ROWS: Final = table_of(Obligation)
_AT_ONCE: Final = 500


def look_again(
    session: Session, *, mandates: Collection[str] | None = None, bodies: Collection[str] | None = None
) -> None:
    """Mark what is being watched of these mandates and of these bodies; None: of all."""
    watched = [_STATE.c.phase != "quiet", _ROWS.c.gone_at.is_(None)]
    for some_mandates in _parts(mandates):
        for some_bodies in _parts(bodies):
            where = list(watched)
            if some_mandates is not None:
                where.append(_ROWS.c.mandate.in_(some_mandates))
            if some_bodies is not None:
                where.append(_ROWS.c.body.in_(some_bodies))
            keys = (
                select(_ROWS.c.key)
                .join(_STATE, _STATE.c.obligation == _ROWS.c.key)
                .where(*where, _ROWS.c.key.not_in(select(_STALE.c.obligation)))
            )
            session.connection().execute(insert(_STALE).from_select(["obligation"], keys))


def _parts(ids: Collection[str] | None) -> Iterator[list[str] | None]:
    """So many at once as any database takes; None stands for all."""
    if ids is None:
        yield None
        return
    listed = list(ids)
    yield from (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))
