"""What an import did or would do, as plain JSON values: the same on the command line and over the API."""

from collections.abc import Sequence
from typing import Any

from meeting_cadence.imports.batches import Undone
from meeting_cadence.imports.effects import Change
from meeting_cadence.imports.prepare import Prepared
from meeting_cadence.ledger.write import entry_as_mapping


def import_answer(done: Prepared, *, preview: bool) -> dict[str, Any]:
    """`entries` by row, what was passed over, and the standings that change."""
    lines = zip(done.lines, done.entries, strict=True)
    return {
        "batch": done.batch,
        "written": not preview and bool(done.entries),
        "sheet": done.read.sheet,
        "entries": [{"row": line.row, "entry": entry_as_mapping(entry)} for line, entry in lines],
        "known": [one._asdict() for one in done.known],
        "examples": done.read.examples,
        "columns_unread": list(done.read.header.unread) if done.read.header else [],
        "sheets_unread": list(done.read.sheets_unread),
        "changes": _changes(done.changes),
    }


def undo_answer(done: Undone) -> dict[str, Any]:
    """How many entries were retracted, and the standings that change by it."""
    return {"batch": done.batch, "retracted": done.retracted, "changes": _changes(done.changes)}


def _changes(changes: Sequence[Change]) -> list[dict[str, Any]]:
    return [change._asdict() | {"due": change.due.isoformat() if change.due else None} for change in changes]
