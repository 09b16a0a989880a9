"""An error raised on purpose, as the lines of a page: one problem a line, without file and line of a form."""

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.problems import Refused
from meeting_cadence.words.errors import tell
from meeting_cadence.words.problems import sentence
from meeting_cadence.words.say import Language


def status_of(error: MeetingCadenceError) -> int:
    """422 for what a person can mend in the form; its own where the store is at fault, or the record has moved on."""
    return error.http_status if error.http_status >= 500 or error.http_status == 409 else 422


def problem_lines(error: MeetingCadenceError, language: Language) -> list[str]:
    """Every problem of a refused entry; the one sentence of any other error."""
    if isinstance(error, Refused) and error.problems:
        return [sentence(problem, language) for problem in error.problems]
    return [line.strip() for line in tell(error, language).splitlines()]
