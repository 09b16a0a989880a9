"""A regulation adopted for many bodies in one act: seen first, body by body, then recorded together, or taken back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access import Role, may_record
from meeting_cadence.access.permits import ADOPTERS, allow
from meeting_cadence.actions.adopt_many import (
    AdoptedTogether,
    Candidate,
    Wanted,
    Whom,
    adopt_many,
    candidates,
    undo_adoption,
)
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import asked, filled_form, long_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.options import Option, body_options
from meeting_cadence.pages.problems import problem_lines, status_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.adoptions import standing_adoptions
from meeting_cadence.store.batches import recent_batches
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.words.bodies import role_named, tier_named

router = APIRouter(include_in_schema=False)
PATH = "/adopt/many"
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Arising:
    """What a body would have to do: new windows, by their standing."""

    windows: int = 0
    standings: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Looked:
    """What the form leads to. `open` are ticked or not; `arising` is None before anything was asked."""

    open: Sequence[Candidate] = ()
    left_out: Sequence[Candidate] = ()
    ticked: frozenset[str] = frozenset()
    arising: Mapping[str, Arising] | None = None
    problems: Sequence[str] = ()
    status: int = 200
    asked: bool = False


@router.get(PATH)
@allow(ADOPTERS)
def adoption_page(request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """The choice of regulation and bodies, and the last adoptions."""
    with visit.view() as view:
        return _page(visit, view, asked(request), Looked())


@router.post(PATH)
@allow(ADOPTERS)
def adoption(visit: Visit = Depends(open_visit), filled: Filled = Depends(long_form)) -> Response:
    """See who would adopt what, or record it for those that are ticked."""
    problems, wanted = _wanted(visit, filled)
    if wanted is None:
        with visit.view() as view:
            return _page(visit, view, filled, Looked(problems=problems, status=422))
    looked = Looked()
    try:
        with visit.site.store.session() as session:
            desk = _desk(visit, session)
            looked = _candidates(visit.view_on(session), wanted, filled)
            chosen = [one.body.id for one in looked.open if one.body.id in looked.ticked]
            keep = filled.one("do") == "save"
            if keep or chosen:
                done = adopt_many(desk, visit.signed_in, wanted, chosen)
                looked.arising = {} if keep else _arising(visit.view_on(session), done)
            if not keep:
                session.rollback()
    except MeetingCadenceError as error:
        looked.problems, looked.status = problem_lines(error, visit.language), status_of(error)
    else:
        if keep:
            told = visit.say("adoption.done", count=done.bodies, batch=done.batch)
            return visit.go(f"{PATH}?batch={done.batch}", told)
    with visit.view() as view:
        return _page(visit, view, filled, looked)


@router.post(PATH + "/undo")
@allow(ADOPTERS)
def undo(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Take a batch back as a whole, with a reason."""
    batch = filled.one("batch")
    try:
        with visit.site.store.session() as session:
            desk = _desk(visit, session)
            count = undo_adoption(desk, visit.signed_in, batch, reason=filled.one("reason"))
    except MeetingCadenceError as error:
        if error.http_status == 404:
            raise
        return visit.go(PATH, " ".join(problem_lines(error, visit.language)))
    return visit.go(PATH, visit.say("adoption.undone", count=count, batch=batch))


def _desk(visit: Visit, session: Session) -> SqlDesk:
    return SqlDesk(session, at=visit.now, tables=visit.site.tables, actor=visit.signed_in.login)


def _wanted(visit: Visit, filled: Filled) -> tuple[list[str], Wanted | None]:
    """What is asked for; else everything that is missing."""
    told: list[str] = []
    days: dict[str, date | None] = {}
    for name in ("on", "complete_from"):
        text = filled.one(name)
        try:
            days[name] = date.fromisoformat(text) if text else None
        except ValueError:
            told.append(visit.say("adoption.day_wrong", text=text[:40]))
    if not filled.one("on"):
        told.append(visit.say("adoption.day_missing"))
    if not filled.one("regulation"):
        told.append(visit.say("adoption.regulation_missing"))
    on = days.get("on")
    if told or on is None:
        return told, None
    return [], Wanted(filled.one("regulation"), on, days["complete_from"])


def _candidates(view: View, wanted: Wanted, filled: Filled) -> Looked:
    """Who fits. All of them are ticked when the choice is another than that of the boxes."""
    whom = _whom(filled)
    found = list(
        candidates(view.world, wanted, whom, standing_adoptions(view.session), among=_reachable(view))
    )
    free = [one for one in found if one.left_out is None]
    ticked = frozenset(filled.many("take"))
    if filled.one("shown") != _choice(wanted, whom):
        ticked = frozenset(one.body.id for one in free)
    return Looked(free, [one for one in found if one.left_out], ticked, asked=True)


def _reachable(view: View) -> frozenset[str]:
    """The bodies for which the person may adopt."""
    if view.person.role is Role.ADMINISTRATOR:
        return view.seen
    tree = view.world.pack.tree
    return frozenset(one for one in view.bodies if may_record(view.person, tree, one))


def _whom(filled: Filled) -> Whom:
    return Whom(filled.one("role"), filled.one("tier"), filled.one("under"))


def _choice(wanted: Wanted, whom: Whom) -> str:
    """What the boxes were shown for."""
    return "|".join((wanted.regulation, *whom))


def _arising(view: View, done: AdoptedTogether) -> dict[str, Arising]:
    """The new windows of each body, while the adoption stands in this transaction."""
    fresh = [flip for flip in done.flips if flip.old_standing is None]
    places = view.places_of([flip.key for flip in fresh])
    counted: dict[str, Counter[str]] = {}
    for flip in fresh:
        if flip.key in places and flip.new_standing is not None:
            counted.setdefault(places[flip.key][1], Counter())[flip.new_standing] += 1
    return {body: Arising(sum(found.values()), found) for body, found in counted.items()}


def _page(visit: Visit, view: View, filled: Filled, looked: Looked) -> Response:
    wanted = _wanted(visit, filled)[1]
    return answer(
        visit,
        view,
        "adoption.html",
        status=looked.status,
        filled=filled,
        looked=looked,
        asked=looked.asked and not looked.problems,
        shown=_choice(wanted, _whom(filled)) if wanted else "",
        choices=_choices(view),
        arising=looked.arising or {},
        none_arises=Arising(),
        mandates_named=lambda ids: view.names.several(view.names.mandate(one) for one in ids),
        in_all=sum(one.windows for one in (looked.arising or {}).values()),
        problems=looked.problems,
        batches=recent_batches(view.session, view.seen, SHOWN, sort="adopt"),
        just_kept=filled.one("batch"),
    )


def _choices(view: View) -> list[tuple[str, str, Sequence[Option]]]:
    """The four questions: name, code of the label, what may be chosen."""
    tree, language = view.world.pack.tree, view.language
    obliged = [one for one in tree if one.id in view.seen and view.world.duties.get(one.id)]
    roles = dict.fromkeys(role for one in obliged for role in one.roles)
    tiers = dict.fromkeys(one.tier for one in obliged if one.tier)
    above = [one for one in tree if one.id in view.seen and tree.children.get(one.id)]
    regulations = [(one.id, view.names.text(one.title)) for one in view.world.pack.regulations]
    return [
        ("regulation", "field.regulation", regulations),
        ("under", "adoption.under", body_options(view.names, above)),
        ("role", "adoption.role", [(one, role_named(one, language)) for one in roles]),
        ("tier", "field.tier", [(one, tier_named(one, language)) for one in tiers]),
    ]
