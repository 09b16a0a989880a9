"""Why an act does not serve a mandate of its body that one might have thought of."""

from collections.abc import Collection
from typing import Any

from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.options import duties_of
from meeting_cadence.pages.questions import fits
from meeting_cadence.pages.view import View
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.words.say import say


def reasons_against(view: View, filled: Filled, served: Collection[str]) -> list[str]:
    """One sentence for each mandate of the body that is not among the `served` ones."""
    found = (
        _reason(view, mandate, filled)
        for mandate in duties_of(view, filled.one("body"))
        if mandate.id not in served and not _is_review(mandate)
    )
    return [reason for reason in found if reason is not None]


def _is_review(mandate: Mandate) -> bool:
    return all(clause.rule.form == "review" for clause in mandate.versions[-1].clauses)


def _reason(view: View, mandate: Mandate, filled: Filled) -> str | None:
    names, form = view.names, filled.one("form")

    def tell(code: str, **values: Any) -> str:
        title = names.text(mandate.title)
        return say(f"pages.record.reason.{code}", names.language, mandate=title, **values)

    if not fits(mandate, filled):
        if mandate.items and not mandate.kinds:
            return tell("item", items=[names.kind(item) for item in sorted(mandate.items)])
        kinds = [names.kind(kind) for kind in sorted(mandate.kinds)]
        return tell("kind", kinds=kinds, kind=names.kind(filled.one("kind"))) if mandate.is_meeting else None
    if form and form not in mandate.counts.forms:
        return tell("form", form=say(f"pages.form.{form}", names.language))
    if _is_inquorate(mandate, filled):
        return tell("quorum")
    return tell("other")


def _is_inquorate(mandate: Mandate, filled: Filled) -> bool:
    present, entitled = filled.one("present"), filled.one("entitled")
    if mandate.counts.quorum is None or not (present.isdecimal() and entitled.isdecimal()):
        return False
    part, whole, strict = mandate.counts.quorum
    share, needed = int(present) * whole, int(entitled) * part
    return share <= needed if strict else share < needed
