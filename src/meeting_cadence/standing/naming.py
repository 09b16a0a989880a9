"""Which window an act names (`counts_for`), and whose label that is: an act that names one serves it and no other."""

from meeting_cadence.cadence import Quota, Rule
from meeting_cadence.cadence.grid import is_label_of
from meeting_cadence.cadence.labels import can_be_called
from meeting_cadence.obligations.stream import Stream
from meeting_cadence.standing.hits import Hit


def label_named(hit: Hit, mandate: str) -> str | None:
    """The label of the window that an act names for a mandate."""
    return next((label for name, label in hit.act.counts_for if name == mandate), None)


def is_of_clause(stream: Stream, label: str) -> bool:
    """Whether a label can only mean a window of this clause: one out of range, or of another version's grid.

    An act that names such a window serves that one, and nothing here. A label of another clause's shape (the quarter
    of a clause beside this one) says nothing about this clause.
    """
    return any(
        clause_id == stream.clause_id and isinstance(rule, Quota) and is_label_of(rule, label)
        for clause_id, rule in _clauses(stream)
    )


def is_of_another_clause(stream: Stream, label: str) -> bool:
    """Whether another clause of the mandate may have a window of that label."""
    return any(
        clause_id != stream.clause_id and can_be_called(rule, label) for clause_id, rule in _clauses(stream)
    )


def _clauses(stream: Stream) -> list[tuple[str, Rule]]:
    """The clauses of all versions with their lasting ids."""
    return [
        (clause.id or str(position), clause.rule)
        for version in stream.mandate.versions
        for position, clause in enumerate(version.clauses)
    ]
