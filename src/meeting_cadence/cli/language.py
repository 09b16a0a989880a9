"""Which language to speak on the command line: `--lang`, else the environment, else English."""

import os
import sys
from collections.abc import Sequence

from meeting_cadence.words.say import Language


def language_of(arguments: Sequence[str] | None = None) -> Language:
    """`--lang zh|en` among the arguments; else MEETING_CADENCE_LANG, LC_ALL, LC_MESSAGES, LANG; else English."""
    return _known(_asked(arguments))


def chosen_language(otherwise: Language, arguments: Sequence[str] | None = None) -> Language:
    """The same where Chinese or English was asked for; a locale of neither (C.UTF-8, none) chooses nothing."""
    asked = _asked(arguments)
    return _known(asked) if asked.lower().startswith(("zh", "en")) else otherwise


def _asked(arguments: Sequence[str] | None) -> str:
    given = list(sys.argv[1:] if arguments is None else arguments)
    for position, word in enumerate(given):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and position + 1 < len(given):
            return given[position + 1]
    names = ("MEETING_CADENCE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return next((os.environ[name] for name in names if os.environ.get(name)), "")


def _known(tag: str) -> Language:
    return "zh" if tag.lower().startswith("zh") else "en"
