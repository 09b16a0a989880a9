"""What is wrong with a file: every problem, with the place where it stands."""

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, ClassVar, Final, NamedTuple, Protocol

from meeting_cadence.errors import MeetingCadenceError


class Problem(NamedTuple):
    """One thing to mend. `words.problems` has the sentence of its code.

    `line` and `column` count from 1; both are 0 where there is no text (a missing file, a form's entry).
    """

    code: str
    file: str
    line: int
    column: int
    values: Mapping[str, Any]


class Refused(MeetingCadenceError):
    """A file or an entry is refused whole, with all its problems in the order of the text."""

    code: ClassVar[str] = "refused"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 422

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems[0].file if self.problems else "", count=len(self.problems))


class PackRefused(Refused):
    """A pack (or one of its includes) is not as the format says."""

    code: ClassVar[str] = "pack_refused"


class LedgerRefused(Refused):
    """A ledger or a single entry is not as the format says."""

    code: ClassVar[str] = "ledger_refused"


MOST_PROBLEMS: Final = 1000
"""A file with more is no pack and no ledger; telling them all would take longer than reading it."""
_MOST_COMPARISONS: Final = 200_000
"""Comparing takes some microseconds: about a second in all."""


class Place(Protocol):
    """Where something stands: a node, a key, a file."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Spot(NamedTuple):
    """A place without a value: a key, a character, a whole file."""

    file: str
    line: int = 0
    column: int = 0


class Report:
    """Collects the problems of one reading, of all files involved."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._files: list[str] = []
        self._comparisons = 0

    def __bool__(self) -> bool:
        return bool(self._problems)

    def open_file(self, file: str) -> None:
        """Files are told in the order in which they were opened."""
        if file not in self._files:
            self._files.append(file)

    def add(self, place: Place, code: str, /, **values: Any) -> None:
        """Note a problem at a place. After a thousand nobody reads on: then only that there are more."""
        if len(self._problems) == MOST_PROBLEMS:
            code, values = "too_many_problems", {"limit": MOST_PROBLEMS}
        if len(self._problems) <= MOST_PROBLEMS:
            self._problems.append(Problem(code, place.file, place.line, place.column, values))

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """The known word that was probably meant. A file that is wrong throughout soon gets no more suggestions."""
        if self._comparisons > _MOST_COMPARISONS:
            return None
        self._comparisons += len(known)
        return nearest(word, known)

    def in_order(self) -> tuple[Problem, ...]:
        """Each problem once, by file, line and column."""
        rank = {file: number for number, file in enumerate(self._files)}
        single = {(one.file, one.line, one.column, one.code, repr(one.values)): one for one in self._problems}
        last = len(rank)
        return tuple(sorted(single.values(), key=lambda one: (rank.get(one.file, last), *one[2:4], one.code)))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None when none is near."""
    found = get_close_matches(word[:200], sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None
