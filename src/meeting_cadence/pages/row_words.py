"""A row's standing and window in words."""

from typing import Final

from meeting_cadence.pages.rows import Row
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import say
from meeting_cadence.words.windows import window_named

DONE_FACES: Final = ("met", "met_extended", "met_late", "open", "missed")
"""Faces that have another word for matters that are not meetings."""


def word_of(row: Row, names: Names) -> str:
    """The word of a row's face: meetings are held, other matters are done."""
    mandate = names.pack.mandate.get(row.mandate)
    if (mandate is None or not mandate.is_meeting) and row.face in DONE_FACES:
        return say(f"standings.done.{row.face}", names.language)
    return say(f"standings.{row.face}", names.language)


def window_in_words(row: Row, names: Names) -> str:
    """The window's name; of a deadline with what triggered it."""
    mandate = names.pack.mandate.get(row.mandate)
    return names.text(window_named(row.label, mandate, form=row.form, clause=row.clause))
