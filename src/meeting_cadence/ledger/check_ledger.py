"""How the entries of a ledger fit together: ids, plans, corrections, triggers of one day."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from meeting_cadence.cadence import Deadline
from meeting_cadence.ledger.desk import Desk, day_of
from meeting_cadence.ledger.entries import Act, Entry, Event, Replace, Retract
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.model import Pack


class LineDraft(NamedTuple):
    """One entry as read. `entry` is None when it could not be; the id then still counts as given."""

    type: str | None
    entry: Entry | None
    node: Node
    id: str | None

    def at(self, key: str) -> Node:
        """Where a key of the content stands."""
        found: Node = self.node.value.get(key, self.node)
        return found


def check_ledger(lines: Sequence[LineDraft], desk: Desk) -> None:
    """Every check that needs more than one entry."""
    types = _check_ids(lines, desk)
    for line in lines:
        _check_references(line, desk, types)
    _check_shared_days(lines, desk)


def check_one(line: LineDraft, desk: Desk, known_ids: Container[str]) -> None:
    """The same checks for one entry that is to join those on record."""
    types: Mapping[str, str | None] = known_ids if isinstance(known_ids, Mapping) else _Unsorted(known_ids)
    joins = line.type == "plan" and line.id in types and types[line.id or ""] in ("plan", None)
    if line.id is not None and line.id in types and not joins:
        desk.report.add(line.at("id"), "on_record", id=line.id)
    _check_references(line, desk, types)


class _Unsorted(dict[str, Any]):
    """Ids whose types are not known."""

    def __init__(self, ids: Container[str]) -> None:
        super().__init__()
        self._ids = ids

    def __contains__(self, id: object) -> bool:
        return id in self._ids

    def __missing__(self, id: str) -> None:
        return None


def _check_ids(lines: Iterable[LineDraft], desk: Desk) -> dict[str, str | None]:
    """Ids and their types. Entries of one plan share an id and differ in when they were recorded."""
    types: dict[str, str | None] = {}
    first: dict[str, Node] = {}
    recorded: dict[str, set[datetime | None]] = {}
    for line in lines:
        if line.id is None:
            continue
        node = line.at("id")
        known = line.entry.recorded if line.entry is not None else None
        if line.id not in types:
            types[line.id], first[line.id], recorded[line.id] = line.type, node, {known}
        elif types[line.id] == line.type == "plan":
            if line.entry is not None and known in recorded[line.id]:
                desk.report.add(node, "plan_recorded_twice", id=line.id, there=_place(first[line.id]))
            recorded[line.id].add(known)
        else:
            desk.report.add(node, "duplicate_id", sort="entry", id=line.id, there=_place(first[line.id]))
    return types


def _place(node: Node) -> str:
    return f"{node.file}:{node.line}"


def _check_references(line: LineDraft, desk: Desk, types: Mapping[str, str | None]) -> None:
    content = line.entry.content if line.entry is not None else None
    if isinstance(content, Act) and content.plan is not None:
        _check_plan(content.plan, line.at("plan"), desk, types)
    elif isinstance(content, (Retract, Replace)):
        _check_correction(content, line, desk, types)
        fact = content.fact if isinstance(content, Replace) else None
        if isinstance(fact, Act) and fact.plan is not None:
            _check_plan(fact.plan, line.at("act").value["plan"], desk, types)


def _check_plan(plan: str, node: Node, desk: Desk, types: Mapping[str, str | None]) -> None:
    if plan not in types or types[plan] not in ("plan", None):
        near = desk.report.nearest(plan, [id for id, type_ in types.items() if type_ == "plan"])
        desk.report.add(node, "unknown_plan", id=plan, nearest=near)


def _check_correction(
    content: Retract | Replace, line: LineDraft, desk: Desk, types: Mapping[str, str | None]
) -> None:
    node = line.at("entry")
    if content.entry not in types or content.entry == content.id:
        near = desk.report.nearest(content.entry, [id for id in types if id != content.id])
        desk.report.add(node, "unknown_entry", id=content.entry, nearest=near)
    elif isinstance(content, Replace) and types[content.entry] not in (content.fact.type, None):
        known = types[content.entry]
        desk.report.add(node, "replaces_other_type", id=content.entry, type=known, by=content.fact.type)


def _check_shared_days(lines: Sequence[LineDraft], desk: Desk) -> None:
    """Where two triggers of a kind share a day, their windows need ids to be told apart."""
    kinds = _trigger_kinds(desk.pack)
    days: dict[tuple[str, str, str, date], list[LineDraft]] = {}
    for line in lines:
        content = line.entry.content if line.entry is not None else None
        if isinstance(content, Event):
            day = day_of(content.at, desk.zone(content.body))
            days.setdefault(("event", content.body, content.kind, day), []).append(line)
        elif isinstance(content, Act) and (content.kind in kinds or not kinds.isdisjoint(content.items)):
            for body in content.bodies:
                day = day_of(content.start, desk.zone(body))
                days.setdefault(("act", body, content.kind, day), []).append(line)
    for (_, _, kind, day), together in days.items():
        for line in together if len(together) > 1 else ():
            if line.id is None:
                desk.report.add(line.node, "id_needed", kind=kind, day=day)


def _trigger_kinds(pack: Pack) -> set[str]:
    """Act kinds from which deadlines run."""
    return {
        clause.rule.trigger.act
        for mandate in pack.mandates
        for version in mandate.versions
        for clause in version.clauses
        if isinstance(clause.rule, Deadline) and clause.rule.trigger.act is not None
    }
