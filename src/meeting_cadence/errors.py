"""One family of errors raised on purpose.

An error carries a code, its subject and values; `words` turns them into a sentence that tells a secretary
what to do, in Chinese and in English. Nothing below `words` carries prose.
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class MeetingCadenceError(Exception):
    """Something a person can mend. `code` names the sentence in `words`; `values` fill it.

    `exit_status` is what the command line ends with, `http_status` what the service answers.
    """

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1
    http_status: ClassVar[int] = 400

    def __init__(self, subject: str = "", /, **values: Any) -> None:
        self.subject = subject
        self.values: Mapping[str, Any] = values
        super().__init__(f"{self.code}: {subject} {dict(values) if values else ''}".strip())
