"""Which properties a request wants, and how an answer tells of those that are and those that are not."""

from dataclasses import dataclass
from typing import Final

from meeting_cadence.feeds.dav.refusals import malformed
from meeting_cadence.feeds.dav.resources import Resource
from meeting_cadence.feeds.dav.xml_in import Element
from meeting_cadence.feeds.dav.xml_out import dav, element, propstat, response

MOST_NAMED: Final = 100
"""Programs ask for some thirty; each is answered for each entry."""
_OF_ALL: Final = tuple(
    map(
        dav,
        ("resourcetype", "displayname", "getetag", "getcontenttype", "getcontentlength", "getlastmodified"),
    )
)
"""What `allprop` means: the properties of RFC 4918; those of CalDAV are named or not wanted (RFC 4791, 5.2)."""


@dataclass(frozen=True, slots=True)
class WantedProperties:
    """`named`: those asked for by name. `is_all`: and those of RFC 4918. `are_names_alone`: without their values."""

    named: tuple[str, ...] = ()
    is_all: bool = False
    are_names_alone: bool = False

    def of(self, resource: Resource, more: str = "") -> str:
        """The resource's response. `more`: properties already written."""
        known = resource.properties
        if self.are_names_alone:
            return response(resource.href, propstat([element(name) for name in known], 200))
        everything = [name for name in _OF_ALL if name in known] if self.is_all else []
        named = [name for name in self.named if name not in everything]
        found = [element(name, known[name]()) for name in (*everything, *named) if name in known]
        missing = [element(name) for name in named if name not in known]
        stats = propstat([*found, more], 200) + propstat(missing, 404)
        return response(resource.href, stats or _nothing())


def read_properties(element_: Element | None) -> WantedProperties:
    """Of a PROPFIND's or REPORT's element; None: no body, which means all. Raises DavRefused: malformed."""
    if element_ is None:
        return WantedProperties(is_all=True)
    if element_.child(dav("propname")) is not None:
        return WantedProperties(are_names_alone=True)
    is_all = element_.child(dav("allprop")) is not None
    named = element_.child(dav("include" if is_all else "prop"))
    if named is None:
        if not is_all:
            raise malformed()
        return WantedProperties(is_all=True)
    names = tuple(dict.fromkeys(one.name for one in named.children))
    if len(names) > MOST_NAMED:
        raise malformed()
    return WantedProperties(names, is_all)


def _nothing() -> str:
    """A response needs a propstat even where no property was asked for."""
    return f"<D:propstat><D:prop/>{element(dav('status'), 'HTTP/1.1 200 OK')}</D:propstat>"
