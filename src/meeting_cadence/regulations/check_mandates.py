"""Regulations and their mandates: who is obliged to what, how often, and on which terms."""

from dataclasses import replace
from datetime import date
from typing import Any, Final, Literal, cast

from meeting_cadence.bodies import Text
from meeting_cadence.cadence import Review
from meeting_cadence.regulations.check_bodies import day_range
from meeting_cadence.regulations.check_selectors import check_selectors
from meeting_cadence.regulations.check_terms import (
    check_counts,
    check_makeup,
    check_notice,
    check_reading,
    check_relief,
)
from meeting_cadence.regulations.check_versions import check_versions
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.draft import (
    ClauseDraft,
    Coverage,
    Defaults,
    Draft,
    MandateDraft,
    RegulationDraft,
)
from meeting_cadence.regulations.fields import CALENDAR, Fields, present
from meeting_cadence.regulations.model import Force, Mandate, Matter, Regulation, Vocabulary

FORCES: Final = ("must", "normally")
_REGULATION_KEYS: Final = ("issuer", "effective", "until", "source", "mandates")
_MANDATE_KEYS: Final = (
    "article", "quote", "act", "counts", "to", "force", "effective", "first", "clauses", "versions",
    "makeup", "relief", "coalesce", "notice", "lead", "reading", "alerts",
)  # fmt: skip


def check_regulations(fields: Fields, draft: Draft, defaults: Defaults) -> None:
    """All regulations of one file, into the draft."""
    for node in fields.items("regulations"):
        _check_regulation(node, draft, defaults)


def _check_regulation(node: Node, draft: Draft, defaults: Defaults) -> None:
    fields = Fields(node, draft.report, required=("id", "title"), optional=_REGULATION_KEYS)
    regulation_id, title = fields.id("id"), fields.name("title")
    effective, until = day_range(fields, "effective", "until")
    regulation = Regulation(
        id=regulation_id or "",
        title=title or Text.both(regulation_id or ""),
        issuer=fields.name("issuer"),
        effective=effective,
        until=until,
        source=fields.text("source"),
    )
    mandates = present(_mandate(item, regulation, draft, defaults) for item in fields.items("mandates"))
    draft.regulations.append(RegulationDraft(regulation, fields.at("id"), mandates))


def _mandate(node: Node, regulation: Regulation, draft: Draft, defaults: Defaults) -> MandateDraft | None:
    fields = Fields(node, draft.report, required=("id", "title", "obliged"), optional=_MANDATE_KEYS)
    if fields.broken:
        return None
    mandate_id, title = fields.id("id"), fields.name("title")
    force = cast(Force, fields.word("force", FORCES, "must"))
    versions, clauses = check_versions(fields, draft, force, rolls=defaults.rolls)
    matters = _matters(fields, draft, clauses)
    obliged, addressees = (check_selectors(fields, key, draft) for key in ("obliged", "to"))
    _cover(fields, obliged, draft)
    mandate = Mandate(
        id=mandate_id or "",
        title=title or Text.both(mandate_id or ""),
        obliged=obliged,
        matters=matters,
        versions=versions,
        regulation=regulation.id,
        regulation_title=regulation.title,
        position=0,
        to=addressees,
        force=force,
        effective=_effective(fields, regulation),
        until=regulation.until,
        first=_first(fields),
        workdays=defaults.workdays,
        **_terms(fields, draft),
    )
    return MandateDraft(mandate, fields.at("id"), fields.at("obliged"), clauses)


def _terms(fields: Fields, draft: Draft) -> dict[str, Any]:
    """What stands beside the clauses: all of it may be left out."""
    alerts = fields.id("alerts")
    draft.mention("alerts", alerts, fields.at("alerts"))
    return {
        "article": fields.name("article"),
        "quote": fields.name("quote"),
        "counts": check_counts(fields),
        "makeup": check_makeup(fields),
        "relief": check_relief(fields),
        "coalesce": fields.flag("coalesce", False),
        "notice": check_notice(fields),
        "lead": fields.length("lead", CALENDAR),
        "reading": check_reading(fields),
        "alerts": alerts,
    }


def _cover(fields: Fields, obliged: tuple[Any, ...], draft: Draft) -> None:
    node = fields.node("obliged")
    if node is not None and obliged:
        draft.coverages.append(Coverage(obliged, node))


def _effective(fields: Fields, regulation: Regulation) -> date | None:
    effective = fields.day("effective") or regulation.effective
    if effective is not None and regulation.until is not None and effective >= regulation.until:
        fields.report.add(
            fields.at("effective"),
            "inverted_days",
            first="effective",
            second="until",
            start=effective,
            end=regulation.until,
        )
    return effective


def _first(fields: Fields) -> Literal["full", "partial"] | date:
    node = fields.node("first")
    if node is not None and isinstance(node.value, str) and node.value[:1].isdigit():
        return fields.day_of(node, "first") or "full"
    return cast(Literal["full", "partial"], fields.word("first", ("full", "partial"), "full"))


def _matters(fields: Fields, draft: Draft, clauses: tuple[ClauseDraft, ...]) -> tuple[Matter, ...]:
    """What counts. Only reviews can do without."""
    node = fields.node("act")
    if node is None:
        if "act" not in fields or fields.at("act").value is None:
            _demand_act(fields, clauses)
        return ()
    if isinstance(node.value, dict) and "any_of" in node.value:
        choice = Fields(node, draft.report, required=("any_of",))
        return present(_matter(item, choice, draft) for item in choice.items("any_of", least=1))
    return present([_matter(node, fields, draft)])


def _demand_act(fields: Fields, clauses: tuple[ClauseDraft, ...]) -> None:
    if not clauses or any(not isinstance(draft.clause.rule, Review) for draft in clauses):
        fields.report.add(fields.place, "missing_act")


def _matter(node: Node, fields: Fields, draft: Draft) -> Matter | None:
    if isinstance(node.value, dict):
        item_fields = Fields(node, draft.report, required=("item",))
        item = item_fields.id("item")
        draft.mention("items", item, item_fields.at("item"))
        return Matter(item=item) if item is not None else None
    kind = fields.id_of(node, "act")
    draft.mention("acts", kind, node)
    return Matter(kind=kind) if kind is not None else None


def placed(drafts: list[RegulationDraft], vocabulary: Vocabulary) -> tuple[Regulation, ...]:
    """The regulations with their mandates, each mandate at its position in the whole pack."""
    position, regulations = 0, []
    for draft in drafts:
        mandates = []
        for mandate_draft in draft.mandates:
            mandates.append(replace(mandate_draft.mandate, position=position, vocabulary=vocabulary))
            position += 1
        regulations.append(replace(draft.regulation, mandates=tuple(mandates)))
    return tuple(regulations)
