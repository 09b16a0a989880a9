"""The filter of a calendar-query (RFC 4791, 9.7), read and applied."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from meeting_cadence.feeds.dav.components import Component, Line, component_of, unescaped
from meeting_cadence.feeds.dav.items import Extent, Item
from meeting_cadence.feeds.dav.refusals import no_filter, unmet_calendar
from meeting_cadence.feeds.dav.xml_in import Element
from meeting_cadence.feeds.dav.xml_out import cal

_INSTANT: Final = re.compile(r"\d{8}T\d{6}Z\Z", re.ASCII)
_TIMED: Final = frozenset({"DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "CREATED"})
"""Properties that a time range may be asked of; ours have no others that are times."""
_OCTET: Final = "i;octet"
COLLATIONS: Final = ("i;ascii-casemap", _OCTET, "i;unicode-casemap")


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From `start` to before `end`; None: without a bound."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class TextMatch:
    """Whether a text contains another one."""

    text: str
    collation: str
    negated: bool

    def holds(self, value: str) -> bool:
        return (self._folded(self.text) in self._folded(value)) != self.negated

    def _folded(self, text: str) -> str:
        if self.collation == _OCTET:
            return text
        if self.collation == "i;unicode-casemap":
            return text.casefold()
        return "".join(character.lower() if character.isascii() else character for character in text)


@dataclass(frozen=True, slots=True)
class ParameterFilter:
    """Of a parameter: that it is there (or not), and what it says."""

    name: str
    is_absent: bool
    text: TextMatch | None

    def holds(self, line: Line) -> bool:
        value = line.parameters.get(self.name)
        if self.is_absent or value is None:
            return self.is_absent == (value is None)
        return self.text is None or self.text.holds(value)


@dataclass(frozen=True, slots=True)
class PropertyFilter:
    """Of a property: that it is there (or not), what it says, when it lies, its parameters."""

    name: str
    is_absent: bool
    text: TextMatch | None
    times: TimeRange | None
    parameters: tuple[ParameterFilter, ...]

    def holds(self, component: Component, zone: tzinfo) -> bool:
        lines = [line for line in component.lines if line.name == self.name]
        if self.is_absent or not lines:
            return self.is_absent == (not lines)
        return any(self._fits(line, zone) for line in lines)

    def _fits(self, line: Line, zone: tzinfo) -> bool:
        if self.text is not None and not self.text.holds(unescaped(line.value)):
            return False
        if self.times is not None and not _is_within(line, self.times, zone):
            return False
        return all(one.holds(line) for one in self.parameters)


@dataclass(frozen=True, slots=True)
class ComponentFilter:
    """Of a component: that it is there (or not), when it is, its properties and components."""

    name: str
    is_absent: bool
    times: TimeRange | None
    properties: tuple[PropertyFilter, ...]
    components: tuple["ComponentFilter", ...]

    def holds(self, within: Iterable[Component], item: Item, zone: tzinfo) -> bool:
        named = [one for one in within if one.name == self.name]
        if self.is_absent or not named:
            return self.is_absent == (not named)
        return any(self._fits(one, item, zone) for one in named)

    def _fits(self, component: Component, item: Item, zone: tzinfo) -> bool:
        if self.times is not None and not item.span(zone).overlaps(self.times.start, self.times.end):
            return False
        if not all(one.holds(component, zone) for one in self.properties):
            return False
        return all(one.holds(component.components, item, zone) for one in self.components)


def matching(items: Iterable[Item], wanted: ComponentFilter, zone: tzinfo) -> list[Item]:
    """The entries that a filter lets through. `zone`: where whole days are days."""
    times = _only_times(wanted)
    if times is not None:
        return [item for item in items if item.span(zone).overlaps(times.start, times.end)]
    return [item for item in items if wanted.holds([component_of(item)], item, zone)]


def _only_times(wanted: ComponentFilter) -> TimeRange | None:
    """The time range of the usual question, which needs no parsing: VEVENTs of a time."""
    if len(wanted.components) != 1 or wanted.properties or wanted.is_absent:
        return None
    events = wanted.components[0]
    is_plain = events.name == "VEVENT" and not (events.is_absent or events.properties or events.components)
    return (events.times or TimeRange(None, None)) if is_plain else None


def read_filter(element: Element | None) -> ComponentFilter:
    """The `C:filter` of a request. Raises DavRefused: valid-filter, supported-filter, supported-collation."""
    if element is None or [one.name for one in element.children] != [cal("comp-filter")]:
        raise no_filter()
    wanted = _component(element.children[0])
    if wanted.name != "VCALENDAR" or wanted.times is not None:
        raise no_filter()
    return wanted


def _component(element: Element) -> ComponentFilter:
    name = _name(element)
    is_absent = _is_absent(element)
    _know(element, "is-not-defined", "time-range", "prop-filter", "comp-filter")
    times = _times(element)
    if times is not None and name in ("VTIMEZONE",):
        raise unmet_calendar("supported-filter")
    properties = tuple(_property(one) for one in element.all(cal("prop-filter")))
    components = tuple(_component(one) for one in element.all(cal("comp-filter")))
    return ComponentFilter(name, is_absent, times, properties, components)


def _property(element: Element) -> PropertyFilter:
    name, times = _name(element), _times(element)
    _know(element, "is-not-defined", "time-range", "text-match", "param-filter")
    if times is not None and name not in _TIMED:
        raise unmet_calendar("supported-filter")
    parameters = tuple(
        ParameterFilter(_name(one), _is_absent(one), _text(one)) for one in element.all(cal("param-filter"))
    )
    return PropertyFilter(name, _is_absent(element), _text(element), times, parameters)


def _name(element: Element) -> str:
    name = element.attributes.get("name", "")
    if not name:
        raise no_filter()
    return name.upper()


def _is_absent(element: Element) -> bool:
    """`is-not-defined` stands alone."""
    is_absent = element.child(cal("is-not-defined")) is not None
    if is_absent and len(element.children) > 1:
        raise no_filter()
    return is_absent


def _know(element: Element, *locals_: str) -> None:
    if any(one.name not in map(cal, locals_) for one in element.children):
        raise unmet_calendar("supported-filter")


def _text(element: Element) -> TextMatch | None:
    found = element.child(cal("text-match"))
    if found is None:
        return None
    collation = found.attributes.get("collation", COLLATIONS[0])
    if collation not in COLLATIONS:
        raise unmet_calendar("supported-collation")
    return TextMatch(found.text, collation, found.attributes.get("negate-condition") == "yes")


def _times(element: Element) -> TimeRange | None:
    found = element.child(cal("time-range"))
    if found is None:
        return None
    start, end = (_moment(found.attributes.get(name)) for name in ("start", "end"))
    if (start is None and end is None) or (start is not None and end is not None and start >= end):
        raise no_filter()
    return TimeRange(start, end)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        if _INSTANT.match(text):
            return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        pass
    raise no_filter()


def _is_within(line: Line, times: TimeRange, zone: tzinfo) -> bool:
    """RFC 4791, 9.9, for properties: a day lasts a day, an instant no time."""
    named = line.parameters.get("TZID")
    if "T" not in line.value:
        begins = datetime.strptime(line.value, "%Y%m%d").replace(tzinfo=zone)
    elif line.value.endswith("Z"):
        begins = datetime.strptime(line.value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    else:
        begins = datetime.strptime(line.value, "%Y%m%dT%H%M%S").replace(
            tzinfo=ZoneInfo(named) if named else zone
        )
    return Extent(begins, begins).overlaps(times.start, times.end)
