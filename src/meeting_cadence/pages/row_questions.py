"""The lists that pages show: which rows each holds. Figures, lists and their files ask the same questions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from meeting_cadence.pages.rows import AWAITED, LATE
from meeting_cadence.queries.board import Question

IN_TIME = ("met", "met_extended")
NOT_IN_TIME = ("met_late", *LATE)


def late(bodies: Sequence[str] | None, force: str = "must") -> Question:
    """What should have been done and was not; duties that are soft (`normally`) are asked for apart."""
    return Question(bodies, standings=("overdue",), binding_only=True, force=force)


def unrecorded(bodies: Sequence[str] | None, today: date) -> Question:
    """Windows past their due without a record, and those without days, which a person has to confirm."""
    until = today - timedelta(days=1)
    return Question(bodies, standings=("no_record",), due_to=until, undated_too=True, reviews=False)


def coming(bodies: Sequence[str] | None, today: date, days: int) -> Question:
    """What is awaited and due from today on within so many days."""
    question = Question(bodies, standings=AWAITED, binding_only=True)
    return replace(question, due_from=today, due_to=today + timedelta(days=days))


def decided(bodies: Sequence[str] | None, year: int, *, in_time: bool) -> Question:
    """What had to be done by days of a year and is decided: in time, or not."""
    return Question(
        bodies,
        standings=IN_TIME if in_time else NOT_IN_TIME,
        due_from=date(year, 1, 1),
        due_to=date(year, 12, 31),
        binding_only=True,
        force="must",
        reviews=False,
    )
