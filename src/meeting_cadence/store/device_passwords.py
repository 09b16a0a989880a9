"""The passwords of `actions.device_passwords` over one session."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update
from sqlmodel import Session

from meeting_cadence.access.person import Person
from meeting_cadence.actions.device_passwords import DevicePass, WantedDevice
from meeting_cadence.store.audit import note
from meeting_cadence.store.people import person_value
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.dav import DevicePassword
from meeting_cadence.store.tables.record import PersonRow

_DEVICE: Final = table_of(DevicePassword)
_PERSON: Final = table_of(PersonRow)


class SqlDevicePasswords:
    """Passwords of devices."""

    def __init__(self, session: Session, *, at: datetime) -> None:
        self._db = session
        self.at = at

    def put(
        self, secret_hash: str, owner: Person, wanted: WantedDevice, expires: datetime, *, by: str
    ) -> int:
        row = DevicePassword(
            secret_hash=secret_hash, person=owner.id, name=wanted.name, created=self.at, expires=expires
        )
        self._db.add(row)
        self._db.flush()
        assert row.id is not None
        values = {"owner": owner.login, "name": wanted.name, "expires": expires}
        note(self._db, "device.created", at=self.at, actor=by, subject=str(row.id), **values)
        return row.id

    def by_hash(self, secret_hash: str) -> DevicePass | None:
        found = self._read(_joined().where(_DEVICE.c.secret_hash == secret_hash))
        return found[0] if found else None

    def of(self, owner: Person | None) -> list[DevicePass]:
        statement = _joined().order_by(_DEVICE.c.id.desc())
        return self._read(statement if owner is None else statement.where(_DEVICE.c.person == owner.id))

    def touch(self, number: int, client: str) -> None:
        values = {"last_used_at": self.at, "last_client": client}
        self._db.connection().execute(update(_DEVICE).where(_DEVICE.c.id == number).values(values))

    def revoke(self, device: DevicePass, *, by: str) -> None:
        mine = update(_DEVICE).where(_DEVICE.c.id == device.id)
        self._db.connection().execute(mine.values(revoked_at=self.at))
        self._db.expire_all()
        subject, login = str(device.id), device.owner.login
        note(self._db, "device.revoked", at=self.at, actor=by, subject=subject, owner=login)

    def _read(self, statement: Any) -> list[DevicePass]:
        return [_value(row, person) for row, person in self._db.execute(statement)]


def _joined() -> Any:
    return select(DevicePassword, PersonRow).join(PersonRow, _PERSON.c.id == _DEVICE.c.person)


def _value(row: DevicePassword, person: PersonRow) -> DevicePass:
    assert row.id is not None
    return DevicePass(
        row.id,
        person_value(person),
        row.name,
        row.created,
        row.expires,
        row.revoked_at,
        row.last_used_at,
        row.last_client,
    )
