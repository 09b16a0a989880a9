"""What there is to be found, and the live properties of each: written when asked for, and only then."""

import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from meeting_cadence.feeds.conditions import written_date
from meeting_cadence.feeds.dav.addresses import Address
from meeting_cadence.feeds.dav.collections import Collection
from meeting_cadence.feeds.dav.filters import COLLATIONS
from meeting_cadence.feeds.dav.items import Item
from meeting_cadence.feeds.dav.refusals import absent
from meeting_cadence.feeds.dav.visit import Visit
from meeting_cadence.feeds.dav.xml_out import cal, cs, dav, element, href, ical, text
from meeting_cadence.feeds.text import one_line
from meeting_cadence.words.say import say

Properties = Mapping[str, Callable[[], str]]

_COLOURS: Final = ("#C62828FF", "#1565C0FF", "#2E7D32FF", "#6A1B9AFF", "#EF6C00FF", "#00838FFF", "#4E342EFF")
REPORTS: Final = (dav("sync-collection"), cal("calendar-query"), cal("calendar-multiget"))
ITEM_TYPE: Final = "text/calendar; charset=utf-8; component=VEVENT"


class Resource(NamedTuple):
    """`href`: its path, decoded. `properties`: how each is written, by its name."""

    href: str
    properties: Properties


def find(visit: Visit, address: Address) -> Resource:
    """The resource of an address. Raises DavRefused: 404 for what is another person's as for what is not."""
    if address.person is None:
        return _root(visit)
    if address.person != visit.person.id:
        raise absent()
    if address.is_principal:
        return _principal(visit)
    if address.calendar is None:
        return _home(visit)
    collection = calendar_at(visit, address)
    if address.entry is None:
        return calendar(visit, collection)
    return item(visit, collection, item_at(visit, collection, address.entry))


def calendar_at(visit: Visit, address: Address) -> Collection:
    """The person's calendar of that name. Raises DavRefused: 404."""
    found = visit.collections.get(address.calendar or "") if address.person == visit.person.id else None
    if found is None:
        raise absent()
    return found


def item_at(visit: Visit, collection: Collection, name: str) -> Item:
    """The entry of that name. Raises DavRefused: 404."""
    found = visit.published(collection).items.get(name)
    if found is None:
        raise absent()
    return found


def inside(visit: Visit, address: Address) -> Iterable[Resource]:
    """What lies directly in the resource of an address that was found."""
    if address.person is None:
        return [_principal(visit), _home(visit)]
    if address.is_principal or address.entry is not None:
        return []
    if address.calendar is None:
        return [calendar(visit, one) for one in visit.collections.values()]
    collection = calendar_at(visit, address)
    return (item(visit, collection, one) for one in visit.published(collection).items.values())


def _root(visit: Visit) -> Resource:
    return Resource(visit.href(Address()), {**_common(visit), **_folder()})


def _principal(visit: Visit) -> Resource:
    person = visit.person
    own = href(visit.href(visit.principal))
    mail = f"<D:href>mailto:{text(person.email)}</D:href>" if person.email else ""
    return Resource(
        visit.href(visit.principal),
        {
            **_common(visit),
            dav("resourcetype"): lambda: "<D:collection/><D:principal/>",
            dav("displayname"): lambda: text(one_line(person.name)),
            dav("principal-URL"): lambda: own,
            dav("alternate-URI-set"): lambda: "",
            dav("group-membership"): lambda: "",
            cal("calendar-home-set"): lambda: href(visit.href(visit.home)),
            cal("calendar-user-address-set"): lambda: mail + own,
        },
    )


def _home(visit: Visit) -> Resource:
    owner = {dav("owner"): lambda: href(visit.href(visit.principal))}
    named = {dav("displayname"): lambda: say("feeds.dav.home", visit.person.language)}
    return Resource(visit.href(visit.home), {**_common(visit), **_folder(), **owner, **named})


def calendar(visit: Visit, collection: Collection) -> Resource:
    """A calendar collection."""
    address = Address(visit.person.id, calendar=collection.name)
    colour = _COLOURS[zlib.crc32(collection.name.encode()) % len(_COLOURS)]
    return Resource(
        visit.href(address),
        {
            **_common(visit),
            dav("resourcetype"): lambda: "<D:collection/><C:calendar/>",
            dav("displayname"): lambda: text(one_line(collection.title)),
            dav("owner"): lambda: href(visit.href(visit.principal)),
            dav("getlastmodified"): lambda: written_date(visit.published(collection).modified),
            dav("sync-token"): lambda: text(str(visit.published(collection).token)),
            dav("supported-report-set"): lambda: _reports(REPORTS),
            cs("getctag"): lambda: f'"{visit.published(collection).etag}"',
            cal("calendar-description"): lambda: text(
                say("feeds.dav.description", collection.options.language)
            ),
            cal("supported-calendar-component-set"): lambda: '<C:comp name="VEVENT"/>',
            cal("supported-calendar-data"): lambda: (
                '<C:calendar-data content-type="text/calendar" version="2.0"/>'
            ),
            cal("supported-collation-set"): lambda: "".join(
                element(cal("supported-collation"), one) for one in COLLATIONS
            ),
            ical("calendar-color"): lambda: colour,
        },
    )


def item(visit: Visit, collection: Collection, found: Item) -> Resource:
    """An entry."""
    address = Address(visit.person.id, calendar=collection.name, entry=found.name)
    return Resource(
        visit.href(address),
        {
            **_common(visit),
            dav("resourcetype"): lambda: "",
            dav("getetag"): lambda: f'"{found.tag}"',
            dav("getcontenttype"): lambda: ITEM_TYPE,
            dav("getcontentlength"): lambda: str(len(found.body)),
            dav("getlastmodified"): lambda: written_date(found.modified),
            dav("owner"): lambda: href(visit.href(visit.principal)),
        },
    )


def _common(visit: Visit) -> Properties:
    return {
        dav("current-user-principal"): lambda: href(visit.href(visit.principal)),
        dav("principal-collection-set"): lambda: href(visit.href(visit.principal)),
        dav("current-user-privilege-set"): _privileges,
        dav("supported-report-set"): lambda: "",
    }


def _folder() -> Properties:
    return {dav("resourcetype"): lambda: "<D:collection/>"}


def _privileges() -> str:
    """To read, and nothing else: a program that asks greys out what it must not offer."""
    named = ("read", "read-current-user-privilege-set")
    return "".join(element(dav("privilege"), element(dav(one))) for one in named)


def _reports(names: Iterable[str]) -> str:
    return "".join(element(dav("supported-report"), element(dav("report"), element(name))) for name in names)
