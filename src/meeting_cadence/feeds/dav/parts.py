"""What of an entry a report wants: the whole, some components and properties, or its times in UTC (RFC 4791, 9.6)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from meeting_cadence.feeds.dav.components import Component, component_of
from meeting_cadence.feeds.dav.items import Item
from meeting_cadence.feeds.dav.refusals import malformed, unmet_calendar
from meeting_cadence.feeds.dav.xml_in import Element
from meeting_cadence.feeds.dav.xml_out import cal

_LOCAL: Final = re.compile(r"^(DTSTART|DTEND);TZID=([^:;\r]+):(\d{8}T\d{6})", re.MULTILINE)
_ZONES: Final = re.compile(r"BEGIN:VTIMEZONE\r\n.*?\r\nEND:VTIMEZONE\r\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class WantedComponent:
    """A component of which only these properties and components are wanted; None: all."""

    name: str
    properties: frozenset[str] | None
    components: "tuple[WantedComponent, ...] | None"


@dataclass(frozen=True, slots=True)
class WantedData:
    """`whole` None: everything. `expanded`: times in UTC and no VTIMEZONE; nothing of ours recurs."""

    whole: WantedComponent | None = None
    expanded: bool = False

    def of(self, item: Item) -> str:
        """The calendar data of an entry, with CRLF."""
        if self.whole is None:
            text = item.body.decode()
        else:
            text = _written(component_of(item), self.whole)
        return _LOCAL.sub(_in_utc, _ZONES.sub("", text)) if self.expanded else text


def read_data(element: Element) -> WantedData:
    """The `C:calendar-data` of a request. Raises DavRefused: supported-calendar-data, or malformed."""
    form = element.attributes.get("content-type", "text/calendar"), element.attributes.get("version", "2.0")
    if form != ("text/calendar", "2.0"):
        raise unmet_calendar("supported-calendar-data")
    component = element.child(cal("comp"))
    whole = _component(component) if component is not None else None
    if whole is not None and whole.name != "VCALENDAR":
        raise malformed()
    return WantedData(whole, element.child(cal("expand")) is not None)


def _component(element: Element) -> WantedComponent:
    name = element.attributes.get("name", "").upper()
    if not name:
        raise malformed()
    properties = frozenset(one.attributes.get("name", "").upper() for one in element.all(cal("prop")))
    components = tuple(_component(one) for one in element.all(cal("comp")))
    return WantedComponent(
        name,
        None if element.child(cal("allprop")) is not None else properties,
        None if element.child(cal("allcomp")) is not None else components,
    )


def _written(component: Component, wanted: WantedComponent | None) -> str:
    """`wanted` None: the whole component."""
    shown = None if wanted is None else wanted.properties
    lines = "".join(line.raw for line in component.lines if shown is None or line.name in shown)
    inner = "".join(_written(one, part) for one in component.components for part in _parts(one.name, wanted))
    return f"BEGIN:{component.name}\r\n{lines}{inner}END:{component.name}\r\n"


def _parts(name: str, wanted: WantedComponent | None) -> list[WantedComponent | None]:
    """How a component in it is wanted; none where it is not."""
    if wanted is None or wanted.components is None:
        return [None]
    found = [one for one in wanted.components if one.name == name]
    return list(found[:1])


def _in_utc(found: "re.Match[str]") -> str:
    local = datetime.strptime(found[3], "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(found[2]))
    return f"{found[1]}:{local.astimezone(UTC):%Y%m%dT%H%M%SZ}"
