"""Signing in and out, and the one-time links by which a password is chosen. Nothing happens by looking at a link."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import Person, Role
from meeting_cadence.access.permits import EVERYONE, LEAVING, allow
from meeting_cadence.access.profiles import Profile
from meeting_cadence.actions.passwords import Chosen, choose, prove
from meeting_cadence.actions.people import FIRST, look_at_link, use_link
from meeting_cadence.actions.people_ports import Link
from meeting_cadence.actions.refusals import SignInRefused
from meeting_cadence.actions.sign_in import SignedIn, open_session, sign_in, sign_out
from meeting_cadence.actions.sign_in_link import SIGN_IN, sign_in_by_link
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer_plain
from meeting_cadence.pages.drafts import LONGEST, take_up
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.people import SqlPeople

router = APIRouter(include_in_schema=False)
REFUSED = 400


@router.get("/login")
@allow(EVERYONE)
def login_page(visit: Visit = Depends(open_visit), next: str = "/") -> Response:
    """The form; who is signed in already goes on."""
    if visit.person is not None:
        return visit.go(own_path(next))
    return answer_plain(visit, "login.html", problems=[], login="", next=own_path(next), draft="", lost="")


@router.post("/login")
@allow(EVERYONE)
def login(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Open a session, or say only that it was refused."""
    password = _password(filled)
    with visit.site.store.reading() as session:
        account = SqlPeople(session, at=visit.now).account(filled.one("login"))
    proof = prove(password, account.password_hash if account else None)
    with visit.site.store.sharing() as session:
        people = SqlPeople(session, at=visit.now)
        outcome = sign_in(people, filled.one("login"), password, rules=visit.site.rules, proof=proof)
    if isinstance(outcome, SignInRefused):
        lines = problem_lines(outcome, visit.language)
        onward = own_path(filled.one("next"))
        carried = {"draft": filled.one("draft")[:LONGEST], "lost": ""}
        login_name = filled.one("login")
        return answer_plain(
            visit, "login.html", status=REFUSED, problems=lines, login=login_name, next=onward, **carried
        )
    if filled.one("draft"):
        return _back_to_form(visit, outcome, filled.one("draft"))
    return let_in(visit, outcome, own_path(filled.one("next")))


def _back_to_form(visit: Visit, opened: SignedIn, carried: str) -> Response:
    """On to the form that was sent too late; it is another's business where another signed in."""
    address = take_up(visit, opened.person, carried)
    told = visit.say("draft.found" if address else "draft.of_another")
    return let_in(visit, opened, address or "/", told)


@router.post("/logout")
@allow(LEAVING)
def logout(visit: Visit = Depends(open_visit)) -> Response:
    """End the session."""
    token = visit.request.cookies.get(visit.site.cookie, "")
    with visit.site.store.sharing() as session:
        sign_out(SqlPeople(session, at=visit.now), token)
    answer = visit.go("/login")
    answer.delete_cookie(visit.site.cookie, secure=visit.site.is_https, httponly=True, samesite="lax")
    return answer


@router.get("/welcome/{token}")
@allow(EVERYONE)
def welcome_page(token: str, visit: Visit = Depends(open_visit)) -> Response:
    """What the link is for; it is used up only by the button."""
    with visit.site.store.reading() as session:
        people = SqlPeople(session, at=visit.now)
        link = look_at_link(people, token)
        name = next((one.name for one in people.everyone() if one.id == link.person), "")
    return _welcome(visit, token, link.purpose, name=name)


@router.post("/welcome/{token}")
@allow(EVERYONE)
def welcome(
    token: str, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)
) -> Response:
    """Choose a password (the first administrator a login too) and come in."""
    profile = visit.site.rules.profile
    with visit.site.store.reading() as session:
        people = SqlPeople(session, at=visit.now)
        link = look_at_link(people, token)
        purpose, owner = link.purpose, _owner(people, link, filled)
        earlier = people.earlier_passwords(owner.id, profile.history)
    try:
        chosen = choose(_password(filled), profile, owner, earlier) if purpose != SIGN_IN else None
        with visit.site.store.sharing() as session:
            people = SqlPeople(session, at=visit.now)
            opened = _use(people, token, filled, profile, chosen)
    except MeetingCadenceError as error:
        lines = problem_lines(error, visit.language)
        return _welcome(visit, token, purpose, name=owner.name, login=filled.one("login"), problems=lines)
    return let_in(visit, opened, "/")


def _owner(people: SqlPeople, link: Link, filled: Filled) -> Person:
    """Whose password it will be; the first administrator is yet to come."""
    first = Person(0, filled.one("login"), filled.one("name"), Role.ADMINISTRATOR)
    return next((one for one in people.everyone() if one.id == link.person), first)


def _password(filled: Filled) -> str:
    """As it was typed, blanks included."""
    return "".join(filled.answers.get("password", [])[:1])


def _use(people: SqlPeople, token: str, filled: Filled, profile: Profile, chosen: Chosen | None) -> SignedIn:
    if chosen is None:
        return sign_in_by_link(people, token)
    login_name, name = filled.one("login") or None, filled.one("name") or None
    person = use_link(
        people, token, password=_password(filled), login=login_name, name=name, profile=profile, chosen=chosen
    )
    return open_session(people, person)


def _welcome(
    visit: Visit, token: str, purpose: str, *, name: str, login: str = "", problems: list[str] | None = None
) -> Response:
    return answer_plain(
        visit,
        "welcome.html",
        status=REFUSED if problems else 200,
        token=token,
        asks_login=purpose == FIRST,
        asks_password=purpose != SIGN_IN,
        name=name,
        login=login,
        problems=problems or [],
        profile=visit.site.rules.profile,
    )


def let_in(visit: Visit, opened: SignedIn, onward: str, told: str = "") -> Response:
    answer = visit.go(onward, told)
    answer.set_cookie(
        visit.site.cookie, opened.token, path="/", secure=visit.site.is_https, httponly=True, samesite="lax"
    )
    return answer


def own_path(address: str) -> str:
    """A path of this service; anything that could lead elsewhere is the front page."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if plain and not parts.scheme and not parts.netloc and address.isprintable() else "/"
