"""How a report names a matter: the text it rests on, and where it stands."""

from typing import Final

from meeting_cadence.regulations.model import Mandate
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import Language, say

_DONE: Final = ("met", "met_extended", "met_late", "open", "missed")
"""Standings that have another word for matters that are not meetings."""


def source_of(mandate: Mandate | None, names: Names) -> str:
    """《…条例》第八条; the article alone where the text has no title."""
    if mandate is None:
        return ""
    title, article = names.text(mandate.regulation_title), names.text(mandate.article)
    if names.language == "zh":
        return f"《{title.strip('《》')}》{article}" if title else article
    return f"{title}, {article}" if title and article else title or article


def standing_word(standing: str, mandate: Mandate | None, language: Language) -> str:
    """Meetings are held, other matters are done."""
    is_done = standing in _DONE and (mandate is None or not mandate.is_meeting)
    return say(f"standings.done.{standing}" if is_done else f"standings.{standing}", language)
