"""The clauses of a mandate, and its versions when the rule was amended."""

from typing import cast

from meeting_cadence.bodies import Selector
from meeting_cadence.regulations.check_bodies import day_range
from meeting_cadence.regulations.check_rules import FORMS, check_rule
from meeting_cadence.regulations.check_selectors import check_selectors
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.draft import ClauseDraft, Coverage, Draft
from meeting_cadence.regulations.fields import Fields
from meeting_cadence.regulations.model import Clause, Force, Version
from meeting_cadence.regulations.problems import Report

Versions = tuple[tuple[Version, ...], tuple[ClauseDraft, ...]]


def check_versions(fields: Fields, draft: Draft, force: Force, *, rolls: bool) -> Versions:
    """The versions of a mandate (one when it has plain `clauses`), and all clauses with their places."""
    given = fields.one_of("clauses", "versions")
    if given is None:
        for key in ("clauses", "versions"):
            _read(fields, key, draft, force, rolls=rolls)
        return (), ()
    return _read(fields, given, draft, force, rolls=rolls)


def _read(fields: Fields, key: str, draft: Draft, force: Force, *, rolls: bool) -> Versions:
    if key == "clauses":
        clauses = _clauses(fields, draft, force, rolls=rolls)
        return (Version(tuple(one.clause for one in clauses)),), clauses
    versions: list[Version] = []
    drafts: list[ClauseDraft] = []
    nodes = fields.items(key, least=1)
    for number, node in enumerate(nodes):
        parts = Fields(node, draft.report, required=("clauses",), optional=("from", "to"))
        start, end = day_range(parts, "from", "to")
        clauses = _clauses(parts, draft, force, rolls=rolls)
        drafts.extend(clauses)
        version = Version(tuple(one.clause for one in clauses), start, end)
        _check_ends(parts, number, len(nodes))
        if versions:
            _check_follows(versions[-1], version, parts, draft.report)
        versions.append(version)
    return tuple(versions), tuple(drafts)


def _check_ends(fields: Fields, number: int, total: int) -> None:
    """Only the first version may have no beginning, only the last no end."""
    if fields.broken:
        return
    if number > 0 and "from" not in fields:
        fields.report.add(fields.place, "missing_key", key="from")
    if number < total - 1 and "to" not in fields:
        fields.report.add(fields.place, "missing_key", key="to")


def _check_follows(last: Version, version: Version, fields: Fields, report: Report) -> None:
    if last.end is None or version.start is None or last.end == version.start:
        return
    code = "versions_overlap" if version.start < last.end else "versions_gap"
    if last.start is not None and version.start <= last.start:
        code = "versions_unordered"
    report.add(fields.at("from"), code, start=version.start, end=last.end)


def _clauses(fields: Fields, draft: Draft, force: Force, *, rolls: bool) -> tuple[ClauseDraft, ...]:
    found: list[ClauseDraft] = []
    ids: set[str] = set()
    for node in fields.items("clauses", least=1):
        clause = _clause(node, draft, force, rolls=rolls)
        if clause is None:
            continue
        found.append(clause)
        if clause.clause.id is not None and clause.clause.id in ids:
            draft.report.add(node.value["id"], "given_twice", sort="clause", id=clause.clause.id)
        ids.add(clause.clause.id or "")
    return tuple(found)


def _clause(node: Node, draft: Draft, force: Force, *, rolls: bool) -> ClauseDraft | None:
    fields = Fields(node, draft.report, optional=("id", "force", *FORMS))
    clause_id = _clause_id(fields)
    own_force = cast(Force, fields.word("force", ("must", "normally"), force))
    form = fields.one_of(*FORMS)
    if form is None:
        return None
    rule_node = fields.at(form)
    rule = check_rule(form, rule_node, draft, rolls=rolls)
    each_of = _each_of(rule_node, draft) if form == "quota" else ()
    return ClauseDraft(Clause(rule, own_force, clause_id, each_of), rule_node) if rule is not None else None


def _clause_id(fields: Fields) -> str | None:
    clause_id = fields.id("id")
    if clause_id is not None and clause_id.isdigit():
        fields.report.add(fields.at("id"), "numeric_id", id=clause_id)
        return None
    return clause_id


def _each_of(node: Node, draft: Draft) -> tuple[Selector, ...]:
    if not isinstance(node.value, dict):
        return ()
    fields = Fields(node, draft.report, optional=tuple(node.value))
    selectors = check_selectors(fields, "each_of", draft)
    member_node = fields.node("each_of")
    if member_node is not None and selectors:
        draft.coverages.append(Coverage(selectors, member_node))
    return selectors
