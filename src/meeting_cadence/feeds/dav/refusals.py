"""Why a CalDAV request is refused: a status, and the precondition that was not met where the standards name one."""

from meeting_cadence.feeds.dav.xml_out import cal, dav, element


class DavRefused(Exception):
    """An answer other than what was asked for. `condition`: written XML, empty for a plain status."""

    def __init__(self, status: int, condition: str = "") -> None:
        super().__init__(f"{status} {condition}")
        self.status = status
        self.condition = condition


def malformed() -> DavRefused:
    """The request cannot be understood: 400."""
    return DavRefused(400)


def absent() -> DavRefused:
    """Not there, or not for this person: 404."""
    return DavRefused(404)


def unmet(local: str) -> DavRefused:
    """A precondition of WebDAV: 403."""
    return DavRefused(403, element(dav(local)))


def unmet_calendar(local: str) -> DavRefused:
    """A precondition of CalDAV: 403."""
    return DavRefused(403, element(cal(local)))


def no_filter() -> DavRefused:
    """The filter is none by RFC 4791: 403."""
    return unmet_calendar("valid-filter")
