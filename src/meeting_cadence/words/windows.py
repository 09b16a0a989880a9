"""Windows as people name them: 2024 → 2024年度, term 15 → 第15届. An id or a day stays recognisable."""

import re
from datetime import date
from typing import Final

from meeting_cadence.bodies import Text
from meeting_cadence.cadence import Deadline
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.words.say import Language, say, say_both

WORDS: Final[dict[str, tuple[str, str]]] = {
    "windows.year": ("{year}年度", "{year}"),
    "windows.half1": ("{year}年上半年", "first half of {year}"),
    "windows.half2": ("{year}年下半年", "second half of {year}"),
    "windows.quarter1": ("{year}年第一季度", "first quarter of {year}"),
    "windows.quarter2": ("{year}年第二季度", "second quarter of {year}"),
    "windows.quarter3": ("{year}年第三季度", "third quarter of {year}"),
    "windows.quarter4": ("{year}年第四季度", "fourth quarter of {year}"),
    "windows.month": ("{year}年{month}月", "{year}-{month:02d}"),
    "windows.week": ("{year}年第{week}周", "week {week} of {year}"),
    "windows.nth": ("{year}年第{number}期", "{year}, part {number}"),
    "windows.term": ("第{number}届", "term {number}"),
    "windows.after": ("{day}之后", "after {day}"),
    "windows.from": ("{day}起", "from {day}"),
    "windows.forecast": ("预计第{number}次", "forecast {number}"),
    "windows.first": ("首次", "first"),
    "windows.review": ("定期检视", "review"),
    "windows.trigger": ("{trigger}：{label}", "{trigger}: {label}"),
    "windows.slot": ("{window}（第{slot}段）", "{window} (part {slot})"),
}

_SHAPES: Final = tuple(
    (re.compile(shape, re.ASCII), code)
    for shape, code in (
        (r"(?P<year>\d{4})", "windows.year"),
        (r"(?P<year>\d{4})-H(?P<part>[12])", "windows.half{part}"),
        (r"(?P<year>\d{4})-Q(?P<part>[1-4])", "windows.quarter{part}"),
        (r"(?P<year>\d{4})-(?P<month>\d{2})", "windows.month"),
        (r"(?P<year>\d{4})-W(?P<week>\d{2})", "windows.week"),
        (r"(?P<year>\d{4})/(?P<number>\d+)", "windows.nth"),
        (r"term (?P<number>\d+)", "windows.term"),
        (r"after (?P<day>\d{4}-\d{2}-\d{2})", "windows.after"),
        (r"forecast (?P<number>\d+)", "windows.forecast"),
        (r"(?P<day>\d{4}-\d{2}-\d{2})", "windows.from"),
        (r"first", "windows.first"),
        (r"review", "windows.review"),
    )
)


CALENDAR: Final = tuple(shape for shape, _ in _SHAPES[:7])
"""The shapes that name a time; the others name what a window runs from."""


def window_name(label: str, language: Language) -> str:
    """A window's label in words; a label of unknown shape (the id of an act or event) as it is."""
    plain, mark, slot = label.partition("#")
    named = _named(plain, language)
    if named is None or (mark and not slot.isdecimal()):
        return label
    return say("windows.slot", language, window=named, slot=slot) if mark else named


def _named(label: str, language: Language) -> str | None:
    """In words; None: a label of unknown shape."""
    for shape, code in _SHAPES:
        found = shape.fullmatch(label)
        if found and _is_day(found.groupdict().get("day", "2024-01-01")):
            return say(code.format(**found.groupdict()), language, **_values(found.groupdict()))
    return None


def _is_day(text: str) -> bool:
    """Whether there is such a day: the id of an event may look like one and name none (2026-02-30)."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _values(parts: dict[str, str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, text in parts.items():
        if name == "day":
            values[name] = date.fromisoformat(text)
        elif name != "part":
            values[name] = int(text)
    return values


def window_named(label: str, mandate: Mandate | None, *, form: str, clause: int) -> Text:
    """The window's name; of a deadline with what triggered it: 任免…（appoint-ningbo）."""
    named = Text(window_name(label, "zh"), window_name(label, "en"))
    trigger = _trigger(mandate, clause) if form == "deadline" and label not in ("first", "review") else None
    if mandate is None or trigger is None:
        return named
    words = mandate.vocabulary
    kind = words.acts.get(trigger) or words.items.get(trigger) or words.events.get(trigger) or trigger
    return say_both("windows.trigger", trigger=kind, label=named)


def _trigger(mandate: Mandate | None, clause: int) -> str | None:
    """What the limit of the clause in force runs from."""
    clauses = mandate.versions[-1].clauses if mandate is not None else ()
    rule = clauses[clause].rule if clause < len(clauses) else None
    return (rule.trigger.event or rule.trigger.act) if isinstance(rule, Deadline) else None
