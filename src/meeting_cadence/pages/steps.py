"""The steps that may stand between a password and everything else: a code, a new password, a second factor."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

import segno
from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.responses import Response

from meeting_cadence.access.permits import CODE_STEP, ENROL_STEP, PASSWORD_STEP, allow
from meeting_cadence.actions.own_password import change_password, prepare_change
from meeting_cadence.actions.second_factor import begin_enrolment, confirm_enrolment, show_code
from meeting_cadence.actions.sign_in import Step
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer_plain
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.people import SqlPeople

router = APIRouter(include_in_schema=False)
REFUSED = 400
STEP_PAGES: Final[Mapping[Step, str]] = {
    "code": "/login/code",
    "password": "/account/password",
    "enrol": "/account/second-factor",
}
"""Where each step is done."""


@router.get("/login/code")
@allow(CODE_STEP)
def code_page(visit: Visit = Depends(open_visit)) -> Response:
    """The form for the code; who has shown it goes on."""
    return _code(visit) if visit.halfway else visit.go("/")


@router.post("/login/code")
@allow(CODE_STEP)
def code(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Show the second factor; several wrong codes lock the account like wrong passwords."""
    if visit.halfway is None:
        return visit.go("/")
    with visit.site.store.sharing() as session:
        wrong = show_code(
            SqlPeople(session, at=visit.now),
            visit.proven,
            filled.one("code"),
            session=visit.session,
            key=visit.site.store.secret,
            rules=visit.site.rules,
        )
    return visit.go("/") if wrong is None else _code(visit, problem_lines(wrong, visit.language))


@router.get("/account/password")
@allow(PASSWORD_STEP)
def password_page(visit: Visit = Depends(open_visit)) -> Response:
    """The form for another password."""
    return _password(visit)


@router.post("/account/password")
@allow(PASSWORD_STEP)
def password(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Change one's own password."""
    old, new = ("".join(filled.answers.get(name, [])[:1]) for name in ("old", "new"))
    me, rules = visit.proven, visit.site.rules
    with visit.site.store.reading() as session:
        prepared = prepare_change(SqlPeople(session, at=visit.now), me, old, new, rules=rules)
    try:
        change = prepared()
        with visit.site.store.sharing() as session:
            people = SqlPeople(session, at=visit.now)
            wrong = change_password(
                people, me, session=visit.session, old=old, new=new, rules=rules, change=change
            )
    except MeetingCadenceError as error:
        return _password(visit, problem_lines(error, visit.language))
    if wrong is not None:
        return _password(visit, problem_lines(wrong, visit.language))
    return visit.go("/account", visit.say("password.changed"))


@router.get("/account/second-factor")
@allow(ENROL_STEP)
def enrol_page(visit: Visit = Depends(open_visit)) -> Response:
    """The picture to scan, and the form for the first code; nothing is asked of anybody before that."""
    return _enrol(visit)


@router.post("/account/second-factor")
@allow(ENROL_STEP)
def enrol(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """The first code sets the second factor up."""
    try:
        with visit.site.store.sharing() as session:
            confirm_enrolment(
                SqlPeople(session, at=visit.now),
                visit.proven,
                filled.one("code"),
                session=visit.session,
                key=visit.site.store.secret,
            )
    except MeetingCadenceError as error:
        return _enrol(visit, problem_lines(error, visit.language))
    return visit.go("/account", visit.say("enrol.done"))


def _code(visit: Visit, problems: Sequence[str] = ()) -> Response:
    return answer_plain(visit, "code.html", status=REFUSED if problems else 200, problems=problems)


def _password(visit: Visit, problems: Sequence[str] = ()) -> Response:
    return answer_plain(
        visit,
        "password.html",
        status=REFUSED if problems else 200,
        problems=problems,
        is_forced=visit.halfway is not None,
        profile=visit.site.rules.profile,
    )


def _enrol(visit: Visit, problems: Sequence[str] = ()) -> Response:
    with visit.site.store.reading() as session:
        people, issuer = SqlPeople(session, at=visit.now), visit.say("product")
        key = visit.site.store.secret
        wanted = begin_enrolment(people, visit.proven, session=visit.session, key=key, issuer=issuer)
    if wanted is None:
        return visit.go("/account")
    grouped = " ".join(wanted.secret[place : place + 4] for place in range(0, len(wanted.secret), 4))
    return answer_plain(
        visit,
        "enrol.html",
        status=REFUSED if problems else 200,
        problems=problems,
        is_forced=visit.halfway is not None,
        secret=grouped,
        picture=picture_of(wanted.address, visit.say("enrol.picture")),
    )


def picture_of(address: str, title: str) -> Markup:
    """A QR code as SVG, black on white with its quiet zone, so that phones read it on a dark page too."""
    out = BytesIO()
    made = segno.make(address, error="m")
    made.save(out, kind="svg", scale=5, light="#fff", xmldecl=False, svgns=True, title=title, nl=False)
    return Markup(out.getvalue().decode())
