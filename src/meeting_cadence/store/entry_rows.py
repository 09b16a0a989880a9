"""From the payload of a ledger row back to the entry: checked when it was written, only built here."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from meeting_cadence.ledger.entries import (
    Act,
    Adopt,
    Complete,
    Entry,
    Event,
    Fact,
    NextDue,
    NotHeld,
    Plan,
    Relief,
    Replace,
    Retract,
    When,
)

Fields = Mapping[str, Any]


def entry_of(payload: Fields, recorded: datetime | None, by: str | None) -> Entry:
    """The entry of a row."""
    if "retract" in payload:
        fields = payload["retract"]
        return Entry(Retract(fields["entry"], fields["reason"], id=fields.get("id")), recorded, by)
    if "replace" in payload:
        fields = payload["replace"]
        kind = next(key for key in _BUILD if key in fields)
        fact = _BUILD[kind](fields[kind])
        return Entry(Replace(fields["entry"], fields["reason"], fact, id=fields.get("id")), recorded, by)
    kind = next(key for key in _BUILD if key in payload)
    return Entry(_BUILD[kind](payload[kind]), recorded, by)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _when(text: str) -> When:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def _maybe(text: str | None) -> When | None:
    return None if text is None else _when(text)


def _bodies(fields: Fields) -> tuple[str, ...]:
    return (fields["body"],) if fields.get("body") is not None else tuple(fields["bodies"])


def _act(fields: Fields) -> Act:
    return Act(
        bodies=_bodies(fields),
        kind=fields["kind"],
        start=_when(fields["start"]),
        id=fields.get("id"),
        end=_maybe(fields.get("end")),
        ordinal=fields.get("ordinal"),
        form=fields.get("form"),
        part=fields.get("part") or "main",
        present=fields.get("present"),
        entitled=fields.get("entitled"),
        items=frozenset(fields.get("items") or ()),
        about=tuple(fields.get("about") or ()),
        series=fields.get("series"),
        plan=fields.get("plan"),
        counts_for=tuple(sorted((fields.get("counts_for") or {}).items())),
        title=fields.get("title"),
        place=fields.get("place"),
        evidence=tuple(fields.get("evidence") or ()),
    )


def _plan(fields: Fields) -> Plan:
    return Plan(
        id=fields["id"],
        bodies=_bodies(fields),
        kind=fields["kind"],
        start=_when(fields["start"]),
        status=fields.get("status") or "confirmed",
        decided=_day(fields.get("decided")),
        end=_maybe(fields.get("end")),
        items=frozenset(fields.get("items") or ()),
        form=fields.get("form"),
        title=fields.get("title"),
        place=fields.get("place"),
    )


def _event(fields: Fields) -> Event:
    return Event(
        body=fields["body"],
        kind=fields["kind"],
        at=_when(fields["at"]),
        id=fields.get("id"),
        title=fields.get("title"),
    )


def _relief(fields: Fields) -> Relief:
    return Relief(
        mandate=fields["mandate"],
        body=fields["body"],
        relief=fields["type"],
        granted=date.fromisoformat(fields["granted"]),
        window=fields.get("window"),
        until=_day(fields.get("until")),
        start=_day(fields.get("from")),
        authority=fields.get("authority"),
        authority_body=fields.get("authority_body"),
        instrument=fields.get("instrument"),
        retroactive=bool(fields.get("retroactive")),
        id=fields.get("id"),
    )


def _adopt(fields: Fields) -> Adopt:
    return Adopt(
        body=fields["body"],
        on=date.fromisoformat(fields["on"]),
        regulation=fields.get("regulation"),
        mandate=fields.get("mandate"),
        complete_from=_day(fields.get("complete_from")),
        id=fields.get("id"),
    )


def _complete(fields: Fields) -> Complete:
    return Complete(
        body=fields.get("body"),
        act=fields.get("act"),
        start=_day(fields.get("from")),
        declared=_day(fields.get("declared")),
        id=fields.get("id"),
    )


def _next_due(fields: Fields) -> NextDue:
    return NextDue(
        mandate=fields["mandate"],
        body=fields["body"],
        on=date.fromisoformat(fields["on"]),
        decided=_day(fields.get("decided")),
        id=fields.get("id"),
    )


def _not_held(fields: Fields) -> NotHeld:
    return NotHeld(
        mandate=fields["mandate"],
        body=fields["body"],
        window=fields["window"],
        confirmed=_day(fields.get("confirmed")),
        id=fields.get("id"),
    )


_BUILD: Final[Mapping[str, Callable[[Fields], Fact]]] = {
    "act": _act,
    "plan": _plan,
    "event": _event,
    "relief": _relief,
    "adopt": _adopt,
    "complete": _complete,
    "next_due": _next_due,
    "not_held": _not_held,
}
