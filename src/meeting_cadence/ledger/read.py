"""From a ledger's text, or one entry of a form, to checked entries; or `LedgerRefused` with all problems."""

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from meeting_cadence.ledger.check_ledger import LineDraft, check_ledger, check_one
from meeting_cadence.ledger.desk import Desk, entry_id
from meeting_cadence.ledger.entries import Complete, Entry, Fact, Ledger, Replace, Retract
from meeting_cadence.ledger.read_acts import read_act, read_event, read_plan
from meeting_cadence.ledger.read_decisions import (
    read_adopt,
    read_complete,
    read_next_due,
    read_not_held,
    read_relief,
)
from meeting_cadence.regulations.document import MOST_BYTES, Node, from_value, read_document
from meeting_cadence.regulations.fields import Fields
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.problems import LedgerRefused, Report
from meeting_cadence.regulations.read import check_format, read_file

_FACTS: Final[dict[str, Callable[[Node, Desk], Fact | None]]] = {
    "act": read_act,
    "plan": read_plan,
    "event": read_event,
    "relief": read_relief,
    "adopt": read_adopt,
    "complete": read_complete,
    "next_due": read_next_due,
    "not_held": read_not_held,
}
TYPES: Final = (*_FACTS, "retract", "replace")
ENTRY: Final = "entry"
"""The file name of problems of an entry that stands in no file."""


def read_ledger_file(path: Path, *, pack: Pack) -> Ledger:
    """The ledger in a file. Raises LedgerRefused."""
    report = Report()
    text = read_file(path, report)
    if text is None:
        raise LedgerRefused(report.in_order())
    return read_ledger(text, name=str(path), pack=pack)


def read_ledger(text: str | bytes, *, name: str, pack: Pack, most_bytes: int = MOST_BYTES) -> Ledger:
    """The ledger in a text called `name`, about the bodies and mandates of `pack`. Raises LedgerRefused."""
    desk = Desk(pack, Report())
    document = read_document(text, name, desk.report, most_bytes=most_bytes)
    lines: list[LineDraft] = []
    declared: list[Entry] = []
    if document is not None:
        fields = Fields(document, desk.report, required=("format",), optional=("complete_from", "entries"))
        check_format(fields)
        declared = _declared(fields)
        lines = [_line(node, desk) for node in fields.items("entries")]
        check_ledger(lines, desk)
    if desk.report:
        raise LedgerRefused(desk.report.in_order())
    return Ledger((*declared, *(line.entry for line in lines if line.entry is not None)))


def read_entry(
    mapping: Mapping[str, object], *, pack: Pack, known_ids: Container[str] | None = None
) -> Entry:
    """One entry, as it would stand under `entries`, with the same checks. Raises LedgerRefused.

    `known_ids`: the ids on record, or a mapping from each id to its type (act, plan, …), which also tells
    whether a replacement is of the same type. None: references to other entries are not checked.
    """
    desk = Desk(pack, Report())
    line = _line(from_value(mapping, ENTRY), desk)
    if known_ids is not None:
        check_one(line, desk, known_ids)
    if desk.report or line.entry is None:
        raise LedgerRefused(desk.report.in_order())
    return line.entry


def _declared(fields: Fields) -> list[Entry]:
    """`complete_from` at the top: null: from the beginning; omitted: nothing is declared."""
    if "complete_from" not in fields:
        return []
    return [Entry(Complete(start=fields.day("complete_from")))]


def _line(node: Node, desk: Desk) -> LineDraft:
    fields = Fields(node, desk.report, optional=(*TYPES, "recorded", "by"))
    recorded, by = fields.instant("recorded"), fields.text("by")
    type_ = fields.one_of(*TYPES)
    if type_ is None:
        return LineDraft(None, None, node, None)
    content_node = fields.at(type_)
    content: Fact | Retract | Replace | None
    if type_ == "retract":
        content = _retract(content_node, desk)
    elif type_ == "replace":
        content = _replace(content_node, desk)
    else:
        content = _FACTS[type_](content_node, desk)
    given = _given_id(content_node)
    entry = Entry(content, recorded, by) if content is not None else None
    return LineDraft(type_, entry, content_node, given)


def _given_id(node: Node) -> str | None:
    """The id of a content as it is written, also when the rest cannot be read."""
    value = node.value.get("id") if isinstance(node.value, dict) else None
    return value.value if value is not None and isinstance(value.value, str) else None


def _retract(node: Node, desk: Desk) -> Retract | None:
    fields = Fields(node, desk.report, required=("entry", "reason"), optional=("id",))
    entry, reason, own_id = entry_id(fields, "entry"), fields.text("reason"), entry_id(fields)
    return Retract(entry, reason, own_id) if entry is not None and reason is not None else None


def _replace(node: Node, desk: Desk) -> Replace | None:
    """A correction. What replaces keeps the id of what it replaces."""
    fields = Fields(node, desk.report, required=("entry", "reason"), optional=("id", *_FACTS))
    entry, reason, own_id = entry_id(fields, "entry"), fields.text("reason"), entry_id(fields)
    type_ = fields.one_of(*_FACTS)
    if type_ is None:
        return None
    fact_node = fields.at(type_)
    fact = read_plan(fact_node, desk, id=entry or "?") if type_ == "plan" else _FACTS[type_](fact_node, desk)
    if entry is None or reason is None or fact is None:
        return None
    if fact.id is not None and fact.id != entry:
        desk.report.add(fact_node.value["id"], "replacement_keeps_id", id=fact.id, entry=entry)
        return None
    return Replace(entry, reason, replace(fact, id=entry), own_id)
