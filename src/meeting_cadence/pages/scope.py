"""The body and all below it that a page speaks of: the person's own, or one that the address names (`?under=`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class Scope:
    """`root` None: every body there is. `bodies`: those of the subtree that the person sees, superiors first.

    `is_whole`: they are all bodies there are, whether `root` names the highest of them or not.
    """

    root: str | None
    bodies: tuple[str, ...]
    name: str
    tops: tuple[str, ...]
    """The highest bodies of the scope: `root`, or all that have none above them."""
    asked: tuple[tuple[str, str], ...]
    """What links between reading pages carry along: the scope where it was named, the time where it is another."""
    is_whole: bool

    @property
    def all_or_these(self) -> tuple[str, ...] | None:
        """For questions to the store: None asks for every body."""
        return None if self.is_whole else self.bodies

    def href(self, path: str, /, **asked: object) -> str:
        """A page's address with this scope and time; what is given wins, None leaves out."""
        values: Mapping[str, object] = {**dict(self.asked), **asked}
        kept = {name: value for name, value in values.items() if value is not None}
        query = urlencode(kept, doseq=True)
        return path + (f"?{query}" if query else "")


def scope_of(visit: Visit, view: View) -> Scope:
    """The scope of a request. NotFound for a body that is not seen, existing or not."""
    questions = visit.request.query_params
    under = questions.get("under")
    root = view.body(under).id if under else view.person.scope
    tree = view.world.pack.tree
    asked = [(name, questions[name]) for name in ("under", "at", "known_at") if questions.get(name)]
    bodies = view.below(root)
    return Scope(
        root=root,
        bodies=bodies,
        name=view.names.body(root) if root else view.root_name(),
        tops=(root,) if root else tuple(one.id for one in tree if one.parent is None),
        asked=tuple(asked),
        is_whole=len(bodies) == len(tree),
    )
