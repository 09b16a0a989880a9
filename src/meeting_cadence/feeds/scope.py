"""What a feed shows: a body, a subtree or a mandate; its language, its history, its horizon."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

from meeting_cadence.access import Person, may_see, visible
from meeting_cadence.dates import add_months
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.feeds.names import Names
from meeting_cadence.queries.world import World
from meeting_cadence.words.say import Language, say

Kind = Literal["body", "subtree", "mandate"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

MONTHS_BACK: Final = 12
MONTHS_AHEAD: Final = 36
MOST_MONTHS: Final = 120


class OptionsRefused(MeetingCadenceError):
    """Options of a feed that are not possible; `subject` is the option."""

    code = "feed.options_refused"
    exit_status = 2
    http_status = 422


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose obligations. `id`: a body's (body, subtree) or a mandate's."""

    kind: Kind
    id: str

    def checked(self, world: World) -> "Scope":
        """Itself; NotFound (with the nearest id) where the world knows no such body or mandate."""
        if self.kind == "mandate":
            world.mandate(self.id)
        else:
            world.body(self.id)
        return self

    def bodies(self, world: World) -> tuple[str, ...]:
        """The ids of its bodies: the obliged ones of a mandate; none where the world no longer knows it."""
        if self.kind == "mandate":
            return world.obliged.get(self.id, ())
        if self.id not in world.pack.tree:
            return ()
        return tuple(world.pack.tree.subtree(self.id)) if self.kind == "subtree" else (self.id,)

    def is_seen_by(self, person: Person, world: World) -> bool:
        """Whether the person may see all of it (a body's subtree is seen with the body)."""
        if self.kind == "mandate":
            return set(self.bodies(world)) <= set(visible(person, world.pack.tree))
        return may_see(person, world.pack.tree, self.id)

    def title(self, names: Names) -> str:
        """What the calendar is called."""
        if self.kind == "mandate":
            return say("feeds.calendar.mandate", names.language, mandate=names.mandate(self.id))
        return say(f"feeds.calendar.{self.kind}", names.language, body=names.body(self.id))


@dataclass(frozen=True, slots=True)
class Options:
    """Fixed with the subscription, never in the query. Without `history`: nothing that is done and past."""

    language: Language = "zh"
    history: bool = True
    months_back: int = MONTHS_BACK
    months_ahead: int = MONTHS_AHEAD

    def __post_init__(self) -> None:
        if self.language not in ("zh", "en"):
            raise OptionsRefused("language", value=self.language)
        for name, least in (("months_back", 0), ("months_ahead", 1)):
            value = getattr(self, name)
            if not isinstance(value, int) or not least <= value <= MOST_MONTHS:
                raise OptionsRefused(name, value=value)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Options":
        """From a row; raises OptionsRefused."""
        return cls(**stored)

    def as_mapping(self) -> dict[str, Any]:
        return asdict(self)

    def first_day(self, today: date) -> date:
        """The first day of the horizon, inclusive."""
        return add_months(today, -self.months_back)

    def last_day(self, today: date) -> date:
        """The last day of the horizon, inclusive."""
        return add_months(today, self.months_ahead)
