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


class OpenSession(NamedTuple):
    """A sign-in that has not ended."""

    token_hash: str
    person: Person
    created: datetime
    last_seen: datetime


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

    def set_password(self, person: int, password_hash: str | None) -> None:
        """Keep a password's hash and forget failures."""
        ...

    def set_failures(self, person: int, failures: int, locked_until: datetime | None) -> None: ...

    def set_disabled(self, person: int, disabled: bool) -> None: ...

    def put_session(self, token_hash: str, person: int) -> None: ...

    def session(self, token_hash: str) -> OpenSession | None: ...

    def touch_session(self, token_hash: str) -> None: ...

    def end_session(self, token_hash: str) -> None: ...

    def end_sessions(self, person: int) -> int:
        """End every session of a person; answers how many."""
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
