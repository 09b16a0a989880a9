"""From the applied packs and the contacts kept here to one `World`, read anew only when one changed."""

import hashlib
from collections import OrderedDict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.bodies import Contact
from meeting_cadence.queries.merge import merge, with_contacts
from meeting_cadence.queries.world import World
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.store.tables.columns import canonical, table_of
from meeting_cadence.store.tables.record import ContactRow, PackVersion

_KEPT: Final = 8
_worlds: "OrderedDict[str, World]" = OrderedDict()
_packs: "OrderedDict[str, Pack]" = OrderedDict()
_guard: Final = Lock()


class Active(NamedTuple):
    """The version of a pack that is in force."""

    pack: str
    seq: int
    digest: str
    row: int


class _Contact(NamedTuple):
    body: str
    role: str
    address: str
    name: str | None
    active: bool
    channel: str
    all_clear: bool

    @property
    def contact(self) -> Contact:
        return Contact(self.role, self.address, self.name, self.channel, self.all_clear)


def load_world(session: Session) -> World:
    """Everything applied. A world depends on nothing but what its stamp names, so sessions share it."""
    return _shared(session, active_versions(session), _contact_rows(session))


def active_versions(session: Session) -> list[Active]:
    """The versions in force, in the order in which their packs were first applied."""
    table = table_of(PackVersion)
    rows = session.connection().execute(
        select(table.c.pack, table.c.seq, table.c.digest, table.c.id, table.c.active).order_by(table.c.id)
    )
    order: dict[str, Active | None] = {}
    for pack, seq, digest, row, active in rows:
        order[pack] = Active(pack, seq, digest, row) if active else order.get(pack)
    return [version for version in order.values() if version is not None]


def world_as_of(session: Session, at: datetime, *, together: bool = True) -> World:
    """What was in force at an instant, without contacts. `together`: what was applied at that very instant as well."""
    table = table_of(PackVersion)
    past = table.c.applied_at <= at if together else table.c.applied_at < at
    columns = (table.c.pack, table.c.seq, table.c.digest, table.c.id)
    order: dict[str, Active] = {}
    for row in session.connection().execute(select(*columns).where(past).order_by(table.c.id)):
        order[row.pack] = Active(*row)
    return _shared(session, list(order.values()), [])


def pack_of(session: Session, version: Active) -> Pack:
    """A version's pack, read again from the texts it was applied with."""
    table = table_of(PackVersion)
    root, files = (
        session.connection()
        .execute(select(table.c.root, table.c.files).where(table.c.id == version.row))
        .one()
    )
    return read_texts(files, root)


def read_texts(files: Mapping[str, str], root: str) -> Pack:
    """A pack from its texts by name. Raises PackRefused with every problem.

    Packs that were read lately are remembered: a new version is read for its checks, its preview and its use.
    """
    digest = digest_of(files, root)
    with _guard:
        known = _packs.get(digest)
    if known is None:
        known = read_pack_text(files[root], name=root, include=lambda name: files[name])
        with _guard:
            _packs[digest] = known
            while len(_packs) > _KEPT:
                _packs.popitem(last=False)
    return known


def digest_of(files: Mapping[str, str], root: str) -> str:
    """What makes two versions of a pack the same."""
    return hashlib.sha256(canonical({"root": root, "files": dict(files)}).encode()).hexdigest()


def packs_in_force(session: Session) -> dict[str, Pack]:
    """Every pack in force by its id, in the order in which they were first applied, without the contacts kept here."""
    return {version.pack: pack_of(session, version) for version in active_versions(session)}


def pack_as_kept(session: Session, pack: Pack) -> Pack:
    """A pack with the contacts kept here: what leaves as a file."""
    return with_contacts(pack, *_kept_contacts(_contact_rows(session), pack.tree.bodies))


def world_with(session: Session, fresh: Mapping[str, Pack]) -> World:
    """What would be in force with these packs, by their ids, in place of their versions of now. Raises PacksClash."""
    packs = {**packs_in_force(session), **fresh}
    return World(_merged(packs.values(), _contact_rows(session)))


def _shared(session: Session, versions: Sequence[Active], contacts: Sequence[_Contact]) -> World:
    stamp = _stamp(versions, contacts)
    with _guard:
        world = _worlds.get(stamp)
    if world is None:
        world = _build(session, stamp, versions, contacts)
        with _guard:
            _worlds[stamp] = world
            while len(_worlds) > _KEPT:
                _worlds.popitem(last=False)
    return world


def _build(session: Session, stamp: str, versions: Sequence[Active], contacts: Sequence[_Contact]) -> World:
    packs = [pack_of(session, version) for version in versions]
    applied = tuple((version.pack, version.seq) for version in versions)
    return World(_merged(packs, contacts), stamp, applied)


def _merged(packs: Iterable[Pack], contacts: Sequence[_Contact]) -> Pack:
    merged = merge(list(packs))
    return with_contacts(merged, *_kept_contacts(contacts, merged.tree.bodies))


def _kept_contacts(
    rows: Iterable[_Contact], bodies: Container[str]
) -> tuple[dict[str, list[Contact]], set[tuple[str, tuple[str, str, str]]]]:
    """Those added by body, and those hidden."""
    added: dict[str, list[Contact]] = {}
    here = [row for row in rows if row.body in bodies]
    for row in here:
        if row.active:
            added.setdefault(row.body, []).append(row.contact)
    return added, {(row.body, row.contact.key) for row in here if not row.active}


def _contact_rows(session: Session) -> Sequence[_Contact]:
    table = table_of(ContactRow)
    columns = ("body", "role", "email", "name", "active", "channel", "all_clear")
    rows = session.connection().execute(select(*(table.c[name] for name in columns)).order_by(table.c.id))
    return [_Contact(*row) for row in rows]


def _stamp(versions: Sequence[Active], contacts: Sequence[_Contact]) -> str:
    told = [[[v.pack, v.seq, v.digest] for v in versions], [list(row) for row in contacts]]
    return hashlib.sha256(canonical(told).encode()).hexdigest()
