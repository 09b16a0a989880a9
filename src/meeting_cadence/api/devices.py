"""Devices that read one's calendars by CalDAV: make a password, list one's own, revoke one. No token may."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from meeting_cadence.access import Role
from meeting_cadence.access.permits import IN_PERSON, allow
from meeting_cadence.actions.device_passwords import DevicePass, WantedDevice, revoke_device_password
from meeting_cadence.api.call import Answer, Caller, Number
from meeting_cadence.store.device_passwords import SqlDevicePasswords

router = APIRouter(prefix="/api/v1", tags=["devices"])


class NewDevice(BaseModel):
    """A device that shall read your calendars."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="Which device it is.", min_length=1, max_length=100)
    days: int = Field(180, description="How long its password lasts.", ge=1, le=366)


@router.get("/devices")
@allow(IN_PERSON)
def devices(call: Caller) -> Answer:
    """Your devices (an administrator: everyone's), without their passwords."""
    with call.reading() as reading:
        owner = None if call.person.role is Role.ADMINISTRATOR else call.person
        found = SqlDevicePasswords(reading.session, at=call.now).of(owner)
    return {"devices": [device_answer(one) for one in found]}


@router.post("/devices", status_code=201)
@allow(IN_PERSON)
def add_device(call: Caller, device: NewDevice) -> Answer:
    """Make a device's password; `secret` is told only in this answer. It opens your calendars by CalDAV, no more."""
    wanted = WantedDevice(device.name, device.days)
    with call.house.store.session() as session:
        made = call.house.feeds.admit(session, call.person, wanted, call.now, call.house.rules.profile)
    address = f"{call.house.public_url}/dav/"
    return {"id": made.id, "address": address, "login": call.person.login, "secret": made.secret}


@router.delete("/devices/{number}", status_code=200)
@allow(IN_PERSON)
def end_device(call: Caller, number: Number) -> Answer:
    """Revoke a device of yours (an administrator: anyone's), from its next request on."""
    owner = None if call.person.role is Role.ADMINISTRATOR else call.person
    with call.house.store.session() as session:
        passwords = SqlDevicePasswords(session, at=call.now)
        revoke_device_password(passwords, number, person=owner, by=call.person.login)
    return {"id": number, "revoked": True}


def device_answer(device: DevicePass) -> Answer:
    """A device as the API lists it."""
    return {
        "id": device.id,
        "owner": device.owner.login,
        "name": device.name,
        "created": device.created.isoformat(),
        "expires": device.expires.isoformat(),
        "revoked_at": device.revoked_at.isoformat() if device.revoked_at else None,
        "last_used_at": device.last_used_at.isoformat() if device.last_used_at else None,
        "last_client": device.last_client,
    }
