"""The desk: the record in the hands of the actions, for one transaction at one instant."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session

from meeting_cadence.actions.ports import Answered, Applied, AppliedTogether, Flip, Found, Receipt, Texts
from meeting_cadence.bodies import Contact
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.entries import Act, Adopt, Entry
from meeting_cadence.queries.amendment import Preview
from meeting_cadence.queries.policy_changes import retold
from meeting_cadence.queries.scope import Stream, touched
from meeting_cadence.queries.world import World, nearest
from meeting_cadence.regulations.model import Pack
from meeting_cadence.store import ledger, registry
from meeting_cadence.store.adoptions import standing_adoptions
from meeting_cadence.store.alert_marks import look_again
from meeting_cadence.store.audit import note
from meeting_cadence.store.batches import find_batch
from meeting_cadence.store.plan import plan_packs
from meeting_cadence.store.projection import Progress, reproject, reproject_amended
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import ContactRow, LedgerEntry, Obligation, PackVersion

_ENTRY = table_of(LedgerEntry)
_ROWS = table_of(Obligation)
_VERSIONS = table_of(PackVersion)
_CONTACTS = table_of(ContactRow)


class SqlDesk:
    """Desk, PackDesk and ContactDesk of `actions.ports` over one session."""

    def __init__(
        self,
        session: Session,
        *,
        at: datetime,
        tables: Tables,
        actor: str | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.session = session
        self.progress = progress
        """Told, while a pack is applied, how many streams are to be judged and how many more were."""
        self.actor = actor
        """Who works at it, as the audit trail names them; by default the author that each action is given."""
        self.at = at
        self.tables = tables

    @cached_property
    def world(self) -> World:
        return registry.load_world(self.session)

    def answered(self, request_key: str) -> Answered | None:
        columns = (_ENTRY.c.digest, _ENTRY.c.seq, _ENTRY.c.entry_id, _ENTRY.c.recorded)
        statement = select(*columns).where(_ENTRY.c.request_key == request_key)
        row = self.session.connection().execute(statement).first()
        if row is None:
            return None
        return Answered(row.digest, Receipt(row.seq, row.entry_id, row.recorded, repeated=True))

    def history(self, entry_id: str) -> Sequence[Found]:
        return [Found(kept.seq, kept.entry) for kept in ledger.load_history(self.session, entry_id)]

    def ids(self) -> Container[str]:
        statement = select(_ENTRY.c.entry_id).where(_ENTRY.c.entry_id.is_not(None))
        return set(self.session.connection().execute(statement).scalars())

    def near(self, entry_id: str) -> str:
        return nearest(entry_id, ledger.near_ids(self.session, entry_id))

    def labels(self, mandate: str, body: str) -> Sequence[str]:
        statement = (
            select(_ROWS.c.label)
            .where(_ROWS.c.mandate == mandate, _ROWS.c.body == body, _ROWS.c.gone_at.is_(None))
            .order_by(_ROWS.c.due)
        )
        return list(dict.fromkeys(self.session.connection().execute(statement).scalars()))

    def append(
        self,
        entry: Entry,
        *,
        entry_id: str | None,
        reason: str | None,
        request_key: str | None,
        digest: str,
    ) -> Receipt:
        recorded = ledger.recorded_after(self.session, entry_id, entry.recorded)
        entry = replace(entry, recorded=recorded)
        streams = self._touched(entry)
        (seq,) = ledger.append_entries(
            self.session,
            [entry],
            at=self.at,
            reason=reason,
            request_key=request_key,
            digest=digest,
            actor=self.actor,
        )
        flips = reproject(self.session, self.world, streams, at=self.at, tables=self.tables)
        return Receipt(seq, entry_id, recorded, tuple(flips))

    def append_all(self, entries: Sequence[Entry], *, reason: str | None) -> tuple[Flip, ...]:
        """Append many entries as they stand (an import) and judge everything they touch; answers what changed."""
        streams = {stream for entry in entries for stream in self._touched(entry)}
        ledger.append_entries(self.session, entries, at=self.at, reason=reason, actor=self.actor)
        streams |= {stream for entry in entries for stream in self._touched(entry)}
        return tuple(reproject(self.session, self.world, streams, at=self.at, tables=self.tables))

    def batch(self, name: str) -> Sequence[Entry]:
        return find_batch(self.session, name)

    def adoptions(self) -> Mapping[str, Sequence[Adopt]]:
        return standing_adoptions(self.session)

    def versions(self) -> Sequence[tuple[str, int, str]]:
        return [(one.pack, one.seq, one.digest) for one in registry.active_versions(self.session)]

    def packs(self) -> Mapping[str, Pack]:
        return registry.packs_in_force(self.session)

    def plan_packs(self, fresh: Mapping[str, Pack], *, end: date) -> Preview:
        return plan_packs(self.session, fresh, at=self.at, end=end, tables=self.tables)

    def put_pack(
        self, pack: str, files: Mapping[str, str], root: str, *, by: str | None, reason: str | None
    ) -> Applied:
        texts = Texts(files, root)
        done = self.put_packs({pack: texts}, by=by, reason=reason)
        return Applied(pack, done.versions[pack], False, done.flips)

    def put_packs(self, fresh: Mapping[str, Texts], *, by: str | None, reason: str | None) -> AppliedTogether:
        registry.world_with(
            self.session, {pack: registry.read_texts(*texts) for pack, texts in fresh.items()}
        )
        before = self.world
        versions: dict[str, int] = {}
        for pack, (files, root) in fresh.items():
            versions[pack] = self._keep_version(pack, files, root, by=by, reason=reason)
            digest = registry.digest_of(files, root)
            self._note("pack.applied", by, pack, version=versions[pack], digest=digest, reason=reason)
        self.__dict__.pop("world", None)
        flips = reproject_amended(
            self.session, before, self.world, at=self.at, tables=self.tables, progress=self.progress
        )
        look_again(self.session, mandates=retold(before.pack, self.world.pack))
        return AppliedTogether(versions, tuple(flips))

    def note_edit(self, action: str, subject: str, *, by: str | None, **values: Any) -> None:
        self._note(action, by, subject, **values)

    def put_contact(self, body: str, contact: Contact, *, active: bool, by: str | None) -> None:
        key = dict(zip(("role", "channel", "email"), contact.key, strict=True))
        same = select(ContactRow).where(
            _CONTACTS.c.body == body, *(_CONTACTS.c[name] == value for name, value in key.items())
        )
        row = self.session.scalars(same).first() or ContactRow(
            body=body, role=contact.role, channel=contact.channel, email=contact.address, changed_at=self.at
        )
        row.name, row.active, row.all_clear = contact.name, active, contact.all_clear
        row.changed_at, row.changed_by = self.at, by
        self.session.add(row)
        self.session.flush()
        look_again(self.session, bodies=self.world.pack.tree.subtree(body))
        told = {"name": contact.name, "active": active, "all_clear": contact.all_clear}
        self._note("contact.put", by, body, **key, **told)
        self.__dict__.pop("world", None)

    def _note(self, action: str, by: str | None, subject: str, **values: Any) -> None:
        note(self.session, action, at=self.at, actor=self.actor or by, subject=subject, **values)

    def _touched(self, entry: Entry) -> set[Stream]:
        corrected = [kept.entry for kept in ledger.targets_of(self.session, entry)]
        facts = ledger.facts_in([entry, *corrected])
        plans = {fact.plan for fact in facts if isinstance(fact, Act) and fact.plan is not None}
        facts += [fact for plan in plans for fact in ledger.facts_in(_entries(self.history(plan)))]
        return {stream for fact in facts for stream in touched(self.world, fact)}

    def _keep_version(
        self, pack: str, files: Mapping[str, str], root: str, *, by: str | None, reason: str | None
    ) -> int:
        connection = self.session.connection()
        last = connection.execute(select(func.max(_VERSIONS.c.seq)).where(_VERSIONS.c.pack == pack)).scalar()
        connection.execute(update(_VERSIONS).where(_VERSIONS.c.pack == pack).values(active=False))
        seq = (last or 0) + 1
        version = PackVersion(
            pack=pack,
            seq=seq,
            root=root,
            files=dict(files),
            digest=registry.digest_of(files, root),
            applied_at=self.at,
            applied_by=by,
            reason=reason,
        )
        self.session.add(version)
        self.session.flush()
        return seq


def _entries(found: Sequence[Found]) -> list[Entry]:
    return [one.entry for one in found]
