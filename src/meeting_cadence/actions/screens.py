"""Screens: addresses that show a body and all below it to whoever knows them, on a wall or inside another page.

A screen has no person behind it and no rights but to look at its scope. Its secret is told once and kept as a hash; it
belongs to the house, so it lives on when whoever made it leaves, until it is revoked or expires.
"""

from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple, Protocol

from meeting_cadence.access.person import Person, Role
from meeting_cadence.access.refusals import NotFound
from meeting_cadence.actions.passwords import hash_token, new_token
from meeting_cadence.actions.refusals import ScreenLasts, ScreenNameMissing, ScreenUnknown
from meeting_cadence.queries.world import World
from meeting_cadence.words.say import Language

Kind = Literal["wall", "embed"]
KINDS: Final[tuple[Kind, ...]] = ("wall", "embed")
LONGEST_NAME: Final = 100
LONGEST_DAYS: Final = 3650
LONGEST_SECRET: Final = 100
_SEEN_EVERY: Final = timedelta(minutes=5)


class WantedScreen(NamedTuple):
    """A screen to be made. `scope` None: every body. `days` None: until it is revoked."""

    kind: Kind
    name: str
    scope: str | None
    language: Language
    days: int | None


class Screen(NamedTuple):
    """A screen as it is kept, without its secret."""

    id: int
    kind: Kind
    name: str
    scope: str | None
    language: Language
    created: datetime
    created_by: str
    expires: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires is None or at < self.expires)

    def is_use_to_note(self, at: datetime) -> bool:
        """Whether its last use lies some minutes back."""
        return self.last_used_at is None or at - self.last_used_at >= _SEEN_EVERY

    @property
    def viewer(self) -> Person:
        """Who looks: nobody in particular, with no right but to see the scope."""
        return Person(0, f"screen-{self.id}", self.name, Role.VIEWER, self.scope, self.language)


class Screens(Protocol):
    """The screens in the hands of an action: one transaction at one instant."""

    @property
    def at(self) -> datetime: ...

    def put(self, secret_hash: str, wanted: WantedScreen, expires: datetime | None, *, by: str) -> int:
        """Keep a new one; answers its number."""
        ...

    def by_hash(self, secret_hash: str) -> Screen | None: ...

    def every(self) -> list[Screen]:
        """All of them, the latest first."""
        ...

    def touch(self, number: int) -> None: ...

    def revoke(self, screen: Screen, *, by: str) -> None: ...


class MadeScreen(NamedTuple):
    """A new screen. Its secret is told once."""

    id: int
    kind: Kind
    secret: str


def make_screen(screens: Screens, world: World, wanted: WantedScreen, *, by: str) -> MadeScreen:
    """Make a screen. Raises ScreenNameMissing, ScreenLasts, BodyUnknown."""
    if not wanted.name.strip() or len(wanted.name) > LONGEST_NAME or not wanted.name.isprintable():
        raise ScreenNameMissing()
    if wanted.scope is not None:
        world.body(wanted.scope)
    if wanted.days is not None and not 1 <= wanted.days <= LONGEST_DAYS:
        raise ScreenLasts(days=LONGEST_DAYS)
    secret = new_token()
    expires = None if wanted.days is None else screens.at + timedelta(days=wanted.days)
    return MadeScreen(screens.put(hash_token(secret), wanted, expires, by=by), wanted.kind, secret)


def screen_of(screens: Screens, world: World, kind: Kind, secret: str) -> Screen:
    """The screen behind an address. Raises NotFound: unknown, of the other kind, over, or without its body."""
    found = screens.by_hash(hash_token(secret)) if len(secret) <= LONGEST_SECRET else None
    if found is None or found.kind != kind or not found.is_live(screens.at):
        raise NotFound(kind)
    if found.scope is not None and found.scope not in world.pack.tree:
        raise NotFound(kind)
    return found


def revoke_screen(screens: Screens, number: int, *, by: str) -> None:
    """End a screen at once. Raises ScreenUnknown."""
    found = next((one for one in screens.every() if one.id == number), None)
    if found is None:
        raise ScreenUnknown(str(number))
    if found.revoked_at is None:
        screens.revoke(found, by=by)
