"""The first steps of a new service: what to do, in which order, what of it is done, and what is passed over."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import (
    ADMINISTRATORS,
    ADOPTERS,
    PEOPLE_READERS,
    SIGNED_IN,
    SUBSCRIBERS,
    Permit,
    allow,
)
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.first_steps import (
    EVERY_STEP,
    STEPS,
    Step,
    first_steps,
    own_steps,
    skip_step,
    skipped_steps,
    steps_open,
)

router = APIRouter(include_in_schema=False)
_FEW: Final = 200
"""Of more bodies than this the dashboard does not look for what a secretariat has begun."""


class Place(NamedTuple):
    """Where something is done, and who may do it there."""

    href: str
    word: str
    permit: Permit


PLACES: Final[Mapping[str, Sequence[Place]]] = {
    "pack": (Place("/packs", "packs.title", PEOPLE_READERS),),
    "bodies": (
        Place("/bodies", "bodies.title", SIGNED_IN),
        Place("/registry/bodies", "body_table.title", ADMINISTRATORS),
    ),
    "people": (
        Place("/people", "people.title", PEOPLE_READERS),
        Place("/registry/people", "people_table.title", ADMINISTRATORS),
    ),
    "adopt": (
        Place("/adopt/many", "adoption.title", ADOPTERS),
        Place("/adopt", "adoption.single", ADOPTERS),
    ),
    "contacts": (
        Place("/people#contacts", "contacts.title", PEOPLE_READERS),
        Place("/registry/people", "people_table.title", ADMINISTRATORS),
    ),
    "past": (),
    "mail": (Place("/settings#channels", "channels.title", ADMINISTRATORS),),
    "feed": (Place("/feeds", "feeds.title", SUBSCRIBERS),),
}


class Line(NamedTuple):
    """A step as the page shows it, with the places that this person may go to."""

    step: Step
    places: Sequence[Place]


@router.get("/start")
@allow(PEOPLE_READERS)
def start_page(visit: Visit = Depends(open_visit)) -> Response:
    """What to do first, in order, and what of it is done."""
    with visit.view() as view:
        steps = first_steps(view.session, view.world, today=view.today)
        following = next((step.name for step in steps if not step.is_done), None)
        return answer(
            visit,
            view,
            "start.html",
            lines=[Line(step, _open_to(visit, PLACES[step.name])) for step in steps],
            done=sum(step.is_done for step in steps),
            following=following,
            is_over=EVERY_STEP in skipped_steps(view.session),
            every_step=EVERY_STEP,
        )


@router.post("/start")
@allow(ADMINISTRATORS)
def skip(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Pass over a step, or take it up again."""
    name = filled.one("step")
    if name not in (*STEPS, EVERY_STEP):
        raise NotFound(name[:40])
    with visit.site.store.session() as session:
        wanted = filled.one("do") == "skip"
        skip_step(session, name, skip=wanted, at=visit.now, by=visit.signed_in.login)
    return visit.go("/start")


def _open_to(visit: Visit, places: Sequence[Place]) -> list[Place]:
    separated = visit.site.rules.profile.separated
    return [one for one in places if one.permit.admits(visit.signed_in, separated=separated)]


def first_box(visit: Visit, view: View) -> Sequence[Step]:
    """What the dashboard reminds this person of; nothing in the past, and nothing once it is done."""
    if visit.is_past:
        return ()
    if ADMINISTRATORS.admits(view.person):
        return steps_open(view.session, view.world, today=view.today)
    own = [body.id for body in view.recordable]
    if not own or len(own) > _FEW:
        return ()
    steps = own_steps(view.session, view.world, own, today=view.today)
    return steps if any(not step.is_done for step in steps) else ()
