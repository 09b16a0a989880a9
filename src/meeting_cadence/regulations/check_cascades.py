"""Deadlines that set themselves off: act A calls for act B, whose act calls for A again, without end."""

from collections.abc import Iterator
from typing import NamedTuple

from meeting_cadence.bodies import Body, Tree
from meeting_cadence.cadence import Deadline
from meeting_cadence.regulations.check_whole import circles
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.draft import Draft, MandateDraft


class _Link(NamedTuple):
    """An act of a body that calls for an act of a body; `node`: the deadline's place."""

    source: str
    target: str
    node: Node
    mandate: str


def check_cascades(draft: Draft, tree: Tree) -> None:
    """Every circle of deadlines among the same bodies is a problem; one after its own act is a gap."""
    links = [link for mandate in draft.mandates for link in _links(mandate, tree)]
    graph: dict[str, list[str]] = {}
    for link in links:
        if link.source == link.target:
            draft.report.add(link.node, "deadline_after_itself", act=link.source.partition("\x1f")[2])
        else:
            graph.setdefault(link.source, []).append(link.target)
    for circle in circles({source: tuple(dict.fromkeys(targets)) for source, targets in graph.items()}):
        _report(circle, links, draft)


def _report(circle: tuple[str, ...], links: list[_Link], draft: Draft) -> None:
    steps = set(zip(circle, (*circle[1:], circle[0]), strict=True))
    closing = [link for link in links if (link.source, link.target) in steps]
    acts = tuple(step.partition("\x1f")[2] for step in (*circle, circle[0]))
    mandates = tuple(dict.fromkeys(link.mandate for link in closing))
    draft.report.add(closing[0].node, "cascade_circle", acts=acts, mandates=mandates)


def _links(mandate: MandateDraft, tree: Tree) -> Iterator[_Link]:
    wanted = [matter.kind or matter.item or "" for matter in mandate.mandate.matters]
    bodies = tree.select(mandate.mandate.obliged)
    for draft in mandate.clauses:
        rule = draft.clause.rule
        if not isinstance(rule, Deadline) or rule.trigger.act is None or rule.relation == "before":
            continue
        for body, source in _sources(rule.trigger.by, bodies, tree):
            for kind in wanted:
                yield _Link(
                    f"{source}\x1f{rule.trigger.act}", f"{body}\x1f{kind}", draft.node, mandate.mandate.id
                )


def _sources(by: str, bodies: list[Body], tree: Tree) -> Iterator[tuple[str, str]]:
    """(obliged body, body whose act triggers). Without any body: as if there were one."""
    if not bodies and by == "self":
        yield "", ""
    for body in bodies:
        superior = tree.superior(body)
        source = body.id if by == "self" else by if by != "superior" else superior.id if superior else None
        if source is not None:
            yield body.id, source
