"""A row's standing and window in words."""

from typing import Final

from meeting_cadence.cadence import Deadline
from meeting_cadence.pages.labels import window_name
from meeting_cadence.pages.names import Names
from meeting_cadence.pages.rows import Row
from meeting_cadence.words.say import say

DONE_FACES: Final = ("met", "met_extended", "met_late", "open", "missed")
"""Faces that have another word for matters that are not meetings."""


def word_of(row: Row, names: Names) -> str:
    """The word of a row's face: meetings are held, other matters are done."""
    mandate = names.pack.mandate.get(row.mandate)
    if (mandate is None or not mandate.is_meeting) and row.face in DONE_FACES:
        return say(f"standings.done.{row.face}", names.language)
    return say(f"standings.{row.face}", names.language)


def window_in_words(row: Row, names: Names) -> str:
    """The window's name; of a deadline what triggered it: 任免…（appoint-ningbo）."""
    trigger = _trigger(row, names)
    if trigger is None:
        return window_name(row.label, names.language)
    named = window_name(row.label, names.language)
    return say("pages.window.trigger", names.language, trigger=names.kind(trigger), label=named)


def _trigger(row: Row, names: Names) -> str | None:
    mandate = names.pack.mandate.get(row.mandate)
    if mandate is None or row.form != "deadline" or row.label in ("first", "review"):
        return None
    clauses = mandate.versions[-1].clauses
    rule = clauses[row.clause].rule if row.clause < len(clauses) else None
    return (rule.trigger.event or rule.trigger.act) if isinstance(rule, Deadline) else None
