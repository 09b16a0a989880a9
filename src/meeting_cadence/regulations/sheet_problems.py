"""What is wrong with a table of past years: as any file's problems, but told by row and column letter."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from meeting_cadence.bodies import Text
from meeting_cadence.regulations.problems import Problem, Refused


class SheetRefused(Refused):
    """A table that is not to be imported. A problem's `line` is the row, its `column` counts from 1 (0: the row).

    `titles`: what the header says of each column, for people.
    """

    code: ClassVar[str] = "sheet_refused"

    def __init__(self, problems: Iterable[Problem], titles: Mapping[int, Text] | None = None) -> None:
        super().__init__(problems)
        self.titles: Mapping[int, Text] = titles or {}


def column_letter(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
