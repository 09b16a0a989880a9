"""In what an obligation was not kept: the order, the maximum or the least distance; with what a mail says of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from meeting_cadence.bodies import Text
from meeting_cadence.words.say import Language, say

Fault = Literal["order", "cap", "distance"]


class Violation(NamedTuple):
    """What was demanded and what is on record instead. Days are local to the body."""

    fault: Fault
    demand: Text
    """The cadence of the clause, in words."""
    event_day: date | None = None
    """`order`: when it happened that the act should have come before."""
    most: int = 0
    held: int = 0
    """`cap`: so many are allowed, so many are on record."""
    not_before: date | None = None
    held_on: date | None = None
    """`distance`: the earliest permitted day, and the day on record."""

    def headline(self, language: Language) -> str:
        """The point of it, for a subject line."""
        return say(f"alerts.subject.violated.{self.fault}", language, **self._values)

    def lead(self, language: Language, **named: Any) -> str:
        """The first sentence; `named`: body, title and label."""
        return say(f"alerts.lead.violated.{self.fault}", language, **self._values, **named)

    def facts(self, language: Language) -> Iterator[tuple[str, str]]:
        """What was demanded, and what is on record."""
        yield say("alerts.fact.demand", language), self.demand.in_language(language)
        name = "event" if self.fault == "order" else "on_record"
        value = say(f"alerts.value.violated.{self.fault}", language, **self._values)
        yield say(f"alerts.fact.violated.{name}", language), value

    def actions(self, language: Language) -> Iterator[str]:
        """What can still be recorded or corrected."""
        if self.fault == "order":
            yield say("alerts.do.violated.record", language)
        yield say(f"alerts.do.violated.{self.fault}", language)
        yield say("alerts.do.violated.explain", language)

    @property
    def _values(self) -> dict[str, Any]:
        return self._asdict()
