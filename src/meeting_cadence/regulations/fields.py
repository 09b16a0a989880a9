"""Reading the keys of one mapping, strictly: what is unknown, missing or of another type is a problem."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from meeting_cadence.bodies import Text
from meeting_cadence.dates import Duration
from meeting_cadence.dates.iso import is_naive_instant, looks_like_day, read_day, read_instant
from meeting_cadence.regulations.document import BROKEN, Node
from meeting_cadence.regulations.problems import Report

DAYS: Final = ("d", "w", "m", "y")
"""Units that need no table of working days and no clock."""
CALENDAR: Final = ("d", "wd", "w", "m", "y")
MOST_ID: Final = 100
MOST_YEARS: Final = 500
"""The longest duration."""
_MARKS: Final = frozenset("-_.")


def kind_of(value: object) -> str:
    """How a value is called to people: null, truth, number, text, list, mapping."""
    if value is None:
        return "null"
    for types, kind in (((bool,), "truth"), ((int, float), "number"), ((str,), "text"), ((list,), "list")):
        if isinstance(value, types):
            return kind
    return "mapping"


def is_id(text: str) -> bool:
    """A lasting id: letters and digits of any script, then also hyphen, underscore and dot; at most 100."""
    return (
        0 < len(text) <= MOST_ID
        and text[0].isalnum()
        and all(letter.isalnum() or letter in _MARKS for letter in text)
    )


class Fields:
    """One mapping of a file. Every reader answers None (or its default) when the key is absent or wrong."""

    def __init__(
        self, node: Node, report: Report, *, required: Sequence[str] = (), optional: Sequence[str] = ()
    ) -> None:
        self.place = node
        self.report = report
        self.broken = not isinstance(node.value, dict)
        self._values: dict[str, Node] = {} if self.broken else node.value
        if self.broken:
            self.wrong(node, "mapping", None)
            return
        known = (*required, *optional)
        for key in self._values:
            if key not in known:
                report.add(
                    node.key(key), "unknown_key", key=key, nearest=report.nearest(key, known), known=known
                )
        for key in required:
            if key not in self._values or self._values[key].value is None:
                report.add(self.at(key), "missing_key", key=key)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def given(self, *keys: str) -> list[str]:
        """Those of the keys that have a value."""
        return [key for key in keys if self.node(key) is not None]

    def node(self, key: str) -> Node | None:
        """The value of a key; None when it is absent, null or unreadable."""
        node = self._values.get(key)
        return None if node is None or node.value is None or node.value is BROKEN else node

    def at(self, key: str) -> Node:
        """Where to point at when a key's value is at fault; the mapping when the key is absent."""
        return self._values.get(key, self.place)

    def text(self, key: str) -> str | None:
        node = self.node(key)
        return None if node is None else self.text_of(node, key)

    def text_of(self, node: Node, key: str | None = None) -> str | None:
        """A text that says something."""
        if not isinstance(node.value, str):
            self.wrong(node, "text", key)
            return None
        if not node.value.strip():
            self.report.add(node, "empty_text", key=key)
            return None
        return node.value

    def name(self, key: str) -> Text | None:
        """A text, or {zh, en}."""
        node = self.node(key)
        return None if node is None else self.name_of(node, key)

    def name_of(self, node: Node, key: str | None = None) -> Text | None:
        if isinstance(node.value, dict):
            both = Fields(node, self.report, required=("zh", "en"))
            zh, en = both.text("zh"), both.text("en")
            return Text(zh, en) if zh is not None and en is not None else None
        if not isinstance(node.value, str):
            self.wrong(node, "name", key)
            return None
        text = self.text_of(node, key)
        return Text.both(text) if text is not None else None

    def id(self, key: str) -> str | None:
        node = self.node(key)
        return None if node is None else self.id_of(node, key)

    def id_of(self, node: Node, key: str | None = None) -> str | None:
        """A lasting id of a body, a regulation, a mandate, a clause, or a kind."""
        if not isinstance(node.value, str):
            self.wrong(node, "text", key)
            return None
        if not is_id(node.value):
            self.report.add(node, "bad_id", id=node.value[:MOST_ID])
            return None
        return node.value

    def number(self, key: str, *, least: int | None = None) -> int | None:
        """A whole number."""
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node.value, bool) or not isinstance(node.value, int):
            self.wrong(node, "whole_number", key)
            return None
        if least is not None and node.value < least:
            self.report.add(node, "number_too_small", key=key, number=node.value, least=least)
            return None
        return node.value

    def flag(self, key: str, default: bool) -> bool:
        node = self.node(key)
        if node is not None and not isinstance(node.value, bool):
            self.wrong(node, "truth", key)
            return default
        return default if node is None else node.value

    def word(self, key: str, words: Sequence[str], default: str | None = None) -> str | None:
        """One of the format's own words."""
        node = self.node(key)
        return default if node is None else self.word_of(node, words, key) or default

    def word_of(self, node: Node, words: Sequence[str], key: str | None = None) -> str | None:
        if not isinstance(node.value, str):
            self.wrong(node, "text", key)
            return None
        if node.value not in words:
            near = self.report.nearest(node.value, words)
            self.report.add(node, "unknown_word", key=key, word=node.value, known=tuple(words), nearest=near)
            return None
        return node.value

    def day(self, key: str) -> date | None:
        node = self.node(key)
        return None if node is None else self.day_of(node, key)

    def day_of(self, node: Node, key: str | None = None) -> date | None:
        """A day of the years 1000 to 2999."""
        if not isinstance(node.value, str):
            self.wrong(node, "day", key)
            return None
        day = read_day(node.value)
        if day is None:
            code = "no_such_day" if looks_like_day(node.value) else "bad_day"
            self.report.add(node, code, key=key, text=node.value[:60])
        return day

    def instant(self, key: str) -> datetime | None:
        """An instant with its offset."""
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node.value, str):
            self.wrong(node, "instant", key)
            return None
        instant = read_instant(node.value)
        if instant is None:
            self._bad_instant(node, "bad_instant", key)
        return instant

    def when(self, key: str) -> date | datetime | None:
        """A day, or an instant with its offset."""
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node.value, str):
            self.wrong(node, "when", key)
            return None
        if looks_like_day(node.value):
            return self.day_of(node, key)
        instant = read_instant(node.value)
        if instant is None:
            self._bad_instant(node, "bad_when", key)
        return instant

    def _bad_instant(self, node: Node, code: str, key: str) -> None:
        if is_naive_instant(node.value):
            code = "naive_instant"
        self.report.add(node, code, key=key, text=node.value[:60])

    def length(self, key: str, units: Sequence[str], *, zero: bool = False) -> Duration | None:
        node = self.node(key)
        return None if node is None else self.length_of(node, units, key, zero=zero)

    def length_of(
        self, node: Node, units: Sequence[str], key: str | None = None, *, zero: bool = False
    ) -> Duration | None:
        """A duration in one of the units, more than nothing unless `zero`."""
        if not isinstance(node.value, str):
            self.wrong(node, "duration", key)
            return None
        length = Duration.parse(node.value)
        if length is None:
            self.report.add(node, "bad_duration", key=key, text=node.value[:60])
        elif length.unit not in units:
            self.report.add(node, "wrong_unit", key=key, text=node.value, units=tuple(units))
            return None
        elif length.number == 0 and not zero:
            self.report.add(node, "zero_duration", key=key, text=node.value)
            return None
        elif self.is_too_long(node, length):
            return None
        return length

    def is_too_long(self, node: Node, length: Duration) -> bool:
        """Longer than 500 years: no day of 1000 to 2999 may leave the calendar."""
        most = {"m": 12, "w": 52, "y": 1}.get(length.unit, 1000) * MOST_YEARS
        if length.number > most:
            self.report.add(node, "duration_too_long", text=str(length), years=MOST_YEARS)
        return length.number > most

    def items(self, key: str, *, least: int = 0) -> list[Node]:
        """The items of a list, those that could be read."""
        node = self.node(key)
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.wrong(node, "list", key)
            return []
        if len(node.value) < least:
            self.report.add(node, "empty_list", key=key)
        return [item for item in node.value if item.value is not BROKEN]

    def one_or_more(self, key: str) -> list[Node]:
        """A single value, or a list of at least one."""
        node = self.node(key)
        if node is None:
            return []
        return self.items(key, least=1) if isinstance(node.value, list) else [node]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return present(self.text_of(item, key) for item in self.items(key))

    def words(self, key: str, words: Sequence[str], *, least: int = 0) -> tuple[str, ...]:
        """A list of the format's own words."""
        return present(self.word_of(item, words, key) for item in self.items(key, least=least))

    def one_of(self, *keys: str) -> str | None:
        """Exactly one of the keys is given: which; else None, with a problem."""
        given = [key for key in keys if key in self._values and self._values[key].value is not None]
        if len(given) > 1:
            self.report.add(self.place.key(given[1]), "contradictory_keys", keys=tuple(given))
        elif not given and not self.broken:
            self.report.add(self.place, "missing_one_of", keys=keys)
        return given[0] if len(given) == 1 else None

    def wrong(self, node: Node, wanted: str, key: str | None) -> None:
        """Note that a value is of another type."""
        if node.value is not BROKEN:
            self.report.add(node, "wrong_type", key=key, wanted=wanted, got=kind_of(node.value))


def present(values: Iterable[Any]) -> tuple[Any, ...]:
    """Without those that could not be read."""
    return tuple(value for value in values if value is not None)
