"""Contacts: who is told about a body."""

import re
from typing import Final

from meeting_cadence.actions.ports import ContactDesk
from meeting_cadence.actions.refusals import ContactInvalid, ContactUnknown

_ADDRESS: Final = re.compile(r"[^\s@<>\"',;]{1,64}@[^\s@<>\"',;]{1,190}")
_ROLE: Final = re.compile(r"\w[\w-]{0,59}")


def add_contact(
    desk: ContactDesk, *, body: str, role: str, email: str, name: str | None = None, by: str | None = None
) -> None:
    """Tell this address too when the body is concerned. Raises BodyUnknown, ContactInvalid."""
    desk.world.body(body)
    if not _ADDRESS.fullmatch(email) or not _ROLE.fullmatch(role) or "\n" in (name or ""):
        raise ContactInvalid(email, role=role)
    desk.put_contact(body, role, email, name=name, active=True, by=by)


def remove_contact(desk: ContactDesk, *, body: str, role: str, email: str, by: str | None = None) -> None:
    """Tell this address no longer, be it from a pack or added here. Raises BodyUnknown, ContactUnknown."""
    found = [one for one in desk.world.body(body).contacts if (one.role, one.email) == (role, email)]
    if not found:
        raise ContactUnknown(email)
    desk.put_contact(body, role, email, name=found[0].name, active=False, by=by)
