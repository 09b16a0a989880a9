"""Bodies of a pack: names, existence, terms, contacts."""

import math
import re
from datetime import date
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from meeting_cadence.bodies import Body, Contact, Term, Text
from meeting_cadence.bodies.address import is_address, is_channel
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.regulations.document import BROKEN, Node
from meeting_cadence.regulations.draft import BodyDraft, Defaults, Draft
from meeting_cadence.regulations.fields import Fields, kind_of, present
from meeting_cadence.regulations.problems import Report

RESERVED: Final = ("self", "superior")
"""Words of the format that would be mistaken for a body."""
_KEYS: Final = (
    "tier", "roles", "parent", "order", "since", "until", "predecessor", "timezone", "attributes", "contacts",
    "fiscal_year_end", "terms", "source",
)  # fmt: skip
_EMAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
_MONTH_DAY: Final = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_LOCAL_ZONES: Final = frozenset({"localtime", "posixrules", "Factory"})


def check_bodies(fields: Fields, draft: Draft, defaults: Defaults) -> None:
    """All bodies of one file, into the draft."""
    for node in fields.items("bodies"):
        _check_body(node, draft, defaults)


def _check_body(node: Node, draft: Draft, defaults: Defaults) -> None:
    fields = Fields(node, draft.report, required=("id", "name"), optional=_KEYS)
    body_id, name = _body_id(fields), fields.name("name")
    zone = read_zone(fields, "timezone")
    if zone is None and "timezone" not in fields and defaults.zone is not None:
        zone = ZoneInfo(defaults.zone)
    since, until = day_range(fields, "since", "until")
    body = Body(
        id=body_id or "",
        name=name or Text.both(body_id or ""),
        zone=zone or ZoneInfo("UTC"),
        tier=fields.text("tier"),
        roles=fields.texts("roles"),
        parent=_body_reference(fields, "parent", draft),
        order=fields.number("order"),
        since=since,
        until=until,
        predecessors=_predecessors(fields, draft),
        attributes=_attributes(fields),
        contacts=present(_contact(item, draft.report) for item in fields.items("contacts")),
        fiscal_year_end=month_day(fields, "fiscal_year_end"),
        terms=_terms(fields),
        source=fields.text("source"),
    )
    if body_id is not None:
        draft.bodies.append(BodyDraft(body, fields.at("id")))


def _body_id(fields: Fields) -> str | None:
    body_id = fields.id("id")
    if body_id in RESERVED:
        fields.report.add(fields.at("id"), "reserved_id", id=body_id)
        return None
    return body_id


def _body_reference(fields: Fields, key: str, draft: Draft) -> str | None:
    body_id = fields.id(key)
    draft.mention("body", body_id, fields.at(key))
    return body_id


def _predecessors(fields: Fields, draft: Draft) -> tuple[str, ...]:
    found = []
    for node in fields.one_or_more("predecessor"):
        body_id = fields.id_of(node, "predecessor")
        draft.mention("body", body_id, node)
        found.append(body_id)
    return present(found)


@cache
def _zones() -> frozenset[str]:
    """Every zone there is; finding them takes a while."""
    return frozenset(available_timezones())


def read_zone(fields: Fields, key: str) -> ZoneInfo | None:
    """A time zone of the IANA database, by its name."""
    name = fields.text(key)
    if name is None:
        return None
    try:
        if name in _LOCAL_ZONES or name.startswith(("posix/", "right/")):
            raise KeyError(name)
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = fields.report.nearest(name, _zones())
        fields.report.add(fields.at(key), "unknown_zone", zone=name[:60], nearest=near)
        return None


def day_range(fields: Fields, since: str, until: str) -> tuple[date | None, date | None]:
    """Two days, half-open: the second must be later."""
    start, end = fields.day(since), fields.day(until)
    if start is not None and end is not None and end <= start:
        fields.report.add(fields.at(until), "inverted_days", first=since, second=until, start=start, end=end)
        return start, None
    return start, end


def month_day(fields: Fields, key: str) -> tuple[int, int] | None:
    """A month and a day, `03-31`; 29 February is one."""
    text = fields.text(key)
    if text is None:
        return None
    found = _MONTH_DAY.fullmatch(text)
    try:
        day = date(2024, int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None:
        fields.report.add(fields.at(key), "bad_month_day", key=key, text=text[:60])
        return None
    return day.month, day.day


def _attributes(fields: Fields) -> dict[str, int | float | str | bool]:
    node = fields.node("attributes")
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        fields.wrong(node, "mapping", "attributes")
        return {}
    found: dict[str, int | float | str | bool] = {}
    for key, item in node.value.items():
        if is_plain(item.value):
            found[key] = item.value
        elif item.value is not BROKEN:
            fields.report.add(item, "wrong_type", key=key, wanted="attribute", got=kind_of(item.value))
    return found


def is_plain(value: object) -> bool:
    """A number, a text or a truth value that compares."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, (bool, int, str))


def _contact(node: Node, report: Report) -> Contact | None:
    fields = Fields(
        node, report, required=("role",), optional=("email", "channel", "address", "name", "all_clear")
    )
    role, name, all_clear = fields.text("role"), fields.text("name"), fields.flag("all_clear", False)
    given = fields.one_of("email", "channel")
    reached = _mailed(fields) if given == "email" else _reached(fields) if given else None
    return Contact(role, reached[1], name, reached[0], all_clear) if role is not None and reached else None


def _mailed(fields: Fields) -> tuple[str, str] | None:
    """Channel and address of a contact by e-mail."""
    email = fields.text("email")
    if email is not None and not _EMAIL.fullmatch(email):
        fields.report.add(fields.at("email"), "bad_email", email=email[:100])
        return None
    return (EMAIL, email) if email is not None else None


def _reached(fields: Fields) -> tuple[str, str] | None:
    """Channel and address of any other contact; a chat that stands for one group needs no address."""
    channel = fields.text("channel")
    if channel is None:
        return None
    address = fields.text("address") or channel
    if not is_channel(channel) or not is_address(channel, address):
        fields.report.add(fields.at("channel"), "bad_address", channel=channel[:40], address=address[:100])
        return None
    return channel, address


def _terms(fields: Fields) -> tuple[Term, ...]:
    """Terms in order; a term ends at the latest when the next one begins."""
    terms: list[Term] = []
    for node in fields.items("terms"):
        read = _term(node, fields.report)
        if read is not None and _follows(terms, read, node, fields.report):
            if terms and terms[-1].end is None:
                terms[-1] = terms[-1]._replace(end=read.start)
            terms.append(read)
    return tuple(terms)


def _term(node: Node, report: Report) -> Term | None:
    fields = Fields(node, report, required=("number", "from"), optional=("to", "expected_to"))
    number = fields.number("number", least=1)
    start, end = day_range(fields, "from", "to")
    _, expected = day_range(fields, "from", "expected_to")
    if len(fields.given("to", "expected_to")) == 2:
        report.add(node.key("expected_to"), "contradictory_keys", keys=("to", "expected_to"))
    return Term(number, start, end, expected) if number is not None and start is not None else None


def _follows(terms: list[Term], term: Term, node: Node, report: Report) -> bool:
    if not terms:
        return True
    last = terms[-1]
    if term.number <= last.number or term.start <= last.start:
        report.add(node, "terms_unordered", number=term.number, before=last.number)
        return False
    if last.end is not None and term.start < last.end:
        report.add(node, "terms_overlap", number=term.number, before=last.number, end=last.end)
        return False
    return True
