"""What the actions need of the store, as Protocols. One desk is one transaction at one instant."""

from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from meeting_cadence.bodies import Contact
from meeting_cadence.ledger.entries import Adopt, Entry, When
from meeting_cadence.queries.amendment import Preview
from meeting_cadence.queries.world import World
from meeting_cadence.regulations.model import Pack


class Flip(NamedTuple):
    """A change of an obligation's standing or due. `at`: when it came true; `noticed`: when it was judged."""

    key: str
    old_standing: str | None
    """None: the obligation is new."""
    new_standing: str | None
    """None: the obligation is gone."""
    old_due: When | None
    new_due: When | None
    at: datetime
    noticed: datetime


class Receipt(NamedTuple):
    """What came of an entry."""

    seq: int
    """Its number on the ledger."""
    entry_id: str | None
    recorded: datetime | None
    flips: tuple[Flip, ...] = ()
    """The obligations whose standing or due changed by it."""
    repeated: bool = False
    """The same request had been answered before; nothing was written now."""


class Answered(NamedTuple):
    """What an idempotency key was used for."""

    digest: str
    receipt: Receipt


class Found(NamedTuple):
    """An entry on the ledger, by its id."""

    seq: int
    entry: Entry


class Desk(Protocol):
    """The record in the hands of one action."""

    @property
    def at(self) -> datetime: ...
    @property
    def world(self) -> World: ...

    def answered(self, request_key: str) -> Answered | None:
        """The first answer under an idempotency key."""
        ...

    def history(self, entry_id: str) -> Sequence[Found]:
        """The entries under an id and those that correct it, in the order of the ledger."""
        ...

    def near(self, entry_id: str) -> str:
        """The id on the ledger that is most like a mistyped one; an empty text when none is."""
        ...

    def labels(self, mandate: str, body: str) -> Sequence[str]:
        """The labels of the windows of a mandate and body, the earliest first."""
        ...

    def append(
        self,
        entry: Entry,
        *,
        entry_id: str | None,
        reason: str | None,
        request_key: str | None,
        digest: str,
    ) -> Receipt:
        """Put the entry on the ledger and judge again what it touches."""
        ...


class BulkDesk(Protocol):
    """The record in the hands of an import."""

    @property
    def world(self) -> World: ...

    def history(self, entry_id: str) -> Sequence[Found]:
        """As `Desk.history`."""
        ...

    def ids(self) -> Container[str]:
        """Every id on the ledger."""
        ...

    def append_all(self, entries: Sequence[Entry], *, reason: str | None) -> tuple[Flip, ...]:
        """Put the entries on the ledger as they stand and judge again what they touch; answers what changed."""
        ...


class BatchDesk(Desk, BulkDesk, Protocol):
    """The record in the hands of who records for many bodies at once."""

    def batch(self, name: str) -> Sequence[Entry]:
        """The entries whose ids begin so, and those that correct them, in the order of the ledger."""
        ...

    def adoptions(self) -> Mapping[str, Sequence[Adopt]]:
        """The adoptions that stand, by body."""
        ...


class PackDesk(Protocol):
    """The applied packs in the hands of `apply_pack`."""

    @property
    def at(self) -> datetime: ...
    @property
    def world(self) -> World: ...

    def versions(self) -> Sequence[tuple[str, int, str]]:
        """(pack, version, digest) of every version in force."""
        ...

    def put_pack(
        self, pack: str, files: Mapping[str, str], root: str, *, by: str | None, reason: str | None
    ) -> "Applied":
        """Put a version in force instead of the pack's last one, and judge everything again.

        Raises PacksClash when it contradicts another pack in force.
        """
        ...


class RegistryDesk(PackDesk, Protocol):
    """The packs in force in the hands of who edits parts of them."""

    def packs(self) -> Mapping[str, Pack]:
        """Every pack in force by its id, in the order in which they were first applied."""
        ...

    def plan_packs(self, fresh: Mapping[str, Pack], *, end: date) -> Preview:
        """What these packs, by their ids, would change, with windows up to `end`. Raises PacksClash."""
        ...

    def put_packs(
        self, fresh: Mapping[str, "Texts"], *, by: str | None, reason: str | None
    ) -> "AppliedTogether":
        """As `put_pack`, of several packs at once."""
        ...

    def note_edit(self, action: str, subject: str, *, by: str | None, **values: Any) -> None:
        """Leave a line on the audit trail that says what of a pack was edited."""
        ...


class Texts(NamedTuple):
    """The files of a pack by the names under which `root` includes them."""

    files: Mapping[str, str]
    root: str


class AppliedTogether(NamedTuple):
    """Versions by the id of their pack, and the obligations that changed."""

    versions: Mapping[str, int]
    flips: tuple[Flip, ...] = ()


class Applied(NamedTuple):
    """What came of applying a pack. `unchanged`: this very version was in force already."""

    pack: str
    version: int
    unchanged: bool
    flips: tuple[Flip, ...] = ()


class ContactDesk(Protocol):
    """Contacts in the hands of an action."""

    @property
    def at(self) -> datetime: ...
    @property
    def world(self) -> World: ...

    def put_contact(self, body: str, contact: Contact, *, active: bool, by: str | None) -> None:
        """Add a contact or change one, or hide one of the pack; alerts about the body and those below look again."""
        ...
