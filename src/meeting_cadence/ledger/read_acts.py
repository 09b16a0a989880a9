"""Acts, plans and events: what took place and what is planned."""

from collections.abc import Mapping
from typing import Any, Final, Literal, cast

from meeting_cadence.ledger.desk import Desk, entry_id, is_before
from meeting_cadence.ledger.entries import Act, Event, Plan, When
from meeting_cadence.regulations.check_terms import ACT_FORMS, ACT_PARTS
from meeting_cadence.regulations.document import BROKEN, Node
from meeting_cadence.regulations.fields import Fields, present

_ACT_KEYS: Final = (
    "id", "body", "bodies", "end", "ordinal", "form", "part", "present", "entitled", "items", "about",
    "series", "plan", "counts_for", "title", "place", "evidence",
)  # fmt: skip
_PLAN_KEYS: Final = ("id", "body", "bodies", "status", "decided", "end", "items", "form", "title", "place")
PLAN_STATUSES: Final = ("tentative", "confirmed", "cancelled")


def read_act(node: Node, desk: Desk) -> Act | None:
    """Something that took place; None when its bodies, kind or start cannot be read."""
    fields = Fields(node, desk.report, required=("kind", "start"), optional=_ACT_KEYS)
    bodies, kind = desk.bodies(fields), desk.kind(fields.at("kind"), fields.text("kind"), "acts")
    start, end = _days(fields, desk, bodies)
    here, entitled = fields.number("present", least=0), fields.number("entitled", least=1)
    if here is not None and entitled is not None and here > entitled:
        desk.report.add(fields.at("present"), "more_present", present=here, entitled=entitled)
    rest: dict[str, Any] = {
        "id": entry_id(fields),
        "ordinal": fields.number("ordinal", least=1),
        "form": fields.word("form", ACT_FORMS),
        "part": fields.word("part", ACT_PARTS, "main"),
        "items": _items(fields, desk),
        "about": present(
            desk.body_of(fields, item, fields.text_of(item, "about")) for item in fields.items("about")
        ),
        "series": fields.text("series"),
        "plan": entry_id(fields, "plan"),
        "counts_for": _counts_for(fields, desk),
        "title": desk.title(fields),
        "place": fields.text("place"),
        "evidence": fields.texts("evidence"),
    }
    if not bodies or kind is None or start is None:
        return None
    return Act(bodies=bodies, kind=kind, start=start, end=end, present=here, entitled=entitled, **rest)


def read_plan(node: Node, desk: Desk, *, id: str | None = None) -> Plan | None:
    """Something planned. `id`: the id it keeps as a replacement; else its own is needed."""
    required = ("kind", "start") if id is not None else ("id", "kind", "start")
    fields = Fields(node, desk.report, required=required, optional=_PLAN_KEYS)
    bodies, kind = desk.bodies(fields), desk.kind(fields.at("kind"), fields.text("kind"), "acts", "events")
    start, end = _days(fields, desk, bodies)
    plan_id = entry_id(fields) or id
    status = cast(
        Literal["tentative", "confirmed", "cancelled"], fields.word("status", PLAN_STATUSES, "confirmed")
    )
    decided, items, form = fields.day("decided"), _items(fields, desk), fields.word("form", ACT_FORMS)
    title, place = desk.title(fields), fields.text("place")
    if not bodies or kind is None or start is None or plan_id is None:
        return None
    return Plan(plan_id, bodies, kind, start, status, decided, end, items, form, title, place)


def read_event(node: Node, desk: Desk) -> Event | None:
    """Something that happened and triggers duties."""
    fields = Fields(node, desk.report, required=("body", "kind", "at"), optional=("id", "title"))
    body, kind = desk.body(fields), desk.kind(fields.at("kind"), fields.text("kind"), "events")
    at, event_id, title = fields.when("at"), entry_id(fields), desk.title(fields)
    if body is None or kind is None or at is None:
        return None
    return Event(body, kind, at, event_id, title)


def _days(fields: Fields, desk: Desk, bodies: tuple[str, ...]) -> tuple[When | None, When | None]:
    start, end = fields.when("start"), fields.when("end")
    zone = desk.zone(bodies[0] if bodies else None)
    if start is not None and end is not None and is_before(end, start, zone):
        desk.report.add(fields.at("end"), "end_before_start", start=start, end=end)
        return start, None
    return start, end


def _items(fields: Fields, desk: Desk) -> frozenset[str]:
    """Agenda items."""
    found = (desk.kind(node, fields.text_of(node, "items"), "items") for node in fields.items("items"))
    return frozenset(item for item in found if item is not None)


def _counts_for(fields: Fields, desk: Desk) -> tuple[tuple[str, str], ...]:
    """(mandate, window label) pairs, by mandate."""
    node = fields.node("counts_for")
    if node is None:
        return ()
    if not isinstance(node.value, dict):
        fields.wrong(node, "mapping", "counts_for")
        return ()
    labels: Mapping[str, Node] = node.value
    found = []
    for mandate, label_node in labels.items():
        place = Node(mandate, *node.key(mandate))
        known = desk.known(place, mandate, desk.pack.mandate, "unknown_mandate")
        if label_node.value is None:
            desk.report.add(label_node, "missing_key", key=mandate)
            continue
        label = fields.text_of(label_node, mandate) if label_node.value is not BROKEN else None
        if known is not None and label is not None and desk.window(label_node, mandate, label) is not None:
            found.append((mandate, label))
    return tuple(sorted(found))
