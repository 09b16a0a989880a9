"""Signed links in mails: one recipient, one matter, for so long. Whoever holds one answers without signing in.

A link proves that somebody can read the recipient's mail, nothing more; it opens a page and never changes anything
by being looked at.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from itsdangerous import BadSignature, URLSafeSerializer

from meeting_cadence.errors import MeetingCadenceError

LASTS: Final = timedelta(days=60)
Purpose = Literal["act", "reply"]
"""Answering the alerts of an obligation, or the invitation to a meeting: a link of one opens nothing of the other."""
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
    """What a link is bound to. `due_revision`: of the obligation when the mail was written.

    With the purpose `reply` these are a meeting and the sequence of its invitation.
    """

    obligation: str
    due_revision: str
    recipient: str
    until: datetime


def sign(link: ActLink, secret: bytes, purpose: Purpose = "act") -> str:
    """The token of a link."""
    until = int(link.until.timestamp())
    token = _serializer(secret, purpose).dumps([link.obligation, link.due_revision, link.recipient, until])
    return str(token)


def read(token: str, secret: bytes, *, at: datetime, purpose: Purpose = "act") -> ActLink:
    """The link of a token. Raises LinkInvalid, LinkOld."""
    if len(token) > LONGEST:
        raise LinkInvalid
    try:
        obligation, due_revision, recipient, until = _serializer(secret, purpose).loads(token)
    except (BadSignature, ValueError, TypeError) as error:
        raise LinkInvalid from error
    link = ActLink(obligation, due_revision, recipient, datetime.fromtimestamp(until, UTC))
    if at > link.until:
        raise LinkOld
    return link


@lru_cache(maxsize=8)
def _serializer(secret: bytes, purpose: Purpose) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=f"meeting-cadence/{purpose}")
