"""Before every route: the time, the person behind the session or token, the origin, the route's permit."""

from datetime import datetime, timedelta

from starlette.requests import Request

from meeting_cadence.access import NotAllowed, Person
from meeting_cadence.access.permits import Permit, permit_of
from meeting_cadence.actions.passwords import hash_token
from meeting_cadence.actions.people_ports import OpenSession
from meeting_cadence.actions.sign_in import Rules, Step, is_within, live_session, step_left
from meeting_cadence.app.origin import require_own_origin
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.site import Site
from meeting_cadence.pages.visit import Halfway
from meeting_cadence.store.api_tokens import holder_of
from meeting_cadence.store.engine import Store
from meeting_cadence.store.faults import StoreLocked
from meeting_cadence.store.people import SqlPeople

LONGEST_TOKEN = 200
API = ("/api/", "/metrics")
"""Where programs call: tokens are looked at, and errors are JSON."""
_BEARER = "bearer "
_SEEN_EVERY = timedelta(minutes=1)


class SignInNeeded(MeetingCadenceError):
    """Nobody is signed in, or the session has ended."""

    code = "sign_in_needed"
    http_status = 401


class TokenRefused(MeetingCadenceError):
    """The token of the `Authorization` header is unknown, expired or revoked: always the same answer."""

    code = "token_refused"
    http_status = 401


class StepNeeded(MeetingCadenceError):
    """Somebody has a session but must do a `step` first."""

    code = "step_needed"
    http_status = 403

    def __init__(self, step: Step) -> None:
        super().__init__(step)
        self.step = step


class RouteWithoutPermit(MeetingCadenceError):
    """A route forgot to say who may use it: nobody may."""

    code = "route_without_permit"
    http_status = 500


def admit(request: Request) -> None:
    """A dependency of every route.

    Raises ForeignOrigin, SignInNeeded, TokenRefused, StepNeeded, NotAllowed, RouteWithoutPermit.
    """
    site: Site = request.app.state.site
    state = request.state
    state.now, state.person, state.halfway, state.session = site.clock(), None, None, ""
    secret = _bearer(request)
    if secret is not None:
        state.person = _person_of_token(request, site, secret)
    else:
        _look_at_session(request, site)
        require_own_origin(request, site.public_url)
    permit = permit_of(request.scope.get("endpoint"))
    if permit is None:
        raise RouteWithoutPermit(request.url.path)
    _require(permit, request, by_token=secret is not None, separated=site.rules.profile.separated)


def _person_of_token(request: Request, site: Site, secret: str) -> Person:
    """Whom a token stands for; one that is good for one thing opens nothing else."""
    found = holder_of(site.store, secret, at=request.state.now)
    if found is None:
        raise TokenRefused()
    permit = permit_of(request.scope.get("endpoint"))
    if found.only is not None and (permit is None or found.only not in permit.limited):
        raise NotAllowed(found.only)
    return found.person


def _look_at_session(request: Request, site: Site) -> None:
    state = request.state
    found = session_behind(site.store, request.cookies.get(site.cookie), state.now, site.rules)
    if found is None:
        return
    state.session = found.token_hash
    step = step_left(found, site.rules.profile, at=state.now)
    if step is None:
        state.person = found.person
    else:
        state.halfway = Halfway(found.person, step)


def _require(permit: Permit, request: Request, *, by_token: bool, separated: bool) -> None:
    person: Person | None = request.state.person
    halfway: Halfway | None = request.state.halfway
    if by_token and not permit.by_token:
        raise NotAllowed(permit.name)
    if permit.admits(person, separated=separated) or (halfway and halfway.step in permit.steps):
        return
    if halfway is not None:
        raise StepNeeded(halfway.step)
    if person is None:
        raise SignInNeeded()
    raise NotAllowed(permit.name)


def _bearer(request: Request) -> str | None:
    """The token of a call to the API; pages know none."""
    given = request.headers.get("authorization", "")
    if not request.url.path.startswith(API) or not given.lower().startswith(_BEARER):
        return None
    return given[len(_BEARER) :].strip()


def session_behind(store: Store, token: str | None, now: datetime, rules: Rules) -> OpenSession | None:
    """The session. Read-only within a minute of the last request; else it is touched or ended.

    While another one writes for long (a pack for a whole nation) reading goes on: it is touched by a later request.
    """
    if not token or len(token) > LONGEST_TOKEN:
        return None
    with store.reading() as session:
        found = SqlPeople(session, at=now).session(hash_token(token))
    if found is None or found.person.disabled:
        return None
    if timedelta() <= now - found.last_seen < _SEEN_EVERY and now - found.created <= rules.longest:
        return found
    try:
        with store.hurried() as session:
            return live_session(SqlPeople(session, at=now), token, rules=rules)
    except StoreLocked:
        return found if is_within(found, rules, at=now) else None
