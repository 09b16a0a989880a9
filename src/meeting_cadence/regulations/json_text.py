"""JSON with places: the same tree as from YAML. libyaml refuses surrogate pairs, which JSON allows."""

import re
from collections.abc import Callable
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # a public name that the stubs leave out
from typing import Any, Final, NamedTuple

from meeting_cadence.regulations.document import BAD_CHARACTER, BROKEN, MOST_LEVELS, Node, place_at
from meeting_cadence.regulations.problems import Report, Spot

_scan: Callable[[str, int, bool], tuple[str, int]] = scanstring
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_WORD: Final = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]{0,299})(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.ASCII)
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}


class Failure(NamedTuple):
    """Where a text stopped being JSON, and what was expected there."""

    place: Spot
    expected: str


class _NotJson(Exception):
    def __init__(self, position: int, expected: str) -> None:
        super().__init__(expected)
        self.position = position
        self.expected = expected


def compose(text: str, file: str, report: Report) -> Node | Failure:
    """The tree of a JSON text, or where it stops being JSON."""
    reading = _Reading(text, file)
    try:
        node, position = reading.value(reading.space(0), 1)
        if reading.space(position) != len(text):
            raise _NotJson(reading.space(position), "end")
    except _NotJson as broken:
        return Failure(place_at(text, broken.position, file), broken.expected)
    for place, code, values in reading.problems:
        report.add(place, code, **values)
    return node


class _Reading:
    """One pass over the text. Line and column are kept along the way, so that places cost nothing extra."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[tuple[Spot, str, dict[str, Any]]] = []
        self._line = 1
        self._line_start = 0
        self._seen = 0

    def place(self, position: int) -> Spot:
        """The place of a position at or after the last one asked for."""
        breaks = self.text.count("\n", self._seen, position)
        if breaks:
            self._line += breaks
            self._line_start = self.text.rfind("\n", self._seen, position) + 1
        self._seen = position
        return Spot(self.file, self._line, position - self._line_start + 1)

    def space(self, position: int) -> int:
        """The next position that is not white space."""
        found = _SPACE.match(self.text, position)
        assert found is not None
        return found.end()

    def value(self, position: int, level: int) -> tuple[Node, int]:
        """The value that begins here, and the position after it."""
        first = self.text[position : position + 1]
        if first == '"':
            place = self.place(position)
            text, end = self.string(position, place)
            return Node(text, *place), end
        if first in ("{", "["):
            if level > MOST_LEVELS:
                raise _NotJson(position, "levels")
            return self.mapping(position, level) if first == "{" else self.sequence(position, level)
        return self.word(position)

    def string(self, position: int, place: Spot) -> tuple[Any, int]:
        try:
            text, end = _scan(self.text, position + 1, True)
        except JSONDecodeError as error:
            raise _NotJson(error.pos, "string") from None
        bad = BAD_CHARACTER.search(text)
        if bad:
            self.problems.append((place, "control_character", {"character": f"U+{ord(bad[0]):04X}"}))
            return BROKEN, end
        return text, end

    def word(self, position: int) -> tuple[Node, int]:
        found = _WORD.match(self.text, position)
        if found is None:
            raise _NotJson(position, "value")
        word, place = found[0], self.place(position)
        if word in _WORDS:
            return Node(_WORDS[word], *place), found.end()
        number = float(word) if found[1] or found[2] else int(word)
        return Node(number, *place), found.end()

    def sequence(self, position: int, level: int) -> tuple[Node, int]:
        place, items = self.place(position), []
        position = self.space(position + 1)
        while self.text[position : position + 1] != "]":
            node, position = self.value(position, level + 1)
            items.append(node)
            position = self.separator(position, "]")
        return Node(items, *place), position + 1

    def mapping(self, position: int, level: int) -> tuple[Node, int]:
        place = self.place(position)
        values: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        position = self.space(position + 1)
        while self.text[position : position + 1] != "}":
            if self.text[position : position + 1] != '"':
                raise _NotJson(position, "key")
            spot = self.place(position)
            key, position = self.string(position, spot)
            position = self.space(position)
            if self.text[position : position + 1] != ":":
                raise _NotJson(position, "colon")
            node, position = self.value(self.space(position + 1), level + 1)
            self.keep(key, spot, node, values, keys)
            position = self.separator(position, "}")
        return Node(values, *place, keys), position + 1

    def keep(
        self, key: Any, spot: Spot, node: Node, values: dict[str, Node], keys: dict[str, tuple[int, int]]
    ) -> None:
        """Keep the first of several values of one key; the others are problems."""
        if key in values:
            self.problems.append((spot, "duplicate_key", {"key": key, "first": keys[key][0]}))
        elif key is not BROKEN:
            values[key], keys[key] = node, (spot.line, spot.column)

    def separator(self, position: int, closing: str) -> int:
        """After a value: a comma and something, or the closing bracket."""
        position = self.space(position)
        if self.text[position : position + 1] == closing:
            return position
        if self.text[position : position + 1] != ",":
            raise _NotJson(position, "separator")
        after = self.space(position + 1)
        if self.text[after : after + 1] == closing:
            raise _NotJson(after, "value")
        return after
