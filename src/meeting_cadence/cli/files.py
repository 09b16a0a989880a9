"""Files named on the command line."""

from pathlib import Path

from meeting_cadence.errors import MeetingCadenceError


class CannotRead(MeetingCadenceError):
    """A file that is not there, is a folder, or may not be read."""

    code = "cannot_read"
    exit_status = 2


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises CannotRead with the system's reason."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(str(path), reason=error.strerror or str(error)) from error
