"""The OpenID provider that the settings name: asked for its addresses and keys, and for the word behind a code.

Authorization code flow with PKCE (RFC 7636). Whatever goes wrong there is one refusal; the reason is for the log.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from importlib.util import find_spec
from threading import Lock
from typing import Any, Final, NamedTuple
from urllib.error import URLError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from meeting_cadence.access.id_tokens import Identity, IdTokenRefused, read_id_token
from meeting_cadence.actions.sign_in_by_provider import Match
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.settings import Settings
from meeting_cadence.settings.checks import check_provider_url

_SECONDS: Final = 10
_MOST_BYTES: Final = 1024 * 1024
_KNOWN_FOR: Final = timedelta(hours=1)
_SCOPES: Final = "openid email profile"


class SsoExtraMissing(MeetingCadenceError):
    """A provider is set up, but the packages that check its word are not installed."""

    code = "sso_extra_missing"
    exit_status = 2


class ProviderIncomplete(MeetingCadenceError):
    """A provider needs both its address and the name under which it knows this service."""

    code = "provider_incomplete"
    exit_status = 2


class ProviderUnreachable(MeetingCadenceError):
    """The provider does not answer, or not as OpenID providers do. Subject: why, for the log."""

    code = "provider_unreachable"
    http_status = 502


class Attempt(NamedTuple):
    """What belongs to one attempt, kept by the browser that made it."""

    state: str
    nonce: str
    verifier: str


class _Known(NamedTuple):
    addresses: Mapping[str, Any]
    keys: Mapping[str, Any]
    since: datetime


class Provider:
    """One provider. Its addresses and keys are asked for when first needed and believed for an hour."""

    def __init__(self, settings: Settings) -> None:
        """Raises ProviderIncomplete, SsoExtraMissing."""
        if not settings.oidc_issuer or not settings.oidc_client_id:
            raise ProviderIncomplete()
        if find_spec("authlib") is None or find_spec("joserfc") is None:
            raise SsoExtraMissing()
        self.issuer: str = settings.oidc_issuer
        self.match: Match = settings.oidc_match
        self._client_id: str = settings.oidc_client_id
        self._secret = settings.oidc_client_secret
        self._back = f"{settings.public_url}/login/provider/back"
        self._known: _Known | None = None
        self._guard = Lock()

    def address(self, attempt: Attempt, *, at: datetime) -> str:
        """Where the browser goes to sign in. Raises ProviderUnreachable."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).rstrip(b"=")
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._back,
            "scope": _SCOPES,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": challenge.decode(),
            "code_challenge_method": "S256",
        }
        start = self._looked_up(at).addresses["authorization_endpoint"]
        return f"{start}{'&' if '?' in start else '?'}{urlencode(asked)}"

    def identity(self, code: str, attempt: Attempt, *, at: datetime) -> Identity:
        """Who signed in there, by the code that the browser brought. Raises ProviderUnreachable, IdTokenRefused."""
        known = self._looked_up(at)
        told = self._redeemed(known, code, attempt)
        token, access = told.get("id_token"), told.get("access_token")
        if not isinstance(token, str):
            raise IdTokenRefused("id_token")
        read = partial(
            read_id_token,
            token,
            issuer=self.issuer,
            client_id=self._client_id,
            nonce=attempt.nonce,
            access_token=access if isinstance(access, str) else None,
            at=at,
        )
        try:
            return read(known.keys)
        except IdTokenRefused:
            if known.since == at:
                raise
            # The provider may have changed its keys since: look once more, and then believe what it says.
            return read(self._looked_up(at, anew=True).keys)

    def _redeemed(self, known: _Known, code: str, attempt: Attempt) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "client_id": self._client_id,
            "code_verifier": attempt.verifier,
        }
        headers = {}
        if self._secret is not None:
            secret = self._secret.get_secret_value()
            ways = known.addresses.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
            if "client_secret_basic" in ways:
                pair = f"{quote(self._client_id, safe='')}:{quote(secret, safe='')}"
                headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
            else:
                form["client_secret"] = secret
        return _asked(known.addresses["token_endpoint"], urlencode(form).encode(), headers)

    def _looked_up(self, at: datetime, *, anew: bool = False) -> _Known:
        with self._guard:
            known = self._known
            if known is None or anew or not timedelta() <= at - known.since < _KNOWN_FOR:
                addresses = _asked(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
                self._require_own(addresses)
                known = self._known = _Known(addresses, _asked(addresses["jwks_uri"]), at)
            return known

    def _require_own(self, addresses: Mapping[str, Any]) -> None:
        """The provider speaks for itself, and all its addresses are as safe as its own."""
        if addresses.get("issuer") != self.issuer:
            raise ProviderUnreachable("issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            try:
                check_provider_url(str(addresses.get(name)))
            except ValueError as unsafe:
                raise ProviderUnreachable(name) from unsafe


def provider_of(settings: Settings) -> Provider | None:
    """The provider of the settings; None where nothing of one is set. Raises ProviderIncomplete, SsoExtraMissing."""
    if settings.oidc_issuer is None and settings.oidc_client_id is None:
        return None
    return Provider(settings)


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_given: Any) -> None:
        return None


def _asked(
    address: str, form: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    """A JSON answer of the provider. Redirects are not followed. Raises ProviderUnreachable."""
    request = Request(address, data=form, headers={"accept": "application/json", **(headers or {})})
    try:
        with build_opener(_NoRedirects).open(request, timeout=_SECONDS) as answer:
            told = json.loads(answer.read(_MOST_BYTES))
    except (URLError, OSError, ValueError) as trouble:
        raise ProviderUnreachable(type(trouble).__name__) from trouble
    if not isinstance(told, dict):
        raise ProviderUnreachable("answer")
    return told
