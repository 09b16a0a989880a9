"""A request's XML as a small tree, read by expat: no document type, so no entities; bounded."""

from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

MOST_BYTES: Final = 1024 * 1024
"""A multiget of some ten thousand entries."""
DEEPEST: Final = 32
MOST_ELEMENTS: Final = 20_000


class XmlRefused(Exception):
    """Not well-formed, or more of it than anybody needs."""


@dataclass(slots=True)
class Element:
    """`name` in Clark's notation: {namespace}local. `text`: all character data directly in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def child(self, name: str) -> "Element | None":
        """The first child of that name."""
        return next((one for one in self.children if one.name == name), None)

    def all(self, name: str) -> "list[Element]":
        """The children of that name."""
        return [one for one in self.children if one.name == name]


def read_xml(body: bytes) -> Element:
    """The root element. Raises XmlRefused."""
    if len(body) > MOST_BYTES:
        raise XmlRefused("too long")
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.say
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise XmlRefused(str(error)) from error
    return reading.root


def _refuse(*_given: object) -> int:
    raise XmlRefused("a document type")


class _Reading:
    """What expat has told so far."""

    def __init__(self) -> None:
        self.root = Element("")
        self._open: list[Element] = []
        self._count = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST_ELEMENTS:
            raise XmlRefused("too deep or too many")
        element = Element(_clark(name), attributes)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def say(self, text: str) -> None:
        self._open[-1].text += text


def _clark(name: str) -> str:
    space, separator, local = name.rpartition("}")
    if ":" in local:
        raise XmlRefused("a colon in a local name")
    return f"{{{space}}}{local}" if separator else local
