"""What planning needs to know of one obligation: a plain value, read from its stored row and its mandate."""

from datetime import date, datetime
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.alerts.hush import NONE, Hush
from meeting_cadence.standing.judgement import SETTLED, Standing

Phase = Literal["awaiting", "unrecorded", "broken", "quiet"]
"""An act is awaited; nothing is on record and a person must confirm; it was not done as required; nothing to say."""

Kind = Literal[
    "due_soon", "overdue", "missed", "confirm", "violated", "corrected", "invitation", "report", "all_clear"
]
"""What a notice says. `corrected`: those who were told of a fault learn that there was none.

`invitation`, `report` and `all_clear` are no alerts: they are about a meeting, the service itself, and a whole body.
"""

_PHASES: Final[dict[Standing, Phase]] = {
    Standing.UPCOMING: "awaiting",
    Standing.OPEN: "awaiting",
    Standing.OVERDUE: "awaiting",
    Standing.MISSED: "awaiting",
    Standing.NO_RECORD: "unrecorded",
    Standing.VIOLATED: "broken",
}

_KINDS: Final[dict[Standing, Kind]] = {
    Standing.UPCOMING: "due_soon",
    Standing.OPEN: "due_soon",
    Standing.OVERDUE: "overdue",
    Standing.MISSED: "missed",
    Standing.NO_RECORD: "confirm",
    Standing.VIOLATED: "violated",
}


class Watched(NamedTuple):
    """One obligation as alerts see it. Days are local to `zone`; instants are aware."""

    key: str
    body: str
    form: str
    standing: Standing
    opens: date | datetime | None
    due: date | datetime | None
    zone: ZoneInfo
    months: int | None = None
    """The period of its cadence, where it has one."""
    soft: bool = False
    """一般, 原则上: never told to superiors."""
    forecast: bool = False
    shown_overdue: bool = False
    """It was held in time, but shown as overdue until that was recorded."""
    levels: int = 1
    """Bodies above that have somebody to tell; the nearest hears on breach, the others by escalation."""
    hush: Hush = NONE
    """What was answered about this due revision."""
    told_violated: bool = False
    """People were told that it was not done as required."""

    @property
    def phase(self) -> Phase:
        """Reviews, forecasts, transition windows, superseded and settled ones are quiet."""
        if self.form == "review" or self.forecast:
            return "quiet"
        return _PHASES.get(self.standing, "quiet")

    @property
    def kind(self) -> Kind | None:
        """What to say now; None in a quiet phase, but for the correction of an alarm."""
        if self.phase == "quiet":
            return "corrected" if self.shown_overdue or self._cleared else None
        return _KINDS[self.standing]

    @property
    def _cleared(self) -> bool:
        """What was said to be a violation turned out to be none."""
        return self.told_violated and self.standing in SETTLED

    @property
    def due_revision(self) -> str:
        """A moved due day is another revision, and its rungs are told anew; empty: without a due day."""
        return "" if self.due is None else self.due.isoformat()

    @property
    def is_instant(self) -> bool:
        """An hour limit: told at once, day and night."""
        return isinstance(self.due, datetime)
