"""Whose obligations a feed shows: a body's, a subtree's, a mandate's, or all that a person works for."""

import hashlib
import json
from dataclasses import dataclass
from typing import Final, Literal, get_args

from meeting_cadence.access import Person, may_see, visible
from meeting_cadence.feeds.names import Names
from meeting_cadence.feeds.options import Options
from meeting_cadence.queries.world import World
from meeting_cadence.words.say import say

Kind = Literal["body", "subtree", "mandate", "mine"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Scope:
    """`id`: a body's (body, subtree) or a mandate's; of `mine` the body the person works for, empty: every body.

    A feed of the kind `mine` follows its person: with another scope it shows that one from the next request on.
    """

    kind: Kind
    id: str

    def checked(self, world: World) -> "Scope":
        """Itself; NotFound (with the nearest id) where the world knows no such body or mandate."""
        if self.kind == "mandate":
            world.mandate(self.id)
        elif self.kind != "mine" or self.id:
            world.body(self.id)
        return self

    def bodies(self, world: World) -> tuple[str, ...]:
        """The ids of its bodies: the obliged ones of a mandate; none where the world no longer knows it."""
        tree = world.pack.tree
        if self.kind == "mandate":
            return world.obliged.get(self.id, ())
        if self.kind == "mine" and not self.id:
            return tuple(tree.bodies)
        if self.id not in tree:
            return ()
        return (self.id,) if self.kind == "body" else tuple(tree.subtree(self.id))

    def is_seen_by(self, person: Person, world: World) -> bool:
        """Whether the person may see all of it (a body's subtree is seen with the body)."""
        if self.kind == "mandate" or not self.id:
            return set(self.bodies(world)) <= set(visible(person, world.pack.tree))
        return may_see(person, world.pack.tree, self.id)

    def title(self, names: Names) -> str:
        """What the calendar is called."""
        if self.kind == "mandate":
            return say("feeds.calendar.mandate", names.language, mandate=names.mandate(self.id))
        if self.kind == "mine" and not self.id:
            return say("feeds.calendar.mine.all", names.language)
        return say(f"feeds.calendar.{self.kind}", names.language, body=names.body(self.id))


def mine(person: Person) -> Scope:
    """What a person works for: the own subtree, or every body."""
    return Scope("mine", person.scope or "")


def calendar_of(scope: Scope, options: Options) -> str:
    """Which calendar that is: the same scope and options are the same calendar, whoever subscribes."""
    written = json.dumps([scope.kind, scope.id, options.as_mapping()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:32]
