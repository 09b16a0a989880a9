"""One entry on behalf of a person: may they put it on record, then the verb that it calls for.

Forms and the API come through here, so that both refuse the same things. A body that the person may not see is
answered like one that does not exist.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from meeting_cadence.access import (
    NotAllowed,
    NotFound,
    Person,
    Role,
    may_record,
    may_relieve,
    may_see,
)
from meeting_cadence.actions.adopt import adopt
from meeting_cadence.actions.enter import Mapped, enter
from meeting_cadence.actions.ports import Desk, Receipt
from meeting_cadence.actions.record import record
from meeting_cadence.actions.refusals import EntryUnknown
from meeting_cadence.actions.relief import relief
from meeting_cadence.actions.replace import replace
from meeting_cadence.actions.retract import retract
from meeting_cadence.actions.windows import require_window
from meeting_cadence.ledger.entries import Fact, Relief, Replace, Retract
from meeting_cadence.queries.scope import bodies_of

EVERYWHERE = ""
"""Stands for every body, in an entry that names none."""


def enter_for(desk: Desk, person: Person, content: Mapped, *, request_key: str | None = None) -> Receipt:
    """Check the person's rights, then put the entry (one kind, in the keys of the ledger file) on the ledger.

    Raises NotFound (a body or entry out of sight), NotAllowed, and what the verb of that kind raises.
    """
    require_right(desk, person, content)
    by = person.name
    fields = _fields(content)
    if set(content) == {"act"}:
        return record(desk, fields, by=by, request_key=request_key)
    if set(content) == {"relief"}:
        return relief(desk, fields, by=by, request_key=request_key)
    if set(content) == {"retract"}:
        entry_id, reason, more = _correction(fields)
        return retract(desk, entry_id, reason=reason, by=by, more=more, request_key=request_key)
    if set(content) == {"replace"}:
        entry_id, reason, fact = _correction(fields)
        return replace(desk, entry_id, fact, reason=reason, by=by, request_key=request_key)
    if set(content) == {"adopt"} and (day := _day(fields.get("on"))) is not None:
        return _adopt(desk, fields, day, by, request_key)
    if set(content) == {"not_held"}:
        require_window(desk, _text(fields, "mandate"), _text(fields, "body"), _text(fields, "window"))
    return enter(desk, content, by=by, request_key=request_key)


def require_right(desk: Desk, person: Person, content: Mapped) -> None:
    """Raise NotFound or NotAllowed unless the person may put this entry on record."""
    kind = next(iter(content), "")
    fields = _fields(content)
    if kind in ("retract", "replace"):
        _require_correction(desk, person, fields)
    if kind == "replace":
        nested = {name: value for name, value in fields.items() if isinstance(value, Mapping)}
        for name, value in nested.items():
            _require_bodies(desk, person, name, _bodies_in(value))
    elif kind != "retract":
        _require_bodies(desk, person, kind, _bodies_in(fields))


def _correction(fields: Mapped) -> tuple[str, str, Mapped]:
    """What is corrected, why, and everything else that was given."""
    rest = {key: value for key, value in fields.items() if key not in ("entry", "reason")}
    return _text(fields, "entry"), _text(fields, "reason"), rest


def _require_correction(desk: Desk, person: Person, fields: Mapped) -> None:
    """A correction needs the right to all that it corrects; what concerns a body out of sight is not there at all."""
    history = desk.history(_text(fields, "entry"))
    if not history:
        raise EntryUnknown(_text(fields, "entry"))
    for found in history:
        content = found.entry.content
        fact: Fact | None = content.fact if isinstance(content, Replace) else None
        if not isinstance(content, (Replace, Retract)):
            fact = content
        if fact is not None:
            kind = "relief" if isinstance(fact, Relief) else fact.type
            try:
                _require_bodies(desk, person, kind, bodies_of(fact))
            except NotFound as out_of_sight:
                raise EntryUnknown(_text(fields, "entry")) from out_of_sight


def _require_bodies(desk: Desk, person: Person, kind: str, bodies: Iterable[str]) -> None:
    tree = desk.world.pack.tree
    for body in bodies:
        if body == EVERYWHERE:
            if person.scope is not None or person.role not in (Role.SECRETARY, Role.SUPERVISOR):
                raise NotAllowed(kind)
        elif not may_see(person, tree, body):
            raise NotFound(body)
        elif not _may(person, kind, desk, body):
            raise NotAllowed(kind)


def _may(person: Person, kind: str, desk: Desk, body: str) -> bool:
    tree = desk.world.pack.tree
    if kind == "relief":
        return may_relieve(person, tree, body)
    if kind == "adopt" and person.role is Role.ADMINISTRATOR:
        return True
    return may_record(person, tree, body)


def _bodies_in(fields: Mapped) -> list[str]:
    """The bodies that an entry names as its own; an entry that names none speaks of every body."""
    many = fields.get("bodies")
    named = [one for one in many if isinstance(one, str)] if isinstance(many, list) else []
    if isinstance(fields.get("body"), str):
        named.append(fields["body"])
    return named or [EVERYWHERE]


def _adopt(desk: Desk, fields: Mapped, on: date, by: str, request_key: str | None) -> Receipt:
    """The verb where the fields are what it takes; the check of the entry tells all others better."""
    complete = fields.get("complete_from")
    if set(fields) - {"regulation", "mandate", "body", "on", "complete_from"} or (
        complete and _day(complete) is None
    ):
        return enter(desk, {"adopt": fields}, by=by, request_key=request_key)
    if bool(fields.get("regulation")) == bool(fields.get("mandate")):
        return enter(desk, {"adopt": fields}, by=by, request_key=request_key)
    return adopt(
        desk,
        body=_text(fields, "body"),
        on=on,
        by=by,
        regulation=fields.get("regulation"),
        mandate=fields.get("mandate"),
        complete_from=_day(complete),
        request_key=request_key,
    )


def _fields(content: Mapped) -> Mapping[str, Any]:
    inside = next(iter(content.values()), None)
    return inside if isinstance(inside, Mapping) else {}


def _text(fields: Mapped, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
