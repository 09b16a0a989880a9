"""Windows as people name them: 2024 → 2024年度, term 15 → 第15届. An id or a day stays recognisable."""

import re
from datetime import date
from typing import Final

from meeting_cadence.bodies import Text
from meeting_cadence.cadence import Deadline
from meeting_cadence.obligations.window import Occasion
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
    "windows.occasion.event": ("{day}发生：{what}", "{what}, {day}"),
    "windows.occasion.act": ("{day}：{what}", "{what}, {day}"),
    "windows.occasion.planned": ("拟于{day}：{what}", "{what}, planned for {day}"),
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


def is_time(label: str) -> bool:
    """Whether a label says by itself when its window is; others are ids of events or acts."""
    return any(shape.fullmatch(label.partition("#")[0]) for shape, _ in _SHAPES)


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


def window_named(label: str, mandate: Mandate | None, occasion: Occasion | None = None) -> Text:
    """The window's name. What was triggered is called by its `occasion`: 2026年3月5日发生：某某任职."""
    if occasion is None:
        return Text(window_name(label, "zh"), window_name(label, "en"))
    words = mandate.vocabulary if mandate is not None else None
    is_event = words is not None and _is_event(mandate, occasion.kind)
    code = ("event" if is_event else "act") if occasion.happened else "planned"
    kinds = (words.acts, words.items, words.events) if words is not None else ()
    kind = next((named[occasion.kind] for named in kinds if occasion.kind in named), occasion.kind)
    return say_both(f"windows.occasion.{code}", day=occasion.on, what=occasion.title or kind)


def _is_event(mandate: Mandate | None, kind: str) -> bool:
    """Whether some limit of the mandate runs from events of that kind."""
    versions = mandate.versions if mandate is not None else ()
    rules = [clause.rule for version in versions for clause in version.clauses]
    return any(isinstance(rule, Deadline) and rule.trigger.event == kind for rule in rules)
