"""What the actions on people need of the store."""

from datetime import datetime
from typing import NamedTuple, Protocol

from meeting_cadence.access.person import Person


class Account(NamedTuple):
    """A person with what signing in needs."""

    person: Person
    password_hash: str | None
    failures: int = 0
    locked_until: datetime | None = None


class Factor(NamedTuple):
    """A second factor. `since` None: begun, but no code has confirmed it. `step`: that of the code used last."""

    nonce: str
    since: datetime | None = None
    step: int | None = None


class OpenSession(NamedTuple):
    """A sign-in that has not ended."""

    token_hash: str
    person: Person
    created: datetime
    last_seen: datetime
    password_changed: datetime | None = None
    has_factor: bool = False
    """Somebody with a second factor."""
    shown_factor: bool = False
    """The second factor has been shown in this session."""
    by_provider: bool = False
    """Opened by an OpenID provider: its passwords are not ours to age."""


class Link(NamedTuple):
    """A one-time link. `person` None: the first administrator."""

    token_hash: str
    person: int | None
    purpose: str
    expires: datetime
    used: datetime | None


class People(Protocol):
    """The people in the hands of an action: one transaction at one instant."""

    @property
    def at(self) -> datetime: ...

    def account(self, login: str) -> Account | None:
        """By login, compared lower case."""
        ...

    def everyone(self) -> list[Person]: ...

    def add(self, person: Person) -> Person:
        """Keep a new person; answers it with its id."""
        ...

    def update(self, person: Person) -> None:
        """Keep name, role, scope, language and address of a person."""
        ...

    def set_password(self, person: int, password_hash: str | None) -> None:
        """Keep a password's hash, of now, and forget failures."""
        ...

    def earlier_passwords(self, person: int, count: int) -> list[str]:
        """The hashes of the last so many passwords, that of now among them."""
        ...

    def factor(self, person: int) -> Factor | None: ...

    def put_factor(self, person: int, factor: Factor | None) -> None:
        """Keep a second factor in place of the one before; None takes it away."""
        ...

    def mark_provider(self, token_hash: str) -> None:
        """The session was opened by an OpenID provider."""
        ...

    def show_factor(self, token_hash: str) -> None:
        """The second factor was shown in this session."""
        ...

    def revoke_tokens(self, person: int) -> int:
        """Revoke every API token and every device's password of a person at once; answers how many."""
        ...

    def set_failures(self, person: int, failures: int, locked_until: datetime | None) -> None: ...

    def set_disabled(self, person: int, disabled: bool) -> None: ...

    def put_session(self, token_hash: str, person: int) -> None: ...

    def session(self, token_hash: str) -> OpenSession | None: ...

    def touch_session(self, token_hash: str) -> None: ...

    def end_session(self, token_hash: str) -> None: ...

    def end_sessions(self, person: int, but: str | None = None) -> int:
        """End every session of a person but the one of this hash; answers how many."""
        ...

    def revoke_feeds(self, person: Person) -> int:
        """Revoke every feed of a person at once; answers how many."""
        ...

    def put_link(self, token_hash: str, person: int | None, purpose: str, expires: datetime) -> None: ...

    def link(self, token_hash: str) -> Link | None: ...

    def use_link(self, token_hash: str) -> None: ...

    def end_links(self, person: int | None) -> None:
        """Make every unused link of a person (None: of the first administrator) useless."""
        ...

    def note(self, kind: str, *, login: str | None, by: str | None, **values: object) -> None:
        """Write a line of the security log and of the audit trail."""
        ...
