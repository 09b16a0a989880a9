"""The pages of calendars that are read in. They stand here, for the pages and the imports do not know each other."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access import NotAllowed
from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.actions.on_behalf import enter_for
from meeting_cadence.app.calendar_api import mine, terms_in
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.imports.calendar.answer import doubts, host_of, looks_like, why
from meeting_cadence.imports.calendar.confirm import confirm, dismiss, reopen
from meeting_cadence.imports.calendar.keep import Wish, add_address, bring_file, problems_of, read_source
from meeting_cadence.imports.calendar.match import Choice
from meeting_cadence.imports.calendar.proposals import (
    Found,
    choice_of,
    content_of,
    decided_entries,
    one_proposal,
    proposals,
)
from meeting_cadence.imports.calendar.reading import MOST_BYTES
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.entry_form import consequence_of
from meeting_cadence.pages.form_data import Number, filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.options import body_options
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.trial import put_entry
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.calendar_sources import remove_source, source_of, sources_of
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.words.problems import sentence

router = APIRouter(include_in_schema=False)
Fingerprint = Annotated[str, Path(max_length=26)]
REFUSED = 422
PAGE = "/calendars"
MOST_DECIDED = 50


@router.get("/calendars")
@allow(RECORDERS)
def calendars_page(visit: Visit = Depends(open_visit)) -> Response:
    """What the calendars may mean, the calendars themselves, and what was decided."""
    with visit.view() as view:
        return _page(visit, view)


@router.post("/calendars")
@allow(RECORDERS)
async def add(request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """Bring a file, or have an address read from now on."""
    form = await request.form(max_files=1, max_fields=20)
    filled = Filled({name: [value] for name, value in form.items() if isinstance(value, str)})
    file = form.get("file")
    raw = await file.read(MOST_BYTES + 1) if isinstance(file, UploadFile) and file.filename else None
    return await run_in_threadpool(_add, visit, filled, raw)


def _add(visit: Visit, filled: Filled, raw: bytes | None) -> Response:
    body, name = filled.one("body"), filled.one("name")
    wish, store = Wish(body, name, visit.signed_in.login), visit.site.store
    try:
        with visit.view() as view:
            if not view.may_record(view.body(body).id):
                raise NotAllowed(body)
        if raw is not None:
            count = bring_file(store, wish, raw, at=visit.now)
            return visit.go(PAGE, visit.say("calendars.brought", name=name, count=count))
        add_address(store, wish, filled.one("address"), terms_in(visit.request), at=visit.now)
    except MeetingCadenceError as error:
        with visit.view() as view:
            return _page(visit, view, problem_lines(error, visit.language), filled)
    return visit.go(PAGE, visit.say("calendars.added", name=name))


@router.post("/calendars/{number}")
@allow(RECORDERS)
def change(
    number: Number, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)
) -> Response:
    """Read an address now, or take a calendar away."""
    with visit.view() as view:
        source = source_of(view.session, number, mine(view))
    if filled.one("do") == "read" and source.address is not None:
        every = visit.request.app.state.calendar_every
        went_well = read_source(visit.site.store, source, terms_in(visit.request), at=visit.now, every=every)
        return visit.go(PAGE, visit.say("calendars.read_now" if went_well else "calendars.read_failed"))
    if filled.one("do") == "remove":
        with visit.site.store.session() as session:
            remove_source(session, source, by=visit.signed_in.login, at=visit.now)
        return visit.go(PAGE, visit.say("calendars.removed", name=source.name))
    return visit.go(PAGE)


@router.post("/calendars/{number}/entries/{fingerprint}")
@allow(RECORDERS)
def decide(
    number: Number,
    fingerprint: Fingerprint,
    visit: Visit = Depends(open_visit),
    filled: Filled = Depends(filled_form),
) -> Response:
    """See what it would change, put it on record, dismiss it, or have it proposed again."""
    do = filled.one("do")
    if do == "reopen":
        with visit.site.store.session() as session:
            source = source_of(session, number, mine(visit.view_on(session)))
            reopen(session, source, fingerprint, by=visit.signed_in.login, at=visit.now)
        return visit.go(PAGE, visit.say("calendars.reopened"))
    with visit.view() as view:
        found = one_proposal(view, number, fingerprint, mine(view))
    if do == "dismiss":
        with visit.site.store.session() as session:
            dismiss(session, found, by=visit.signed_in.login, at=visit.now)
        return visit.go(PAGE, visit.say("calendars.dismissed"))
    choice = _chosen(found, filled)
    try:
        return _confirm(visit, found, choice) if do == "confirm" else _preview(visit, found, choice)
    except MeetingCadenceError as error:
        return _one(visit, found, choice, problems=problem_lines(error, visit.language))


def _chosen(found: Found, filled: Filled) -> Choice:
    """The likeliest, unless another was chosen."""
    key, _, kind = filled.one("choice").partition(" ")
    return choice_of(found.proposal, key, kind) if key else found.proposal.choices[0]


def _confirm(visit: Visit, found: Found, choice: Choice) -> Response:
    """On record, and decided, in one transaction; it is looked once more whether it is still proposed."""
    entry, person = found.proposal.entry, visit.signed_in
    with visit.site.store.session() as session:
        desk = SqlDesk(session, at=visit.now, tables=visit.site.tables, actor=person.login)
        view = visit.view_on(session)
        again = one_proposal(view, found.source.id, entry.fingerprint, mine(view))
        same = choice_of(again.proposal, choice.window.key, choice.kind)
        confirm(
            session, again, same, lambda content: enter_for(desk, person, content),
            by=person.login, at=visit.now,
        )  # fmt: skip
    return visit.go(PAGE, visit.say("calendars.confirmed", title=entry.summary))


def _preview(visit: Visit, found: Found, choice: Choice) -> Response:
    outcome = put_entry(visit, content_of(found.proposal, choice), keep=False)
    return _one(visit, found, choice, consequence=consequence_of(visit, outcome))


def _one(
    visit: Visit,
    found: Found,
    choice: Choice,
    *,
    problems: Sequence[str] = (),
    consequence: Sequence[str] = (),
) -> Response:
    with visit.view() as view:
        return answer(
            visit,
            view,
            "calendar_entry.html",
            status=REFUSED if problems else 200,
            card=_card(found, view, choice),
            problems=problems,
            consequence=consequence,
        )


def _page(visit: Visit, view: View, problems: Sequence[str] = (), filled: Filled | None = None) -> Response:
    bodies = mine(view)
    return answer(
        visit,
        view,
        "calendars.html",
        status=REFUSED if problems else 200,
        cards=[_card(one, view) for one in proposals(view, bodies)],
        sources=[
            {
                "it": one,
                "host": host_of(one),
                "problems": [sentence(problem, visit.language) for problem in problems_of(one)],
            }
            for one in sources_of(view.session, bodies)
        ],
        decided=decided_entries(view, bodies)[:MOST_DECIDED],
        bodies=body_options(view.names, view.recordable),
        may_fetch=_may_fetch(visit),
        problems=problems,
        filled=filled or Filled({"body": [visit.request.query_params.get("body", "")]}),
    )


def _may_fetch(visit: Visit) -> bool:
    hosts = terms_in(visit.request).hosts
    return bool(hosts.names or hosts.networks)


def _card(found: Found, view: View, chosen: Choice | None = None) -> dict[str, Any]:
    """A proposal in words; with one choice where that is previewed: what is shown is what is confirmed."""
    choices = found.proposal.choices if chosen is None else (chosen,)
    return {
        "found": found,
        "path": f"{PAGE}/{found.source.id}/entries/{found.proposal.entry.fingerprint}",
        "choices": [
            {
                "value": f"{one.window.key} {one.kind}",
                "key": one.window.key,
                "says": looks_like(found, one, view.names),
                "why": why(one, view.language),
            }
            for one in choices
        ],
        "doubts": doubts(found, view.language),
    }
