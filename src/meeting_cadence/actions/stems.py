"""Ids for entries that come without one, such that a person recognises them: who, what, when."""

from collections.abc import Mapping
from typing import Any, Final

from meeting_cadence.ledger.entries import Entry, Fact, Replace, Retract
from meeting_cadence.ledger.write import entry_as_mapping

_LONGEST: Final = 80
_WHEN: Final = ("start", "at", "window", "on", "from")
_WHAT: Final = ("kind", "mandate", "regulation", "act")


def stem(kind: str, fields: Mapping[str, Any]) -> str:
    """The stem for the fields of one entry kind; a number behind it makes it unique."""
    if kind in ("retract", "replace"):
        return f"{fields.get('entry')}-{kind}"
    who = fields.get("body") or next(iter(fields.get("bodies") or ()), None)
    what = next((fields[key] for key in _WHAT if fields.get(key)), None)
    when = next((fields[key] for key in _WHEN if fields.get(key)), None)
    words = [who, "plan" if kind == "plan" else None, what]
    if kind not in ("act", "plan", "event"):
        words.append(kind.replace("_", "-"))
    if when is not None:
        words.append(str(when)[:10] if str(when)[:4].isdigit() else when)
    return _safe("-".join(str(word) for word in words if word))[:_LONGEST]


def stem_of(content: Fact | Retract | Replace) -> str:
    """The stem for a content as read."""
    fields: Any = entry_as_mapping(Entry(content))[content.type]
    return stem(content.type, fields)


def _safe(text: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in text)
