"""Which streams an amended pack can change: those of which something that judging looks at is not as it was.

Judging sees the mandate, the body, whose acts are the body's (its lineage), the superior and its lineage, the bodies
that a trigger names, and the members that a clause covers. Names, contacts and the place in the pack it does not see.
"""

from dataclasses import replace
from typing import Any

from meeting_cadence.bodies import Body, Text
from meeting_cadence.cadence import Deadline
from meeting_cadence.queries.scope import Stream
from meeting_cadence.queries.world import World
from meeting_cadence.regulations.model import Mandate

_NO_NAME = Text.both("")


def affected(old: World, new: World) -> list[Stream]:
    """Streams of the new world that the old one does not have, or of which it sees something else."""
    bodies = {body.id for body in new.pack.tree if _seen_of(new, body.id) != _seen_of(old, body.id)}
    found: list[Stream] = []
    for mandate in new.pack.mandates:
        obliged = new.obliged[mandate.id]
        if mandate.id not in old.pack.mandate or _asked(new, mandate.id) != _asked(old, mandate.id):
            found += [Stream(mandate.id, body) for body in obliged]
        else:
            before = frozenset(old.obliged[mandate.id])
            found += [Stream(mandate.id, one) for one in obliged if one in bodies or one not in before]
    return found


def _seen_of(world: World, body_id: str) -> tuple[Any, ...] | None:
    """What judging sees of a body; None where there is none."""
    tree = world.pack.tree
    body = tree.bodies.get(body_id)
    if body is None:
        return None
    superior = tree.superior(body)
    above = None if superior is None else (superior.id, tree.lineage(superior))
    return (_bones(body), tree.lineage(body), above)


def _bones(body: Body) -> Body:
    return replace(body, name=_NO_NAME, contacts=(), order=None, source=None)


def _asked(world: World, mandate_id: str) -> tuple[Any, ...]:
    """What judging sees of a mandate."""
    tree, mandate = world.pack.tree, world.pack.mandate[mandate_id]
    clauses = [clause for version in mandate.versions for clause in version.clauses]
    members = [[body.id for body in tree.select(clause.each_of)] for clause in clauses if clause.each_of]
    named = [clause.rule.trigger.by for clause in clauses if isinstance(clause.rule, Deadline)]
    if mandate.relief is not None and mandate.relief.by is not None:
        named.append(mandate.relief.by)
    lineages = [tree.lineage(tree[by]) for by in named if by in tree]
    return (_rule_of(mandate), members, lineages)


def _rule_of(mandate: Mandate) -> Mandate:
    return replace(mandate, position=0, title=_NO_NAME, quote=None, article=None, regulation_title=None)
