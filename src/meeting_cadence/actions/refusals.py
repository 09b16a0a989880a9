"""Why an action is refused. Nothing was changed by any of these."""

from meeting_cadence.access.refusals import Conflict, NotFound
from meeting_cadence.errors import MeetingCadenceError


class EntryUnknown(NotFound):
    """No entry with that id is on the ledger."""

    code = "entry_unknown"


class EntryChanged(MeetingCadenceError):
    """The entry is no longer as the caller saw it: somebody corrected it meanwhile."""

    code = "entry_changed"
    http_status = 412


class EntryRetracted(MeetingCadenceError):
    """The entry has been taken back already. `by`: who did."""

    code = "entry_retracted"
    http_status = 409


class WindowUnknown(NotFound):
    """The mandate has no window of that label for the body. `near` is the nearest label."""

    code = "window_unknown"


class NotObliged(Conflict):
    """The body is not obliged by the mandate or regulation `by`."""

    code = "not_obliged"


class RequestKeyReused(Conflict):
    """The idempotency key was used for another content."""

    code = "request_key_reused"


class EntryConflict(Conflict):
    """The id stands for another entry on this ledger."""

    code = "entry_conflict"


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


class PersonUnknown(NotFound):
    """Nobody has that login."""

    code = "person_unknown"


class RoleUnknown(NotFound):
    """There is no such role. `near` is the nearest."""

    code = "role_unknown"
    http_status = 422
    exit_status = 2


class LoginInvalid(MeetingCadenceError):
    """A login is 1 to 100 of a-z, 0-9, dot, hyphen, underscore and at sign; a name is not empty."""

    code = "login_invalid"
    http_status = 422
    exit_status = 2


class LoginTaken(Conflict):
    """Somebody has that login already."""

    code = "login_taken"


class PasswordTooWeak(MeetingCadenceError):
    """The password is too short, too long or too plain."""

    code = "password_too_weak"
    http_status = 422


class PasswordWrong(MeetingCadenceError):
    """The password of now, asked for before it is changed, is not this one."""

    code = "password_wrong"
    http_status = 422


class CodeWrong(MeetingCadenceError):
    """The code of the second factor is wrong, too old or used already."""

    code = "code_wrong"
    http_status = 422


class TokenTooWide(MeetingCadenceError):
    """An API token may not do more, see more or last longer (`days`) than its owner and the profile allow."""

    code = "token_too_wide"
    http_status = 422
    exit_status = 2


class TokenNameMissing(MeetingCadenceError):
    """An API token needs a name of 1 to 100 characters that says what it is for."""

    code = "token_name_missing"
    http_status = 422
    exit_status = 2


class TokenUnknown(NotFound):
    """No API token has that number, or it is another person's."""

    code = "token_unknown"


class DeviceNameMissing(MeetingCadenceError):
    """A device's password needs a name of 1 to 100 characters that says which device it is."""

    code = "device_name_missing"
    http_status = 422
    exit_status = 2


class DeviceLasts(MeetingCadenceError):
    """A device's password may not last so long: 1 to `days` days by the profile."""

    code = "device_lasts"
    http_status = 422
    exit_status = 2


class DeviceUnknown(NotFound):
    """No device's password has that number, or it is another person's."""

    code = "device_unknown"


class ScreenNameMissing(MeetingCadenceError):
    """A screen needs a name of 1 to 100 characters that says where it hangs."""

    code = "screen_name_missing"
    http_status = 422


class ScreenLasts(MeetingCadenceError):
    """A screen may not last so long: 1 to `days` days, or until it is revoked."""

    code = "screen_lasts"
    http_status = 422


class ScreenUnknown(NotFound):
    """No screen has that number."""

    code = "screen_unknown"


class SignInRefused(MeetingCadenceError):
    """Login or password do not fit, or the account is locked: always the same answer."""

    code = "sign_in_refused"
    http_status = 401


class LinkUseless(MeetingCadenceError):
    """The one-time link is unknown, used or expired: always the same answer."""

    code = "link_useless"
    http_status = 410


class BatchUnknown(NotFound):
    """No entry of such a batch is on the ledger."""

    code = "batch_unknown"


class BatchUndone(Conflict):
    """Every entry of the batch was taken back already."""

    code = "batch_undone"


class NobodyChosen(MeetingCadenceError):
    """None of the bodies that could adopt is ticked."""

    code = "nobody_chosen"
    http_status = 422
    exit_status = 2
