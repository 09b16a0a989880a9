"""Sentences of errors about a request itself: how much it brings, where its list goes on."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "errors.body_too_large": (
        "发送的内容超过 {limit} MB，未读取，未作任何改动；请分批发送。",
        "What was sent is larger than {limit} MB and was not read; nothing was changed. Send it in parts.",
    ),
}
