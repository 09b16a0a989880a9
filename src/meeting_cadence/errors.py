"""One family of errors raised on purpose.

An error carries a code, its subject and values; `words` turns them into a sentence that tells a secretary
what to do, in Chinese and in English. Nothing below `words` carries prose.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple


class Phrase(NamedTuple):
    """A value that is itself a code of `words`: the sentence that holds it renders it in its own language."""

    code: str


class MeetingCadenceError(Exception):
    """Something a person can mend. `code` names the sentence in `words`; `values` fill it.

    `exit_status` is what the command line ends with, `http_status` what the service answers. `parts` are the
    single errors of which this one consists, all told together.
    """

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1
    http_status: ClassVar[int] = 400
    parts: "tuple[MeetingCadenceError, ...]" = ()

    def __init__(self, subject: str = "", /, **values: Any) -> None:
        self.subject = subject
        self.values: Mapping[str, Any] = values
        super().__init__(f"{self.code}: {subject} {dict(values) if values else ''}".strip())
