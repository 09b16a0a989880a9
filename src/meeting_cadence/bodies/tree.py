"""The tree of bodies: superiors, subtrees, selection in the fixed administrative order."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from meeting_cadence.bodies.body import Body
from meeting_cadence.bodies.selector import Selector

_LAST = 1 << 60


def in_order(body: Body) -> tuple[int, str]:
    """The sort key of bodies: their fixed `order`, those without one last, then the id."""
    return (_LAST if body.order is None else body.order, body.id)


class Tree:
    """Bodies by id. Parents and predecessors must exist and must not run in a circle (the pack checks that)."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self.bodies: dict[str, Body] = {body.id: body for body in sorted(bodies, key=in_order)}
        self._selected: dict[str, list[Body]] = {}

    def __iter__(self) -> Iterator[Body]:
        return iter(self.bodies.values())

    def __len__(self) -> int:
        return len(self.bodies)

    def __getitem__(self, body_id: str) -> Body:
        return self.bodies[body_id]

    def __contains__(self, body_id: object) -> bool:
        return body_id in self.bodies

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """Ids of the bodies directly below each body, in order."""
        below: dict[str, list[str]] = {}
        for body in self:
            if body.parent is not None:
                below.setdefault(body.parent, []).append(body.id)
        return {parent: tuple(ids) for parent, ids in below.items()}

    @cached_property
    def successors(self) -> dict[str, tuple[str, ...]]:
        """Ids of the bodies that carry on each body."""
        after: dict[str, list[str]] = {}
        for body in self:
            for old in body.predecessors:
                after.setdefault(old, []).append(body.id)
        return {old: tuple(ids) for old, ids in after.items()}

    def superior(self, body: Body) -> Body | None:
        """The body directly above."""
        return self.bodies.get(body.parent) if body.parent is not None else None

    def above(self, body: Body) -> Iterator[Body]:
        """Superiors, the nearest first."""
        superior = self.superior(body)
        while superior is not None:
            yield superior
            superior = self.superior(superior)

    def subtree(self, root: str) -> list[str]:
        """The ids of `root` and all bodies below it, each superior before its inferiors."""
        found, queue = [], [root]
        while queue:
            current = queue.pop()
            found.append(current)
            queue.extend(reversed(self.children.get(current, ())))
        return found

    def lineage(self, body: Body) -> tuple[str, ...]:
        """The body's own id and those of all its predecessors: their acts are its acts."""
        if not body.predecessors:
            return (body.id,)
        found: list[str] = []
        queue = [body.id]
        while queue:
            current = queue.pop()
            if current not in found:
                found.append(current)
                if current in self.bodies:
                    queue.extend(self.bodies[current].predecessors)
        return tuple(found)

    def select(self, selectors: Sequence[Selector]) -> list[Body]:
        """Every body that fits at least one selector, in the fixed order, each once. Selected once, then remembered."""
        asked = repr(selectors)  # by its text: `yes` and the number 1 are equal as values
        if asked not in self._selected:
            self._selected[asked] = self._select(selectors)
        return list(self._selected[asked])

    def _select(self, selectors: Sequence[Selector]) -> list[Body]:
        if (
            len(selectors) == 1
            and selectors[0].body is not None
            and selectors[0] == Selector(body=selectors[0].body)
        ):
            body = self.bodies.get(selectors[0].body)
            return [body] if body else []
        return [body for body in self if any(self._fits(body, selector) for selector in selectors)]

    def _fits(self, body: Body, selector: Selector) -> bool:
        return (
            (selector.body is None or body.id == selector.body)
            and (selector.tier is None or body.tier == selector.tier)
            and (selector.role is None or selector.role in body.roles)
            and (selector.under is None or any(above.id == selector.under for above in self.above(body)))
            and all(condition.fits(body) for condition in selector.conditions)
        )
