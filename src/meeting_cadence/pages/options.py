"""The choices of a form: bodies, kinds of acts, agenda items, events, as (value, text)."""

from collections.abc import Iterable, Sequence

from meeting_cadence.bodies import Body
from meeting_cadence.cadence import Deadline
from meeting_cadence.pages.view import View
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.words.names import Names

Option = tuple[str, str]


def body_options(names: Names, bodies: Iterable[Body]) -> list[Option]:
    return [(body.id, names.text(body.name)) for body in bodies]


def kind_options(view: View, body_id: str | None, mandate_id: str | None = None) -> list[Option]:
    """Kinds of acts: those that the body's mandates ask for first, then every other kind of the vocabulary."""
    duties = duties_of(view, body_id)
    asked_first = sorted(duties, key=lambda mandate: mandate.id != mandate_id)
    first = [kind for mandate in asked_first for kind in sorted(mandate.kinds)]
    everything = [*first, *view.world.pack.vocabulary.acts, *sorted(_every_kind(view))]
    return [(kind, view.names.kind(kind)) for kind in dict.fromkeys(everything)]


def item_options(view: View, body_id: str | None) -> list[Option]:
    """Agenda items: those that the body's mandates ask for first."""
    first = [item for mandate in duties_of(view, body_id) for item in sorted(mandate.items)]
    everything = [*first, *view.world.pack.vocabulary.items]
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
