"""From text to a small tree of nodes that know where they stand, whether the text is YAML or JSON."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from meeting_cadence.regulations.problems import Report, Spot

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_LEVELS: Final = 100
BAD_CHARACTER: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What YAML does not allow in a text (5.1), and byte order marks inside it."""
_JSON: Final = re.compile(r"\s*(\{\s*\"|\[\s*[{\"])")
"""How JSON begins, and hardly any YAML."""
_BOM: Final = "\ufeff"


class Broken:
    """Stands where a value could not be read. Its problem is on the report already: readers pass over it."""


BROKEN: Final = Broken()


class Node(NamedTuple):
    """A value and its place; line and column count from 1 (0: there is no text)."""

    value: Any
    """None, bool, int, float, str, list[Node], dict[str, Node] or BROKEN."""
    file: str
    line: int
    column: int
    keys: Mapping[str, tuple[int, int]] = {}
    """Of a mapping: where each key stands."""

    def key(self, name: str) -> Spot:
        """The place of a key; the mapping's own place where the key is not there."""
        line, column = self.keys.get(name, (self.line, self.column))
        return Spot(self.file, line, column)


def read_document(
    text: str | bytes, file: str, report: Report, *, most_bytes: int = MOST_BYTES
) -> Node | None:
    """The one document of a file, or None when nothing of it could be read; problems go to the report."""
    report.open_file(file)
    plain = decoded(text, file, report, most_bytes=most_bytes)
    if plain is None or not _is_clean(plain, file, report):
        return None
    from meeting_cadence.regulations import json_text, yaml_text

    if plain.lstrip(" \t\r\n")[:1] in ("{", "["):
        found = json_text.compose(plain, file, report)
        if isinstance(found, Node):
            return found
        return yaml_text.compose(plain, file, report, json_failure=found if _JSON.match(plain) else None)
    return yaml_text.compose(plain, file, report)


def from_value(value: object, file: str, *, level: int = 1) -> Node:
    """A tree from a plain value (a request's JSON, a form): without places. Days and instants become text."""
    if level > MOST_LEVELS:
        return Node(BROKEN, file, 0, 0)
    if isinstance(value, Mapping):
        inner = {str(key): from_value(one, file, level=level + 1) for key, one in value.items()}
        return Node(inner, file, 0, 0)
    if isinstance(value, (list, tuple, set, frozenset)):
        ordered = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return Node([from_value(one, file, level=level + 1) for one in ordered], file, 0, 0)
    if isinstance(value, date):
        return Node(value.isoformat(), file, 0, 0)
    return Node(value, file, 0, 0)


def decoded(text: str | bytes, file: str, report: Report, *, most_bytes: int = MOST_BYTES) -> str | None:
    """The text without a byte order mark at its beginning; None when it is no text, or too much of it."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if len(raw) > most_bytes:
        report.add(Spot(file), "too_big", bytes=len(raw), limit=most_bytes)
        return None
    if isinstance(text, str):
        return text.removeprefix(_BOM)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        report.add(Spot(file, 1, 1), "utf16")
        return None
    try:
        return raw.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        spot = place_at(before, len(before), file)
        report.add(spot, "not_utf8", byte=f"0x{raw[error.start]:02x}")
        return None


def _is_clean(text: str, file: str, report: Report) -> bool:
    """No control characters, no half surrogates, no stray byte order marks: the first of each line is told."""
    if not BAD_CHARACTER.search(text):
        return True
    for number, line in enumerate(text.split("\n"), 1):
        found = BAD_CHARACTER.search(line)
        if found:
            code = f"U+{ord(found[0]):04X}"
            report.add(Spot(file, number, found.start() + 1), "control_character", character=code)
    return False


def place_at(text: str, position: int, file: str) -> Spot:
    """The place of a position (from 0) in a text."""
    start = text.rfind("\n", 0, position) + 1
    return Spot(file, text.count("\n", 0, position) + 1, position - start + 1)
