"""One's own account: password, second factor, and the tokens by which programs use the API in one's name."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import Role
from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.access.token_rights import ROLES_WITHIN
from meeting_cadence.actions.api_tokens import Made, Wanted, create_token, revoke_token
from meeting_cadence.actions.refusals import TokenTooWide
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import Number, filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.options import body_options
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.api_tokens import SqlTokens
from meeting_cadence.store.people import SqlPeople

router = APIRouter(include_in_schema=False)


@router.get("/account")
@allow(SIGNED_IN)
def account_page(visit: Visit = Depends(open_visit)) -> Response:
    """What is mine."""
    with visit.view() as view:
        return _account(visit, view)


@router.post("/account/tokens")
@allow(SIGNED_IN)
def make_token(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Make a token; its secret is shown in this answer and never again."""
    try:
        with visit.site.store.session() as session:
            view = visit.view_on(session)
            made = create_token(
                SqlTokens(session, at=visit.now),
                view.world,
                visit.signed_in,
                _wanted(visit, view, filled),
                by=visit.signed_in.login,
                profile=visit.site.rules.profile,
            )
    except MeetingCadenceError as error:
        with visit.view() as view:
            return _account(visit, view, filled, problems=problem_lines(error, visit.language))
    with visit.view() as view:
        return _account(visit, view, made=made)


@router.post("/account/tokens/{number}/revoke")
@allow(SIGNED_IN)
def end_token(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """Revoke a token of mine, from the next request on."""
    with visit.site.store.session() as session:
        tokens = SqlTokens(session, at=visit.now)
        revoke_token(tokens, number, person=visit.signed_in, by=visit.signed_in.login)
    return visit.go("/account#tokens", visit.say("tokens.ended"))


def _wanted(visit: Visit, view: View, filled: Filled) -> Wanted:
    """Raises TokenTooWide, BodyUnknown."""
    role, scope, days = filled.one("role"), filled.one("scope"), filled.one("days")
    if scope:
        view.body(scope)
    if role not in [one.value for one in Role] or not (days.isascii() and days.isdigit() and len(days) < 5):
        raise TokenTooWide(days=visit.site.rules.profile.token_days)
    return Wanted(filled.one("name"), Role(role), scope or None, int(days))


def _account(
    visit: Visit,
    view: View,
    filled: Filled | None = None,
    *,
    problems: Sequence[str] = (),
    made: Made | None = None,
) -> Response:
    me = visit.signed_in
    factor = SqlPeople(view.session, at=visit.now).factor(me.id)
    return answer(
        visit,
        view,
        "account.html",
        status=422 if problems else 200,
        problems=problems,
        filled=filled or Filled(),
        made=made,
        me=me,
        has_factor=factor is not None and factor.since is not None,
        profile=visit.site.rules.profile,
        tokens=SqlTokens(view.session, at=visit.now).of(me),
        now=visit.now,
        roles=[role.value for role in ROLES_WITHIN[me.role]],
        body_options=body_options(view.names, [one for one in view.world.pack.tree if one.id in view.bodies]),
    )
