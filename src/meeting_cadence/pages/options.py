"""The choices of a form: bodies, kinds of acts, agenda items, events, as (value, text)."""

from collections.abc import Iterable, Sequence
from typing import Final

from meeting_cadence.bodies import Body
from meeting_cadence.cadence import Deadline
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.words.names import Names

Option = tuple[str, str]
MOST_BODIES: Final = 120
"""More bodies than this are not offered all at once where several may be chosen."""


def body_options(names: Names, bodies: Iterable[Body]) -> list[Option]:
    return [(body.id, names.text(body.name)) for body in bodies]


def joint_options(view: View, filled: Filled) -> list[Option]:
    """The other bodies that may have held it jointly: those that the person records for."""
    chosen = filled.many("with") + filled.many("body")[1:]
    others = [body for body in view.recordable if body.id != filled.one("body")]
    return body_options(view.names, _near(view, others, filled.one("body"), chosen))


def about_options(view: View, filled: Filled) -> list[Option]:
    """The bodies that it may have been about: any that the person sees."""
    seen = [view.world.body(one) for one in view.bodies]
    return body_options(view.names, _near(view, seen, filled.one("body"), filled.many("about")))


def _near(view: View, bodies: Sequence[Body], home: str, chosen: Sequence[str]) -> list[Body]:
    """All of a few; of many those around a body in the tree, and those that are chosen."""
    if len(bodies) <= MOST_BODIES:
        return list(bodies)
    tree = view.world.pack.tree
    parent = tree[home].parent if home in tree else None
    siblings = tree.children.get(parent, ()) if parent is not None else ()
    around = {parent, *siblings, *tree.children.get(home, ()), *chosen}
    return [body for body in bodies if body.id in around]


def kind_options(
    view: View, body_id: str | None, mandate_id: str | None = None, chosen: Sequence[str] = ()
) -> list[Option]:
    """Kinds of acts: those that the body's mandates ask for first, then every other kind known, or `chosen` before."""
    duties = duties_of(view, body_id)
    asked_first = sorted(duties, key=lambda mandate: mandate.id != mandate_id)
    first = [kind for mandate in asked_first for kind in sorted(mandate.kinds)]
    everything = [*first, *view.world.pack.vocabulary.acts, *sorted(_every_kind(view)), *chosen]
    return [(kind, view.names.kind(kind)) for kind in dict.fromkeys(everything)]


def item_options(view: View, body_id: str | None, chosen: Sequence[str] = ()) -> list[Option]:
    """Agenda items: those that the body's mandates ask for first, then every other one known, or `chosen` before."""
    first = [item for mandate in duties_of(view, body_id) for item in sorted(mandate.items)]
    others = {item for mandate in view.world.pack.mandates for item in mandate.items}
    everything = [*first, *view.world.pack.vocabulary.items, *sorted(others), *chosen]
    return [(item, view.names.kind(item)) for item in dict.fromkeys(everything)]


def event_options(view: View) -> list[Option]:
    """Kinds of events that some mandate waits for or the vocabulary names."""
    found = list(view.world.pack.vocabulary.events)
    for mandate in view.world.pack.mandates:
        for version in mandate.versions:
            for clause in version.clauses:
                if isinstance(clause.rule, Deadline) and clause.rule.trigger.event:
                    found.append(clause.rule.trigger.event)
    return [(kind, view.names.kind(kind)) for kind in dict.fromkeys(found)]


def duties_of(view: View, body_id: str | None) -> Sequence[Mandate]:
    """The mandates that oblige a body that is seen; without a body those of all that the person records for."""
    bodies = [body_id] if body_id else [body.id for body in view.recordable]
    bodies = [body for body in bodies if body in view.bodies]
    ids = dict.fromkeys(mandate for body in bodies for mandate in view.world.duties.get(body, ()))
    return [view.world.pack.mandate[one] for one in ids]


def _every_kind(view: View) -> set[str]:
    return {kind for mandate in view.world.pack.mandates for kind in mandate.kinds}
