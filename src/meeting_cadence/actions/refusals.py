"""Why an action is refused. Nothing was changed by any of these."""

from meeting_cadence.access.refusals import Conflict, NotFound
from meeting_cadence.errors import MeetingCadenceError


class EntryUnknown(NotFound):
    """No entry with that id is on the ledger."""

    code = "entry_unknown"


class WindowUnknown(NotFound):
    """The mandate has no window of that label for the body. `near` is the nearest label."""

    code = "window_unknown"


class NotObliged(Conflict):
    """The body is not obliged by the mandate or regulation `by`."""

    code = "not_obliged"


class RequestKeyReused(Conflict):
    """The idempotency key was used for another content."""

    code = "request_key_reused"


class EntryRetracted(Conflict):
    """The entry was already taken back."""

    code = "entry_retracted"


class NotAnEntry(MeetingCadenceError):
    """The request is not one entry: exactly one of the entry kinds, and neither `recorded` nor `by`."""

    code = "not_an_entry"
    http_status = 422
    exit_status = 2


class ReasonNeeded(MeetingCadenceError):
    """A correction needs a reason."""

    code = "reason_needed"
    http_status = 422
    exit_status = 2


class ContactUnknown(NotFound):
    """The body has no such contact."""

    code = "contact_unknown"


class ContactInvalid(MeetingCadenceError):
    """The address or the `role` of a contact cannot be used."""

    code = "contact_invalid"
    http_status = 422
    exit_status = 2
