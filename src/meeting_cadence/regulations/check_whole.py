"""How the parts of a pack and its includes fit together: ids, references, circles, who is obliged."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from meeting_cadence.bodies import Body, Tree
from meeting_cadence.cadence import Quota
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.draft import BodyDraft, Draft, MandateDraft, Mention

DEFAULT_POLICY: Final = "default"
"""The policy that every pack has, its own or the built-in one."""


def check_whole(draft: Draft) -> Tree:
    """Every check that needs more than one part; answers the tree, circles cut open."""
    check_duplicates(draft)
    _check_mentions(draft)
    bodies: dict[str, BodyDraft] = {}
    for one in draft.bodies:
        bodies.setdefault(one.body.id, one)
    circular = _check_circles(bodies, "parent", lambda body: (body.parent,) if body.parent else (), draft)
    _check_circles(bodies, "predecessor", lambda body: body.predecessors, draft)
    tree = Tree(_cut(one.body, circular) for one in bodies.values())
    _check_coverage(tree, draft)
    for mandate in draft.mandates:
        _check_grids(mandate, tree, draft)
    return tree


def _cut(body: Body, circular: set[str]) -> Body:
    """Without its superior when the superiors run in a circle: whoever walks up must arrive."""
    return replace(body, parent=None) if body.id in circular else body


def check_duplicates(draft: Draft) -> None:
    """Bodies, regulations and mandates have ids of their own in the whole pack."""
    _unique("body", ((one.body.id, one.node) for one in draft.bodies), draft)
    _unique("regulation", ((one.regulation.id, one.node) for one in draft.regulations), draft)
    _unique("mandate", ((one.mandate.id, one.node) for one in draft.mandates), draft)


def _unique(sort: str, ids: Iterable[tuple[str, Node]], draft: Draft) -> None:
    first: dict[str, Node] = {}
    for one, node in ids:
        if one and one in first:
            there = first[one]
            draft.report.add(node, "duplicate_id", sort=sort, id=one, there=f"{there.file}:{there.line}")
        first.setdefault(one, node)


def _check_mentions(draft: Draft) -> None:
    words = {section: set(names) for section, names in draft.vocabulary.items()}
    known: dict[str, set[str] | None] = {
        "body": {one.body.id for one in draft.bodies},
        "alerts": {DEFAULT_POLICY, *draft.alert_policies},
        **{section: words.get(section) or None for section in ("acts", "items", "events")},
        "triggers": (words["acts"] | words.get("items", set())) if words.get("acts") else None,
    }
    for mention in draft.mentions:
        ids = known[mention.sort]
        if ids is not None and mention.id not in ids:
            _report_dangling(mention, ids, draft)


def _report_dangling(mention: Mention, ids: set[str], draft: Draft) -> None:
    code = {"body": "unknown_body", "alerts": "unknown_policy"}.get(mention.sort, "not_in_vocabulary")
    section = "acts" if mention.sort == "triggers" else mention.sort
    draft.report.add(
        mention.node, code, id=mention.id, section=section, nearest=draft.report.nearest(mention.id, ids)
    )


def _check_circles(
    bodies: Mapping[str, BodyDraft], relation: str, ahead: Callable[[Body], tuple[str, ...]], draft: Draft
) -> set[str]:
    """No body may reach itself; each circle is told once, at its first body. Answers the bodies on circles."""
    circular: set[str] = set()
    graph = {
        one: tuple(next_ for next_ in ahead(there.body) if next_ in bodies) for one, there in bodies.items()
    }
    for circle in circles(graph):
        node = bodies[circle[0]].node
        draft.report.add(node, f"{relation}_circle", bodies=(*circle, circle[0]))
        circular.update(circle)
    return circular


def circles(graph: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """A circle for every edge that closes one, walking depth first; without recursion."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for root in graph:
        path: dict[str, int] = {}
        pending = [iter((root,))] if root not in done else []
        while pending:
            step = next(pending[-1], None)
            if step is None:
                pending.pop()
                if path:
                    done.add(path.popitem()[0])
            elif step in path:
                found.append(tuple(path)[path[step] :])
            elif step not in done:
                path[step] = len(path)
                pending.append(iter(graph.get(step, ())))
    return found


def _check_coverage(tree: Tree, draft: Draft) -> None:
    """Selectors of a pack that has bodies must select somebody.

    An included text may oblige classes of bodies that the including pack lacks: a county without a listed company
    still includes the whole law. A pack without any body leaves the matter to the pack that includes it.
    """
    own = next((node.file for node in draft.packs.values()), None)
    for coverage in draft.coverages if len(tree) else ():
        if coverage.node.file != own and own is not None:
            continue
        named = {name for one in coverage.selectors for name in (one.body, one.under) if name is not None}
        if all(name in tree for name in named) and not tree.select(coverage.selectors):
            draft.report.add(coverage.node, "selects_nobody")


def _check_grids(mandate: MandateDraft, tree: Tree, draft: Draft) -> None:
    """Fiscal years and terms need bodies that have them."""
    quotas = [(one.clause.rule, one.node) for one in mandate.clauses if isinstance(one.clause.rule, Quota)]
    for body in tree.select(mandate.mandate.obliged) if quotas else ():
        for quota, node in quotas:
            if quota.align.kind.startswith("fiscal_year") and body.fiscal_year_end is None:
                draft.report.add(node.value["align"], "fiscal_year_needed", body=body.id)
            if quota.per is None and not body.terms:
                draft.report.add(node.value["per"], "terms_needed", body=body.id)
