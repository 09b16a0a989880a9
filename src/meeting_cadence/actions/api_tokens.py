"""Tokens of the API: made, listed, revoked. A token never has more rights than its owner, and it ends."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple, Protocol

from meeting_cadence.access.person import Person, Role
from meeting_cadence.access.profiles import STANDARD, Profile
from meeting_cadence.access.token_rights import Only, is_within
from meeting_cadence.actions.passwords import hash_token, new_token
from meeting_cadence.actions.refusals import TokenNameMissing, TokenTooWide, TokenUnknown
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.queries.world import World

PREFIX: Final = "mc_"
"""By what people and scanners of secrets know a token."""
_SEEN_EVERY: Final = timedelta(minutes=1)


class BadgeNeedsBody(MeetingCadenceError):
    """A badge shows one body and all below it: its token names that body."""

    code = "badge_needs_body"
    http_status = 422
    exit_status = 2


class Token(NamedTuple):
    """A token as it is kept, without its secret. `owner`: as they are now."""

    id: int
    owner: Person
    name: str
    role: Role
    scope: str | None
    created: datetime
    expires: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    only: Only | None = None
    """None: the API, as far as role and scope reach."""

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires and not self.owner.disabled


class Wanted(NamedTuple):
    """A token to be made."""

    name: str
    role: Role
    scope: str | None
    days: int
    only: Only | None = None


class Tokens(Protocol):
    """The tokens in the hands of an action: one transaction at one instant."""

    @property
    def at(self) -> datetime: ...

    def put(self, token_hash: str, owner: Person, wanted: Wanted, expires: datetime, *, by: str) -> int:
        """Keep a new token; answers its number."""
        ...

    def by_hash(self, token_hash: str) -> Token | None: ...

    def of(self, owner: Person | None) -> list[Token]:
        """The tokens of a person (None: of everyone), the latest first."""
        ...

    def touch(self, number: int) -> None: ...

    def revoke(self, token: Token, *, by: str) -> None: ...


class Made(NamedTuple):
    """A new token. Its secret is told once."""

    id: int
    secret: str


def create_token(
    tokens: Tokens, world: World, owner: Person, wanted: Wanted, *, by: str, profile: Profile = STANDARD
) -> Made:
    """Make a token for its owner. Raises TokenNameMissing, TokenTooWide, BodyUnknown, BadgeNeedsBody."""
    if not wanted.name.strip() or len(wanted.name) > 100 or not wanted.name.isprintable():
        raise TokenNameMissing()
    if wanted.scope is not None:
        world.body(wanted.scope)
    if (
        not is_within(owner, world.pack.tree, wanted.role, wanted.scope)
        or not 1 <= wanted.days <= profile.token_days
    ):
        raise TokenTooWide(days=profile.token_days)
    if wanted.only is not None and wanted.role is not Role.VIEWER:
        raise TokenTooWide(days=profile.token_days)
    if wanted.only == "badge" and wanted.scope is None:
        raise BadgeNeedsBody()
    secret = PREFIX + new_token()
    expires = tokens.at + timedelta(days=wanted.days)
    return Made(tokens.put(hash_token(secret), owner, wanted, expires, by=by), secret)


def badge_address(public_url: str, secret: str) -> str:
    """Where the badge of a token is: for the page that shows it."""
    return f"{public_url}/badge/{secret}.svg"


def bearer_of(tokens: Tokens, world: World, secret: str) -> Person | None:
    """Whom a token stands for: its owner with the token's role and scope; None when it is good for nothing."""
    token = tokens.by_hash(hash_token(secret)) if secret.startswith(PREFIX) else None
    if token is None or not token.is_live(tokens.at):
        return None
    if not is_within(token.owner, world.pack.tree, token.role, token.scope):
        return None
    return token.owner.with_rights(token.role, token.scope)


def is_use_to_note(token: Token, at: datetime) -> bool:
    """Whether its last use lies a minute back."""
    return token.last_used_at is None or at - token.last_used_at >= _SEEN_EVERY


def revoke_token(tokens: Tokens, number: int, *, person: Person | None, by: str) -> None:
    """End a token at once; `person`: only theirs (None: anyone's). Raises TokenUnknown."""
    found = next((one for one in tokens.of(person) if one.id == number), None)
    if found is None:
        raise TokenUnknown(str(number))
    if found.revoked_at is None:
        tokens.revoke(found, by=by)
