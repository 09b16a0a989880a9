"""What pages ask of imports about tables of bodies and of people. `app` hands the verbs over as plain callables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from meeting_cadence.queries.world import World
from meeting_cadence.words.say import Language

Sort = Literal["bodies", "people"]


class BodyGiven(NamedTuple):
    """A row of a table of bodies. `definition`: what it says, in the keys of a pack, with the id."""

    row: int
    id: str
    definition: Mapping[str, Any]
    is_new: bool
    email: str | None = None
    """Of the secretariat that is told about it."""


class PersonGiven(NamedTuple):
    """A row of a table of people: somebody to sign in (`login`), to tell (`contact`, with `email`), or both."""

    row: int
    name: str
    login: str | None
    role: str | None
    scope: str | None
    email: str | None
    contact: str | None
    """As what the body of `scope` tells them: secretariat, chair, supervisor, member."""


@dataclass(frozen=True, slots=True)
class TablePort:
    """The verbs. Texts are tables as they are pasted, the header first; row 1 is the header."""

    text_of: Callable[[bytes, str, Sort], str]
    """(bytes of a .csv or .xlsx, its name, sort) → its table as a text to paste. Raises SheetRefused."""
    bodies: Callable[[str, World], Sequence[BodyGiven]]
    """Raises SheetRefused with every problem."""
    people: Callable[[str, World], Sequence[PersonGiven]]
    """Raises SheetRefused with every problem."""
    template: Callable[[Sort, World, Language], bytes]
    """A workbook to fill in: the header, an example, and a sheet of what may be written."""
