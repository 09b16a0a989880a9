"""What a mandate says beside its clauses: what counts, make-up, relief, notice, the reading (口径)."""

import re
from typing import Final

from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.fields import CALENDAR, DAYS, Fields, present
from meeting_cadence.regulations.model import RELIEF_TYPES, Counts, MakeUp, Notice, Reading, ReliefRule
from meeting_cadence.regulations.problems import Report

ACT_FORMS: Final = ("in_person", "video", "hybrid", "written")
ACT_PARTS: Final = ("main", "preparatory", "resumed", "cancelled")
_QUORUMS: Final = {"more_than_half": (1, 2, True), "at_least_half": (1, 2, False)}
_SHARE: Final = re.compile(r"([1-9]\d{0,2})/([1-9]\d{0,2})", re.ASCII)


def check_counts(mandate: Fields) -> Counts:
    """Which acts qualify; the defaults where nothing is said."""
    node = mandate.node("counts")
    if node is None:
        return Counts()
    fields = Fields(node, mandate.report, optional=("forms", "quorum", "exclude"))
    forms, exclude = fields.words("forms", ACT_FORMS, least=1), fields.words("exclude", ACT_PARTS[1:])
    return Counts(
        frozenset(forms) if fields.given("forms") else Counts().forms,
        _quorum(fields),
        frozenset(exclude) if fields.given("exclude") else Counts().exclude,
    )


def _quorum(fields: Fields) -> tuple[int, int, bool] | None:
    text = fields.text("quorum")
    if text is None or text in _QUORUMS:
        return _QUORUMS.get(text or "")
    share = _SHARE.fullmatch(text)
    if share is None or int(share[1]) > int(share[2]):
        fields.report.add(fields.at("quorum"), "bad_quorum", text=text[:60])
        return None
    return int(share[1]), int(share[2]), False


def check_makeup(mandate: Fields) -> MakeUp:
    """How long a missed window can be made up: a word or a duration, plain or under `until`."""
    node = mandate.node("makeup")
    if node is None:
        return MakeUp()
    fields, key = mandate, "makeup"
    if isinstance(node.value, dict):
        fields, key = Fields(node, mandate.report, required=("until",)), "until"
    node = fields.node(key)
    if node is None or node.value == "end_of_next_window":
        return MakeUp()
    if node.value == "none":
        return MakeUp("none")
    if isinstance(node.value, str) and not node.value[:1].isdigit():
        fields.word_of(node, ("end_of_next_window", "none"), key)
        return MakeUp()
    within = fields.length_of(node, DAYS, key)
    return MakeUp("within", within) if within is not None else MakeUp()


def check_relief(mandate: Fields) -> ReliefRule | None:
    """What the text says of relief; None where it says nothing."""
    node = mandate.node("relief")
    if node is None:
        return None
    fields = Fields(node, mandate.report, optional=("types", "max", "by", "before_due"))
    return ReliefRule(
        fields.words("types", RELIEF_TYPES, least=1),
        fields.length("max", DAYS),
        fields.text("by"),
        fields.flag("before_due", True),
    )


def check_notice(mandate: Fields) -> tuple[Notice, ...]:
    """Notices before the planned act itself."""
    return present(_notice(node, mandate.report) for node in mandate.items("notice"))


def _notice(node: Node, report: Report) -> Notice | None:
    fields = Fields(node, report, required=("before", "at_least"), optional=("to",))
    fields.word("before", ("self",))
    at_least = fields.length("at_least", CALENDAR)
    return Notice(at_least, fields.text("to")) if at_least is not None else None


def check_reading(mandate: Fields) -> Reading | None:
    """口径. Without `chosen` it is not decided yet: then there must be alternatives to choose from."""
    node = mandate.node("reading")
    if node is None:
        return None
    fields = Fields(node, mandate.report, optional=("chosen", "alternatives", "decided_by", "decided_on"))
    reading = Reading(
        fields.name("chosen"),
        present(fields.name_of(item, "alternatives") for item in fields.items("alternatives")),
        fields.name("decided_by"),
        fields.day("decided_on"),
    )
    if not fields.broken and not fields.given("chosen", "alternatives"):
        mandate.report.add(node, "missing_one_of", keys=("chosen", "alternatives"))
    return reading
