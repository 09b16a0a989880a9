"""Who a mandate obliges: a body by id, or every body that fits."""

from dataclasses import dataclass, field

from meeting_cadence.bodies.body import Body


def _same(value: int | float | str | bool, wanted: int | float | str | bool) -> bool:
    """Equal, and yes is not the number 1."""
    return value == wanted and isinstance(value, bool) == isinstance(wanted, bool)


@dataclass(frozen=True, slots=True)
class Condition:
    """One attribute's demand. A body without the attribute does not fit."""

    attribute: str
    equals: int | float | str | bool | None = None
    at_least: int | float | None = None
    at_most: int | float | None = None

    def fits(self, body: Body) -> bool:
        value = body.attributes.get(self.attribute)
        if value is None:
            return False
        if self.equals is not None and not _same(value, self.equals):
            return False
        if self.at_least is None and self.at_most is None:
            return True
        if isinstance(value, (str, bool)):
            return False
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """All that is given must hold. `under`: strictly below that body in the tree."""

    body: str | None = None
    tier: str | None = None
    role: str | None = None
    under: str | None = None
    conditions: tuple[Condition, ...] = field(default=())
