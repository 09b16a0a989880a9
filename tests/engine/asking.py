"""Ask the engine as users do: a pack and a ledger as plain mappings, read by the real readers, judged, as rows.

A question here is one body `b` under one mandate `m` (act kind `meet`, in force since 2020-01-01, the ledger declared
complete) unless it says otherwise.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from meeting_cadence.dates.holiday_table import tables_with
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.entries import Ledger
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.queries.judgement_row import as_row
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.judgement import Judgement

Row = dict[str, Any]
TABLES: Tables = tables_with({})


def quota(**rule: Any) -> Row:
    return {"quota": {"min": 1, "per": "1y", **rule}}


def gap(**rule: Any) -> Row:
    return {"gap": {key: value for key, value in {"max": "1y", **rule}.items() if value is not None}}


def after(trigger: Row, within: str | None, **rule: Any) -> Row:
    return {"deadline": {"after": trigger, "within": within, **rule}}


def before(trigger: Row, at_least: str, **rule: Any) -> Row:
    return {"deadline": {"before": trigger, "at_least": at_least, **rule}}


def duty(*clauses: Row, id: str = "m", effective: str | None = "2020-01-01", **more: Any) -> Row:
    """A mandate; `by` names who is obliged, otherwise it is the body `b`."""
    mandate = {"id": id, "title": id, "obliged": more.pop("obliged", {"body": "b"}), "act": "meet"}
    if effective is not None:
        mandate["effective"] = effective
    if clauses:
        mandate["clauses"] = list(clauses)
    return mandate | more


def body(id: str = "b", **more: Any) -> Row:
    return {"id": id, "name": id, **more}


def meet(start: str, **more: Any) -> Row:
    recorded = {"recorded": more.pop("recorded")} if "recorded" in more else {}
    who = {} if "bodies" in more else {"body": more.pop("body", "b")}
    return {"act": {**who, "kind": "meet", "start": start, **more}, **recorded}


def plan(start: str, id: str = "p", **more: Any) -> Row:
    recorded = {"recorded": more.pop("recorded")} if "recorded" in more else {}
    return {"plan": {"id": id, "body": "b", "kind": "meet", "start": start, **more}, **recorded}


def event(at: str, id: str | None = None, **more: Any) -> Row:
    named = {"id": id} if id is not None else {}
    return {"event": {"body": "b", "kind": "incident", "at": at, **named, **more}}


def relief(type: str, window: str | None = None, **more: Any) -> Row:
    named = {"window": window} if window is not None else {}
    return {"relief": {"mandate": "m", "body": "b", "type": type, **named, **more}}


def pack_of(*mandates: Row, bodies: Sequence[Row] | None = None, **more: Any) -> Pack:
    """One regulation with those mandates. `more`: keys of the pack; `until` goes to the regulation."""
    regulation = {"id": "r", "title": "R", "mandates": list(mandates)}
    for key in ("until",):
        if key in more:
            regulation[key] = more.pop(key)
    whole = {
        "format": 1,
        "pack": "asked",
        "title": "Asked",
        "timezone": "Asia/Shanghai",
        "bodies": list(bodies or [body()]),
        "regulations": [regulation],
        **more,
    }
    return _pack(json.dumps(whole))


@lru_cache(maxsize=512)
def _pack(text: str) -> Pack:
    return read_pack_text(text, name="pack.json", include=lambda name: "")


def ledger_of(pack: Pack, entries: Sequence[Row], **declared: Any) -> Ledger:
    text = json.dumps({"format": 1, **declared, "entries": list(entries)})
    return read_ledger(text, name="ledger.json", pack=pack)


def moment(at: str | date | datetime) -> date | datetime:
    if not isinstance(at, str):
        return at
    return datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)


def board_of(
    pack: Pack,
    entries: Sequence[Row],
    at: str | date | datetime,
    *,
    known_at: str | None = None,
    span: tuple[str | None, str | None] = (None, None),
    declared: Mapping[str, Any] | None = None,
    explained: bool = True,
) -> list[Judgement]:
    ledger = ledger_of(pack, entries, **({"complete_from": None} if declared is None else declared))
    known = datetime.fromisoformat(known_at) if known_at else None
    start, end = (date.fromisoformat(day) if day else None for day in span)
    facts = Facts.fold(ledger.entries, known_at=known)
    return read_board(pack, facts, at=moment(at), tables=TABLES, start=start, end=end, explained=explained)


def rows_of(pack: Pack | Row, *entries: Row, at: str | date | datetime, **more: Any) -> list[Row]:
    """The rows as the judgement format has them. A mandate may stand for its pack."""
    whole = pack if isinstance(pack, Pack) else pack_of(pack)
    return [as_row(row, why=False) for row in board_of(whole, entries, at, **more)]


def by_window(pack: Pack | Row, *entries: Row, at: str | date | datetime, **more: Any) -> dict[str, Row]:
    """The rows by window label, which must be unique."""
    rows = rows_of(pack, *entries, at=at, **more)
    found = {row["window"]: row for row in rows}
    assert len(found) == len(rows), "several rows of one label: ask rows_of"
    return found


def standings(pack: Pack | Row, *entries: Row, at: str | date | datetime, **more: Any) -> dict[str, str]:
    """Window label to standing."""
    return {label: row["standing"] for label, row in by_window(pack, *entries, at=at, **more).items()}


def pick(row: Row, *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)
