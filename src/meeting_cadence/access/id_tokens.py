"""What an OpenID provider says of somebody who signed in there, taken only with its signature and for us alone.

The checks are those of OpenID Connect Core 1.0, 3.1.3.7; the libraries of the extra `sso` do them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from meeting_cadence.errors import MeetingCadenceError

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with a key that the provider alone has; never `none`, and none made with a secret that both know."""
LEEWAY_SECONDS: Final = 60
"""By so much the clocks may differ."""
_STRONG: Final = frozenset({"mfa", "otp", "hwk", "swk", "sms", "fpt", "face", "iris", "sc"})
"""Ways of proving oneself (RFC 8176) that are no password."""


class IdTokenRefused(MeetingCadenceError):
    """The provider's word is no good: not its signature, not for us, not of now, or not for this attempt.

    Subject: what is wrong, for the audit trail; people are told only that it did not work.
    """

    code = "id_token_refused"
    http_status = 400


class Identity(NamedTuple):
    """Who signed in at the provider. `email`: only one that the provider has verified."""

    subject: str
    email: str | None
    username: str | None
    by_two_factors: bool


def read_id_token(
    token: str,
    keys: Mapping[str, Any],
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str | None,
    at: datetime,
) -> Identity:
    """The identity in an ID token, by the provider's public `keys` (a JWK set). Raises IdTokenRefused."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    params = {"nonce": nonce, "client_id": client_id, "access_token": access_token}
    options: Any = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client_id},
        "nonce": {"essential": True, "value": nonce},
        "sub": {"essential": True},
    }
    published: Any = dict(keys)
    try:
        found = jwt.decode(token, KeySet.import_key_set(published), algorithms=list(ALGORITHMS))
        claims = CodeIDToken(found.claims, found.header, options, params)
        claims.validate(now=int(at.timestamp()), leeway=LEEWAY_SECONDS)
    except (JoseError, ValueError, TypeError, KeyError) as refused:
        raise IdTokenRefused(type(refused).__name__) from refused
    return _identity(claims)


def _identity(claims: Mapping[str, Any]) -> Identity:
    subject, email, name = (claims.get(key) for key in ("sub", "email", "preferred_username"))
    if not isinstance(subject, str) or not subject:
        raise IdTokenRefused("sub")
    verified = claims.get("email_verified") is True and isinstance(email, str)
    return Identity(
        subject,
        str(email) if verified else None,
        name if isinstance(name, str) else None,
        _is_strong(claims.get("amr")),
    )


def _is_strong(ways: object) -> bool:
    """Whether the provider says that more than a password was shown."""
    return isinstance(ways, Sequence) and not isinstance(ways, str) and not _STRONG.isdisjoint(map(str, ways))
