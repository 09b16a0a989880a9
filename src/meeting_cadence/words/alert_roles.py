"""Who is told, in words: a role we know, or one of a body further up the tree; a pack's own word as it is."""

from typing import Final

from meeting_cadence.words.say import Language, say

_KNOWN: Final = ("secretariat", "chair", "supervisor", "superior_secretariat", "administrator")
_ABOVE: Final = "superior_"


def role_in_words(role: str, language: Language) -> str:
    """As pages and previews call the recipients of a rung."""
    if role in _KNOWN:
        return say(f"alerts.role.{role}", language)
    if role.startswith(_ABOVE):
        return say("alerts.role.above", language, role=role_in_words(role.removeprefix(_ABOVE), language))
    return role
