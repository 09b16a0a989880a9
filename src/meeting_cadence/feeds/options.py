"""What a subscription shows and how: fixed with its token, never said in the address."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from meeting_cadence.dates import add_months
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.words.say import Language

MONTHS_BACK: Final = 12
MONTHS_AHEAD: Final = 36
MOST_MONTHS: Final = 120
MOST_REMINDERS: Final = 5
LONGEST_REMINDER_DAYS: Final = 366

CLOSED: Final = frozenset({"met", "met_extended", "met_late", "excused", "missed", "optional"})
"""Standings that a feed without history leaves out once their day has passed."""

REMINDED: Final = frozenset({"upcoming", "open"})
"""Standings that are still to be reminded of."""


class OptionsRefused(MeetingCadenceError):
    """Options of a feed that are not possible; `subject` is the option."""

    code = "feed.options_refused"
    exit_status = 2
    http_status = 422


@dataclass(frozen=True, slots=True)
class Options:
    """All options with their defaults. Raises OptionsRefused when made of impossible ones."""

    language: Language = "zh"
    history: bool = True
    """False: without deadlines that are done and past, and without past meetings."""
    cancelled: bool = True
    """False: a cancelled meeting leaves at once; True: it stays for thirty days, marked."""
    reminders: tuple[int, ...] = ()
    """How many days before an open deadline there is an entry of its own: (90, 30)."""
    standings: tuple[str, ...] = ()
    """Only deadlines of these standings, and no meetings; none: everything."""
    months_back: int = MONTHS_BACK
    months_ahead: int = MONTHS_AHEAD

    def __post_init__(self) -> None:
        if self.language not in ("zh", "en"):
            raise OptionsRefused("language", value=self.language)
        for name, least, most in (("months_back", 0, MOST_MONTHS), ("months_ahead", 1, MOST_MONTHS)):
            if not _is_whole(getattr(self, name), least, most):
                raise OptionsRefused(name, value=getattr(self, name))
        object.__setattr__(self, "reminders", _reminders(self.reminders))
        object.__setattr__(self, "standings", _standings(self.standings))

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Options":
        """From a row; options that an earlier release did not know have their defaults. Raises OptionsRefused."""
        return cls(**stored)

    def as_mapping(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    def first_day(self, today: date) -> date:
        """The first day of the horizon, inclusive."""
        return add_months(today, -self.months_back)

    def last_day(self, today: date) -> date:
        """The last day of the horizon, inclusive."""
        return add_months(today, self.months_ahead)

    def shows_standing(self, standing: str, due: date, today: date) -> bool:
        """Whether a deadline of that standing and day belongs into the calendar of today."""
        if self.standings and standing not in self.standings:
            return False
        return self.history or due >= today or standing not in CLOSED


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _reminders(days: Any) -> tuple[int, ...]:
    """Without repetitions, the earliest day first."""
    if not all(_is_whole(one, 1, LONGEST_REMINDER_DAYS) for one in days) or len(set(days)) > MOST_REMINDERS:
        raise OptionsRefused("reminders", value=", ".join(map(str, days)))
    return tuple(sorted(set(days), reverse=True))


def _standings(named: Any) -> tuple[str, ...]:
    """In the order in which standings are always told."""
    known = [one.value for one in Standing]
    if wrong := [str(one) for one in named if one not in known]:
        raise OptionsRefused("standings", value=", ".join(wrong))
    return tuple(one for one in known if one in named)
