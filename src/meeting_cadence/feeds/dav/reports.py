"""REPORT on a calendar: calendar-query, calendar-multiget (RFC 4791) and sync-collection (RFC 6578)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from meeting_cadence.feeds.dav.addresses import Address, read_href
from meeting_cadence.feeds.dav.collections import Collection
from meeting_cadence.feeds.dav.filters import matching, read_filter
from meeting_cadence.feeds.dav.items import Item
from meeting_cadence.feeds.dav.parts import WantedData, read_data
from meeting_cadence.feeds.dav.properties import WantedProperties, read_properties
from meeting_cadence.feeds.dav.refusals import malformed, unmet
from meeting_cadence.feeds.dav.resources import calendar_at, item
from meeting_cadence.feeds.dav.states import Change
from meeting_cadence.feeds.dav.tokens import SyncToken, read_token
from meeting_cadence.feeds.dav.visit import Visit
from meeting_cadence.feeds.dav.xml_in import Element
from meeting_cadence.feeds.dav.xml_out import cal, dav, element, multistatus, response, status, text
from meeting_cadence.feeds.dav.zones_asked import zone_asked

_DATA: Final = cal("calendar-data")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to tell of each entry."""

    visit: Visit
    collection: Collection
    properties: WantedProperties
    data: WantedData | None

    def of(self, found: Item) -> str:
        more = element(_DATA, text(self.data.of(found))) if self.data is not None else ""
        return self.properties.of(item(self.visit, self.collection, found), more)


def report(visit: Visit, address: Address, asked: Element, depth: str | None) -> bytes:
    """The multistatus. Raises DavRefused."""
    collection = _calendar(visit, address)
    if asked.name == cal("calendar-query"):
        answer = _query(visit, collection, asked, depth)
    elif asked.name == cal("calendar-multiget"):
        answer = _multiget(visit, collection, asked)
    elif asked.name == dav("sync-collection"):
        answer = _sync(visit, collection, asked, depth)
    else:
        raise unmet("supported-report")
    visit.note_use(collection)
    return answer


def _calendar(visit: Visit, address: Address) -> Collection:
    """Reports are of calendars alone. Raises DavRefused: 404, or supported-report for anything else."""
    if address.person not in (None, visit.person.id):
        calendar_at(visit, address)
    if address.calendar is None or address.entry is not None:
        raise unmet("supported-report")
    return calendar_at(visit, address)


def _wanted(visit: Visit, collection: Collection, asked: Element) -> _Wanted:
    properties = read_properties(asked)
    named = asked.child(dav("prop"))
    data = named.child(_DATA) if named is not None else None
    others = tuple(name for name in properties.named if name != _DATA)
    told = replace(properties, named=others)
    return _Wanted(visit, collection, told, read_data(data) if data is not None else None)


def _query(visit: Visit, collection: Collection, asked: Element, depth: str | None) -> bytes:
    """Depth 0 means the calendar itself, which is no entry; without a Depth its entries are meant."""
    wanted = _wanted(visit, collection, asked)
    wanted_filter = read_filter(asked.child(cal("filter")))
    zone_given = asked.child(cal("timezone"))
    zone = zone_asked(zone_given.text) if zone_given is not None else visit.zone
    if depth == "0":
        return multistatus(())
    items = visit.published(collection).items.values()
    return multistatus(map(wanted.of, matching(items, wanted_filter, zone)))


def _multiget(visit: Visit, collection: Collection, asked: Element) -> bytes:
    wanted = _wanted(visit, collection, asked)
    hrefs = dict.fromkeys(one.text.strip() for one in asked.all(dav("href")))
    if not hrefs:
        raise malformed()
    return multistatus(_got(wanted, hrefs))


def _got(wanted: _Wanted, hrefs: Iterable[str]) -> Iterator[str]:
    items = wanted.visit.published(wanted.collection).items
    mine = Address(wanted.visit.person.id, calendar=wanted.collection.name)
    for given in hrefs:
        address = read_href(given, wanted.visit.prefix)
        is_mine = address is not None and address._replace(entry=None) == mine
        found = items.get(address.entry or "") if address is not None and is_mine else None
        if found is None:
            yield f"<D:response><D:href>{text(given)}</D:href>{status(404)}</D:response>"
        else:
            yield wanted.of(found)


def _sync(visit: Visit, collection: Collection, asked: Element, depth: str | None) -> bytes:
    wanted = _wanted(visit, collection, asked)
    _check_level(asked, depth)
    published = visit.published(collection)
    found = visit.shelf.changes(published, _since(asked), limit=_limit(asked))
    if found is None:
        raise unmet("valid-sync-token")
    told = (_told(wanted, published.items, change) for change in found.listed)
    cut = [_cut(visit, collection)] if found.is_cut else []
    return multistatus([*told, *cut], element(dav("sync-token"), text(str(found.token))))


def _told(wanted: _Wanted, items: dict[str, Item], change: Change) -> str:
    found = None if change.gone else items.get(change.name)
    if found is not None:
        return wanted.of(found)
    gone = Address(wanted.visit.person.id, calendar=wanted.collection.name, entry=change.name)
    return response(wanted.visit.href(gone), status(404))


def _cut(visit: Visit, collection: Collection) -> str:
    """RFC 6578, 3.6: there is more than was asked for."""
    address = Address(visit.person.id, calendar=collection.name)
    why = element(dav("error"), element(dav("number-of-matches-within-limits")))
    return response(visit.href(address), status(507) + why)


def _check_level(asked: Element, depth: str | None) -> None:
    """RFC 6578 wants Depth 0 and a sync-level; programs written to its drafts send Depth 1 and no level."""
    level = asked.child(dav("sync-level"))
    if level is None and depth != "1":
        raise malformed()
    if level is not None and (level.text.strip() not in ("1", "infinite") or depth not in (None, "0", "1")):
        raise malformed()


def _since(asked: Element) -> SyncToken | None:
    """None: a first sync. Raises DavRefused: valid-sync-token, malformed."""
    given = asked.child(dav("sync-token"))
    if given is None:
        raise malformed()
    if not given.text.strip():
        return None
    token = read_token(given.text)
    if token is None:
        raise unmet("valid-sync-token")
    return token


def _limit(asked: Element) -> int | None:
    given = asked.child(dav("limit"))
    if given is None:
        return None
    most = given.child(dav("nresults"))
    if most is None or not most.text.strip().isascii() or not most.text.strip().isdigit():
        raise malformed()
    return max(1, min(int(most.text.strip()[:9]), 1_000_000))
