"""A row's standing and window in words."""

from meeting_cadence.pages.rows import Row
from meeting_cadence.words.names import Names
from meeting_cadence.words.standings import standing_word
from meeting_cadence.words.windows import window_named


def word_of(row: Row, names: Names) -> str:
    """The word of a row's face: meetings are held, other matters are done."""
    mandate = names.pack.mandate.get(row.mandate)
    return standing_word(row.face, mandate, names.language)


def window_in_words(row: Row, names: Names) -> str:
    """The window's name; of a deadline what triggered it."""
    mandate = names.pack.mandate.get(row.mandate)
    return names.text(window_named(row.label, mandate, row.occasion))
