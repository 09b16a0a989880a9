"""YAML with places: libyaml's events, composed into nodes. Anchors, aliases and tags are refused."""

from typing import Any, Final

import yaml

from meeting_cadence.regulations.document import BAD_CHARACTER, BROKEN, MOST_LEVELS, Node
from meeting_cadence.regulations.json_text import Failure
from meeting_cadence.regulations.problems import Report, Spot
from meeting_cadence.regulations.scalars import resolve

_Parser: Final[Any] = getattr(yaml, "CLoader", yaml.Loader)
"""libyaml when it is there (about ten times as fast); only its events are used, never its constructors."""


class _TooDeep(Exception):
    def __init__(self, spot: Spot) -> None:
        super().__init__("levels")
        self.spot = spot


def compose(text: str, file: str, report: Report, *, json_failure: Failure | None = None) -> Node | None:
    """The tree of a YAML text, None where nothing could be read.

    `json_failure`: the text began like JSON and failed there. If it is no YAML either, that is what to tell.
    """
    try:
        return _Composer(text, file, report).document()
    except _TooDeep as deep:
        report.add(deep.spot, "too_deep", limit=MOST_LEVELS)
    except yaml.YAMLError as error:
        _report_corrupt(error, file, report, json_failure)
    return None


def _report_corrupt(error: yaml.YAMLError, file: str, report: Report, json_failure: Failure | None) -> None:
    if json_failure is not None:
        report.add(json_failure.place, "corrupt_json", expected=json_failure.expected)
        return
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Spot(file, mark.line + 1, mark.column + 1) if mark else Spot(file, 1, 1)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    report.add(place, "corrupt_yaml", reason=str(reason))


class _Composer:
    """Pulls events and builds nodes; keeps the first of duplicate keys and of several documents."""

    def __init__(self, text: str, file: str, report: Report) -> None:
        self._next = _Parser(text).get_event
        self._file = file
        self._report = report

    def document(self) -> Node | None:
        self._next()  # the stream starts
        if isinstance(self._next(), yaml.StreamEndEvent):
            self._report.add(Spot(self._file, 1, 1), "empty_document")
            return None
        node = self._node(self._next(), 1)
        self._next()  # the document ends
        following = self._next()
        if not isinstance(following, yaml.StreamEndEvent):
            self._report.add(self._spot(following), "several_documents")
        return node

    def _spot(self, event: Any) -> Spot:
        mark = event.start_mark
        return Spot(self._file, mark.line + 1, mark.column + 1)

    def _node(self, event: Any, level: int) -> Node:
        spot = self._spot(event)
        if isinstance(event, yaml.AliasEvent):
            self._report.add(spot, "alias", name=event.anchor)
            return Node(BROKEN, *spot)
        if event.anchor is not None:
            self._report.add(spot, "anchor", name=event.anchor)
        if event.tag is not None:
            self._report.add(spot, "tag", tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            return Node(self._scalar(event, spot), *spot)
        if level > MOST_LEVELS:
            raise _TooDeep(spot)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._items(level), *spot)
        return self._mapping(spot, level)

    def _scalar(self, event: Any, spot: Spot) -> Any:
        if not event.style:
            return resolve(event.value)
        bad = BAD_CHARACTER.search(event.value) if event.style == '"' else None
        if bad:
            self._report.add(spot, "control_character", character=f"U+{ord(bad[0]):04X}")
            return BROKEN
        return event.value

    def _items(self, level: int) -> list[Node]:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, level + 1))
        return items

    def _mapping(self, spot: Spot, level: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, level)
            node = self._node(self._next(), level + 1)
            if key is None:
                continue
            place = self._spot(event)
            if key in values:
                self._report.add(place, "duplicate_key", key=key, first=keys[key][0])
            else:
                values[key], keys[key] = node, (place.line, place.column)
        return Node(values, *spot, keys)

    def _key(self, event: Any, level: int) -> str | None:
        """Keys are texts, as in JSON: whatever stands there, as it is written."""
        node = self._node(event, level + 1)
        if isinstance(event, yaml.ScalarEvent):
            text: str = event.value
            return None if node.value is BROKEN else text
        if node.value is not BROKEN:
            self._report.add(self._spot(event), "key_not_text")
        return None
