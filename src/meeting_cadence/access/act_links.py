"""Signed links in mails: one recipient, one obligation, for so long. Whoever holds one answers without signing in.

A link proves that somebody can read the recipient's mail, nothing more; it opens a page and never changes anything
by being looked at.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from itsdangerous import BadSignature, URLSafeSerializer

from meeting_cadence.errors import MeetingCadenceError

LASTS: Final = timedelta(days=60)
_SALT: Final = "meeting-cadence/act"
LONGEST: Final = 1000


class LinkInvalid(MeetingCadenceError):
    """Not a link of this installation, or altered."""

    code = "act_link_invalid"
    http_status = 404


class LinkOld(LinkInvalid):
    """A link of this installation that has lasted its time."""

    code = "act_link_old"
    http_status = 410


class ActLink(NamedTuple):
    """What a link is bound to. `due_revision`: of the obligation when the mail was written."""

    obligation: str
    due_revision: str
    recipient: str
    until: datetime


def sign(link: ActLink, secret: bytes) -> str:
    """The token of a link."""
    until = int(link.until.timestamp())
    token = _serializer(secret).dumps([link.obligation, link.due_revision, link.recipient, until])
    return str(token)


def read(token: str, secret: bytes, *, at: datetime) -> ActLink:
    """The link of a token. Raises LinkInvalid, LinkOld."""
    if len(token) > LONGEST:
        raise LinkInvalid
    try:
        obligation, due_revision, recipient, until = _serializer(secret).loads(token)
    except (BadSignature, ValueError, TypeError) as error:
        raise LinkInvalid from error
    link = ActLink(obligation, due_revision, recipient, datetime.fromtimestamp(until, UTC))
    if at > link.until:
        raise LinkOld
    return link


def _serializer(secret: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=_SALT)
