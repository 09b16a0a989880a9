"""An entry as iCalendar components and their lines: what filters look at and partial answers are made of."""

from functools import lru_cache
from typing import Final, NamedTuple

from meeting_cadence.feeds.dav.items import Item

_UNESCAPED: Final = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


class Line(NamedTuple):
    """A content line. `raw`: as it was published, folded, with its end. Names in capitals."""

    name: str
    parameters: dict[str, str]
    value: str
    raw: str


class Component(NamedTuple):
    """A component: its own lines, and the components in it."""

    name: str
    lines: list[Line]
    components: "list[Component]"


@lru_cache(maxsize=2048)
def component_of(item: Item) -> Component:
    """The entry as VCALENDAR. What is answered is shared and must not be changed."""
    root = Component("", [], [])
    stack = [root]
    for line in _lines(item.body.decode()):
        if line.name == "BEGIN":
            inner = Component(line.value, [], [])
            stack[-1].components.append(inner)
            stack.append(inner)
        elif line.name == "END":
            stack.pop()
        else:
            stack[-1].lines.append(line)
    return root.components[0]


def unescaped(value: str) -> str:
    """A text as it is meant (RFC 5545, 3.3.11)."""
    parts: list[str] = []
    at = 0
    while at < len(value):
        pair = value[at : at + 2]
        parts.append(_UNESCAPED.get(pair, value[at]))
        at += 2 if pair in _UNESCAPED else 1
    return "".join(parts)


def _lines(text: str) -> list[Line]:
    raw: list[str] = []
    for piece in text.split("\r\n")[:-1]:
        if piece.startswith(" "):
            raw[-1] += f"{piece}\r\n"
        else:
            raw.append(f"{piece}\r\n")
    return [_line(one) for one in raw]


def _line(raw: str) -> Line:
    whole = raw.replace("\r\n ", "").removesuffix("\r\n")
    head, _, value = _cut(whole)
    name, *parameters = head.split(";")
    pairs = (parameter.partition("=") for parameter in parameters)
    return Line(name.upper(), {key.upper(): one.strip('"') for key, _, one in pairs}, value, raw)


def _cut(whole: str) -> tuple[str, str, str]:
    """At the first colon that stands in no quotation."""
    quoted = False
    for at, character in enumerate(whole):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return whole[:at], ":", whole[at + 1 :]
    return whole, "", ""
