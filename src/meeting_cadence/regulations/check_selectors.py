"""Selectors: who is obliged, addressed or covered."""

from meeting_cadence.bodies import Condition, Selector
from meeting_cadence.regulations.check_bodies import is_plain
from meeting_cadence.regulations.document import BROKEN, Node
from meeting_cadence.regulations.draft import Draft
from meeting_cadence.regulations.fields import Fields, kind_of, present
from meeting_cadence.regulations.problems import Report

_KEYS = ("body", "tier", "role", "under", "if")


def check_selectors(fields: Fields, key: str, draft: Draft) -> tuple[Selector, ...]:
    """One selector or a list of them."""
    return present(_selector(node, draft) for node in fields.one_or_more(key))


def _selector(node: Node, draft: Draft) -> Selector | None:
    fields = Fields(node, draft.report, optional=_KEYS)
    if fields.broken:
        return None
    if not fields.given(*_KEYS):
        draft.report.add(node, "empty_selector", known=_KEYS)
        return None
    body, under = fields.id("body"), fields.id("under")
    draft.mention("body", body, fields.at("body"))
    draft.mention("body", under, fields.at("under"))
    selector = Selector(body, fields.text("tier"), fields.text("role"), under, _conditions(fields))
    return selector if len(fields.given(*_KEYS)) == _parts(selector) else None


def _parts(selector: Selector) -> int:
    """How many demands could be read."""
    single = (selector.body, selector.tier, selector.role, selector.under)
    return sum(part is not None for part in single) + bool(selector.conditions)


def _conditions(fields: Fields) -> tuple[Condition, ...]:
    node = fields.node("if")
    if node is None:
        return ()
    if not isinstance(node.value, dict):
        fields.wrong(node, "mapping", "if")
        return ()
    if not node.value:
        fields.report.add(node, "empty_list", key="if")
    return present(_condition(name, item, fields.report) for name, item in node.value.items())


def _condition(attribute: str, node: Node, report: Report) -> Condition | None:
    if isinstance(node.value, dict):
        return _bounds(attribute, Fields(node, report, optional=("at_least", "at_most", "equals")))
    if is_plain(node.value):
        return Condition(attribute, equals=node.value)
    if node.value is not BROKEN:
        report.add(node, "wrong_type", key=attribute, wanted="attribute", got=kind_of(node.value))
    return None


def _bounds(attribute: str, fields: Fields) -> Condition | None:
    least, most = _bound(fields, "at_least"), _bound(fields, "at_most")
    equals = fields.node("equals")
    if not fields.given("at_least", "at_most", "equals"):
        fields.report.add(fields.place, "missing_one_of", keys=("at_least", "at_most", "equals"))
        return None
    if least is not None and most is not None and most < least:
        fields.report.add(fields.at("at_most"), "max_below_min", max=most, min=least)
    if equals is not None and not is_plain(equals.value):
        fields.wrong(equals, "attribute", "equals")
        return None
    return Condition(attribute, equals.value if equals else None, least, most)


def _bound(fields: Fields, key: str) -> int | float | None:
    node = fields.node(key)
    if node is None:
        return None
    if isinstance(node.value, bool) or not isinstance(node.value, (int, float)) or not is_plain(node.value):
        fields.wrong(node, "number", key)
        return None
    return node.value
