"""Contacts: who is told about a body, and over which channel."""

import re
from collections.abc import Sequence
from typing import Final

from meeting_cadence.actions.ports import ContactDesk
from meeting_cadence.actions.refusals import ContactInvalid, ContactUnknown
from meeting_cadence.bodies import Contact
from meeting_cadence.bodies.address import is_address, is_channel

_ROLE: Final = re.compile(r"\w[\w-]{0,59}")


def add_contact(desk: ContactDesk, *, body: str, contact: Contact, by: str | None = None) -> None:
    """Tell this contact too when the body is concerned; one of the same role, channel and address is changed.

    Raises BodyUnknown, ContactInvalid.
    """
    desk.world.body(body)
    fits = is_channel(contact.channel) and is_address(contact.channel, contact.address)
    if not fits or not _ROLE.fullmatch(contact.role) or not (contact.name or "").isprintable():
        raise ContactInvalid(contact.address[:100], role=contact.role[:100])
    desk.put_contact(body, contact, active=True, by=by)


def put_contacts(desk: ContactDesk, *, body: str, contacts: Sequence[Contact], by: str | None = None) -> None:
    """Tell exactly these contacts of a body. Raises BodyUnknown, ContactInvalid."""
    kept = {one.key: one for one in desk.world.body(body).contacts}
    wanted = {one.key: one for one in contacts}
    for key, one in kept.items():
        if key not in wanted:
            remove_contact(desk, body=body, contact=one, by=by)
    for key, one in wanted.items():
        if one != kept.get(key):
            add_contact(desk, body=body, contact=one, by=by)


def remove_contact(desk: ContactDesk, *, body: str, contact: Contact, by: str | None = None) -> None:
    """Tell this contact no longer, be it from a pack or added here. Raises BodyUnknown, ContactUnknown."""
    found = [one for one in desk.world.body(body).contacts if one.key == contact.key]
    if not found:
        raise ContactUnknown(contact.address[:100])
    desk.put_contact(body, found[0], active=False, by=by)
