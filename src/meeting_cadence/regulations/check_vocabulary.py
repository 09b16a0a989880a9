"""Names of kinds for people, and alert policies: the parts of a pack that carry no rule."""

from typing import Any, Final

from meeting_cadence.bodies import Text
from meeting_cadence.dates.duration import UNITS
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.draft import Draft
from meeting_cadence.regulations.fields import Fields, is_id
from meeting_cadence.regulations.problems import Report

SECTIONS: Final = ("acts", "items", "events")
_RUNG: Final = ("before", "at", "every", "escalate")


def check_vocabulary(pack: Fields, draft: Draft) -> None:
    """Names of acts, items and events, merged into the draft."""
    node = pack.node("vocabulary")
    if node is None:
        return
    fields = Fields(node, draft.report, optional=SECTIONS)
    for section in SECTIONS:
        names = fields.node(section)
        if names is None:
            continue
        if not isinstance(names.value, dict):
            fields.wrong(names, "mapping", section)
            continue
        draft.vocabulary.setdefault(section, {}).update(_names(names, fields))


def _names(node: Node, fields: Fields) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for kind, name_node in node.value.items():
        if not is_id(kind):
            fields.report.add(node.key(kind), "bad_id", id=kind[:100])
            continue
        name = fields.name_of(name_node, kind)
        if name is not None:
            found[kind] = name
    return found


def check_alert_policies(pack: Fields, draft: Draft) -> None:
    """Policies by id, kept as plain values: {rungs: [{before | at | every | escalate, to, …}]}."""
    node = pack.node("alert_policies")
    if node is None:
        return
    if not isinstance(node.value, dict):
        pack.wrong(node, "mapping", "alert_policies")
        return
    for policy_id, policy in node.value.items():
        spot = node.key(policy_id)
        if not is_id(policy_id):
            draft.report.add(spot, "bad_id", id=policy_id[:100])
        elif policy_id in draft.alert_policies:
            draft.report.add(spot, "given_twice", sort="alerts", id=policy_id)
        else:
            draft.alert_policies[policy_id] = check_policy(policy, draft.report)


def check_policy(node: Node, report: Report) -> object:
    """One policy as plain values; what is wrong with it is on the report."""
    fields = Fields(node, report, required=("rungs",), optional=("grace",))
    fields.length("grace", UNITS)
    for rung in fields.items("rungs", least=1):
        _check_rung(rung, report)
    return plain(node)


def _check_rung(node: Node, report: Report) -> None:
    fields = Fields(node, report, required=("to",), optional=(*_RUNG, "period_at_least", "by_the_hour"))
    fields.one_of(*_RUNG)
    for key in ("before", "every", "escalate"):
        fields.length(key, UNITS)
    fields.length("period_at_least", ("m", "y"))
    fields.flag("by_the_hour", False)
    fields.word("at", ("breach", "no_record", "violated"))
    for role in fields.items("to", least=1):
        fields.id_of(role, "to")


def plain(node: Node) -> Any:
    """The value without places: what was written."""
    if isinstance(node.value, dict):
        return {key: plain(one) for key, one in node.value.items()}
    if isinstance(node.value, list):
        return [plain(one) for one in node.value]
    return node.value
