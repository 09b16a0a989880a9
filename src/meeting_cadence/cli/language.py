"""Which language to speak on the command line: `--lang`, else the environment, else English."""

import os
import sys
from collections.abc import Sequence

from meeting_cadence.words.say import Language


def language_of(arguments: Sequence[str] | None = None) -> Language:
    """`--lang zh|en` among the arguments; else MEETING_CADENCE_LANG, LC_ALL, LC_MESSAGES, LANG; else English."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for position, word in enumerate(given):
        if word.startswith("--lang="):
            return _known(word.removeprefix("--lang="))
        if word == "--lang" and position + 1 < len(given):
            return _known(given[position + 1])
    for name in ("MEETING_CADENCE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return _known(os.environ[name])
    return "en"


def _known(tag: str) -> Language:
    return "zh" if tag.lower().startswith("zh") else "en"
