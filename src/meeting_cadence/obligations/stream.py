"""A stream: one clause of one mandate as it binds one body (and member)."""

from dataclasses import dataclass
from datetime import date

from meeting_cadence.bodies import Body
from meeting_cadence.regulations.model import Clause, Force, Mandate


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """What all windows of one clause and body share."""

    mandate: Mandate
    clause: Clause
    body: Body
    position: int
    """The clause's position in its version, from 0."""
    clause_id: str
    """The clause's own id, else its position: lasting."""
    grid: int
    """The version that introduced the grid."""
    member: str | None
    """The member of `each_of` that this stream is about."""
    start: date | None
    """The day from which the clause binds this body; None: not known."""
    end: date | None = None
    """Half-open end: amended, abolished or out of force from this day; None while in force."""
    takes_over: bool = False
    """It began by an amendment (another grid) and not with the mandate."""

    @property
    def form(self) -> str:
        return self.clause.rule.form

    @property
    def force(self) -> Force:
        return self.clause.force
