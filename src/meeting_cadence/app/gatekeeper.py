"""Before every route: the time, the person behind the session, the origin, the route's permit."""

from datetime import datetime, timedelta

from starlette.requests import Request

from meeting_cadence.access import NotAllowed, Person
from meeting_cadence.access.permits import permit_of
from meeting_cadence.actions.passwords import hash_token
from meeting_cadence.actions.sign_in import Rules, who_is
from meeting_cadence.app.origin import require_own_origin
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.site import Site
from meeting_cadence.store.engine import Store
from meeting_cadence.store.people import SqlPeople

LONGEST_TOKEN = 200
_SEEN_EVERY = timedelta(minutes=1)


class SignInNeeded(MeetingCadenceError):
    """Nobody is signed in, or the session has ended."""

    code = "sign_in_needed"
    http_status = 401


class RouteWithoutPermit(MeetingCadenceError):
    """A route forgot to say who may use it: nobody may."""

    code = "route_without_permit"
    http_status = 500


def admit(request: Request) -> None:
    """A dependency of every route. Raises ForeignOrigin, SignInNeeded, NotAllowed, RouteWithoutPermit."""
    site: Site = request.app.state.site
    now = site.clock()
    request.state.now = now
    request.state.person = person_behind(site.store, request.cookies.get(site.cookie), now, site.rules)
    require_own_origin(request, site.public_url)
    permit = permit_of(request.scope.get("endpoint"))
    if permit is None:
        raise RouteWithoutPermit(request.url.path)
    if permit.admits(request.state.person):
        return
    if request.state.person is None:
        raise SignInNeeded()
    raise NotAllowed(permit.name)


def person_behind(store: Store, token: str | None, now: datetime, rules: Rules) -> Person | None:
    """Whose session it is. Read-only within a minute of the last request; else the session is touched or ended."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    with store.reading() as session:
        found = SqlPeople(session, at=now).session(hash_token(token))
    if found is None or found.person.disabled:
        return None
    if timedelta() <= now - found.last_seen < _SEEN_EVERY and now - found.created <= rules.longest:
        return found.person
    with store.sharing() as session:
        return who_is(SqlPeople(session, at=now), token, rules=rules)
