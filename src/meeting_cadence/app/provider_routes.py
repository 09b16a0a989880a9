"""Signing in by the OpenID provider: there, and back with a code. They stand here, for the pages know no provider.

The way back is a GET, as the protocol has it: it opens a session only for the browser that holds the attempt's cookie,
sealed with our key, and only for the state in it, once and within ten minutes.
"""

import secrets
from datetime import datetime, timedelta
from typing import Annotated, Final

import structlog
from fastapi import APIRouter, Depends, Query
from itsdangerous import BadSignature, URLSafeSerializer
from starlette.responses import RedirectResponse, Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.id_tokens import IdTokenRefused
from meeting_cadence.access.permits import EVERYONE, allow
from meeting_cadence.actions.refusals import SignInRefused
from meeting_cadence.actions.sign_in_by_provider import sign_in_by_provider
from meeting_cadence.app.provider import Attempt, Provider, ProviderUnreachable
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer_plain
from meeting_cadence.pages.gate import REFUSED, let_in, own_path
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.people import SqlPeople

router = APIRouter(include_in_schema=False)
_log = structlog.get_logger()
_SALT: Final = "sign-in-by-provider"
_LASTS: Final = timedelta(minutes=10)
_PATH: Final = "/login/provider"
_Short = Annotated[str, Query(max_length=2000)]


class ProviderRefused(MeetingCadenceError):
    """Signing in by the provider did not work: always the same answer."""

    code = "provider_refused"
    http_status = 400


@router.get("/login/provider")
@allow(EVERYONE)
def there(visit: Visit = Depends(open_visit), next: _Short = "/") -> Response:
    """On to the provider; what belongs to this attempt stays with the browser."""
    provider = _provider(visit)
    attempt = Attempt(*(secrets.token_urlsafe(32) for _ in range(3)))
    try:
        address = provider.address(attempt, at=visit.now)
    except ProviderUnreachable as trouble:
        return _refused(visit, trouble, next)
    answer = RedirectResponse(address, status_code=303, headers={"cache-control": "no-store"})
    kept = _sealer(visit).dumps([*attempt, own_path(next), visit.now.isoformat()])
    answer.set_cookie(
        _cookie(visit),
        str(kept),
        max_age=int(_LASTS.total_seconds()),
        path=_PATH,
        secure=visit.site.is_https,
        httponly=True,
        samesite="lax",
    )
    return answer


@router.get("/login/provider/back")
@allow(EVERYONE)
def back(visit: Visit = Depends(open_visit), code: _Short = "", state: _Short = "") -> Response:
    """Open a session for whom the provider vouches, or say only that it did not work."""
    provider = _provider(visit)
    kept = _kept(visit)
    if kept is None or not code or not secrets.compare_digest(kept[0].state.encode(), state.encode()):
        return _refused(visit, ProviderRefused(), "/")
    attempt, onward = kept
    try:
        identity = provider.identity(code, attempt, at=visit.now)
    except (IdTokenRefused, ProviderUnreachable) as trouble:
        return _refused(visit, trouble, onward)
    with visit.site.store.sharing() as session:
        people = SqlPeople(session, at=visit.now)
        outcome = sign_in_by_provider(
            people, identity, match=provider.match, profile=visit.site.rules.profile
        )
    if isinstance(outcome, SignInRefused):
        return _refused(visit, ProviderRefused(), onward)
    return _forgotten(visit, let_in(visit, outcome, onward))


def _provider(visit: Visit) -> Provider:
    """Raises NotFound where none is set up."""
    provider: Provider | None = getattr(visit.request.app.state, "provider", None)
    if provider is None:
        raise NotFound(_PATH)
    return provider


def _kept(visit: Visit) -> tuple[Attempt, str] | None:
    """The attempt that this browser made, while it lasts."""
    try:
        *attempt, onward, made = _sealer(visit).loads(visit.request.cookies.get(_cookie(visit), ""))
    except BadSignature:
        return None
    age = visit.now - datetime.fromisoformat(made)
    return (Attempt(*attempt), own_path(onward)) if timedelta() <= age <= _LASTS else None


def _refused(visit: Visit, trouble: MeetingCadenceError, onward: str) -> Response:
    """The page to sign in, with one sentence whatever it was; the reason goes to the log."""
    _log.warning("sign_in_by_provider", refused=trouble.code, why=trouble.subject)
    told = trouble if isinstance(trouble, ProviderUnreachable) else ProviderRefused()
    lines = problem_lines(told, visit.language)
    values = {"problems": lines, "login": "", "next": own_path(onward), "draft": "", "lost": ""}
    return _forgotten(visit, answer_plain(visit, "login.html", status=REFUSED, **values))


def _forgotten(visit: Visit, answer: Response) -> Response:
    """An attempt is used up by its answer, good or bad."""
    answer.delete_cookie(
        _cookie(visit), path=_PATH, secure=visit.site.is_https, httponly=True, samesite="lax"
    )
    return answer


def _cookie(visit: Visit) -> str:
    return "__Secure-attempt" if visit.site.is_https else "attempt"


def _sealer(visit: Visit) -> URLSafeSerializer:
    return URLSafeSerializer(visit.site.store.secret, salt=_SALT)
