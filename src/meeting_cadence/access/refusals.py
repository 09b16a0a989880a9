"""Refusals. What a person may not see is answered exactly like what does not exist."""

from meeting_cadence.errors import MeetingCadenceError


class NotFound(MeetingCadenceError):
    """No such thing, or none that this person may see. `near`: the nearest known name, else an empty text."""

    code = "not_found"
    http_status = 404

    def __init__(self, subject: str, /, near: str = "") -> None:
        super().__init__(subject, near=near)


class BodyUnknown(NotFound):
    """No body with that id is in an applied pack."""

    code = "body_unknown"


class MandateUnknown(NotFound):
    """No mandate with that id is in an applied pack."""

    code = "mandate_unknown"


class RegulationUnknown(NotFound):
    """No regulation with that id is in an applied pack."""

    code = "regulation_unknown"


class NotAllowed(MeetingCadenceError):
    """The person may see it but not do this."""

    code = "not_allowed"
    http_status = 403


class Conflict(MeetingCadenceError):
    """It contradicts what is on record; nothing was changed."""

    code = "conflict"
    http_status = 409
