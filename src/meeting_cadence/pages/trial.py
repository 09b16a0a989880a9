"""Putting a form's entry on the ledger, for good or only to see what it would do: the same transaction, rolled back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from meeting_cadence.actions.on_behalf import enter_for
from meeting_cadence.actions.ports import Receipt
from meeting_cadence.pages.effects import changed_rows
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.rows import Row
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit
from meeting_cadence.queries.scope import touched
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.ledger import facts_in
from meeting_cadence.words.names import Names


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the entry changed (or would change), and the names to tell it with."""

    receipt: Receipt
    changed: list[Row]
    names: Names
    counts: Mapping[str, int]
    """How many acts each row counted before, by key."""


def put_entry(
    visit: Visit, content: Mapping[str, Any], *, keep: bool, request_key: str | None = None
) -> Outcome:
    """Enter on behalf of the visitor. `keep` False: everything is rolled back after it was judged.

    Raises what `enter_for` raises; then nothing was changed.
    """
    with visit.site.store.session() as session:
        desk = SqlDesk(session, at=visit.now, tables=visit.site.tables, actor=visit.signed_in.login)
        receipt = enter_for(desk, visit.signed_in, content, request_key=request_key if keep else None)
        view = visit.view_on(session)
        bodies = _concerned(desk, receipt, view)
        after = view.rows(bodies)
        before = _rows_before(visit, bodies)
        if not keep:
            session.rollback()
    counts = {row.key: row.count for row in before}
    return Outcome(receipt, changed_rows(before, after), view.names, counts)


def is_repeated(visit: Visit, view: View, filled: Filled) -> bool:
    """Whether this very form was saved before: sent twice by an impatient hand, it is answered, not asked again."""
    desk = SqlDesk(view.session, at=visit.now, tables=visit.site.tables, actor=visit.signed_in.login)
    key = filled.one("request_key")
    return bool(key) and desk.answered(key) is not None


def _concerned(desk: SqlDesk, receipt: Receipt, view: View) -> Collection[str]:
    if receipt.entry_id is None:
        return view.bodies
    facts = facts_in(found.entry for found in desk.history(receipt.entry_id))
    return {stream.body for fact in facts for stream in touched(desk.world, fact)}


def _rows_before(visit: Visit, bodies: Collection[str]) -> list[Row]:
    """As they stand in the last committed state: a snapshot of its own."""
    with visit.site.store.reading() as session:
        return visit.view_on(session).rows(bodies)
