"""Sentences of the family of errors: what happened, what was kept, what to do."""

from typing import Final

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.words.say import Language, say

WORDS: Final[dict[str, tuple[str, str]]] = {
    "errors.unexpected": ("出错：{subject}", "Something went wrong: {subject}"),
}


def tell(error: MeetingCadenceError, language: Language) -> str:
    """The sentence of an error raised on purpose. Its code is `errors.<code>`."""
    code = f"errors.{error.code}"
    if code not in WORDS:
        return say("errors.unexpected", language, subject=str(error))
    return say(code, language, subject=error.subject, **error.values)
