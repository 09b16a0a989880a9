"""The panel beside the form: what saving would settle, what not and why, and what must be answered first.

It is worked out from the form as it stands, by the very action that saves, rolled back (decision 0053); the page
shows it after a press on a button, a browser with JavaScript after each pause.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.effects import MOST, Effect, effects_of, settlements_of
from meeting_cadence.pages.forms import Filled, form_problems
from meeting_cadence.pages.options import Option
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.questions import Question, question_again, questions_for, settled_again, unanswered
from meeting_cadence.pages.reasons import reasons_against
from meeting_cadence.pages.rows import Row
from meeting_cadence.pages.times import make_instants, zone_of
from meeting_cadence.pages.trial import Outcome, put_entry
from meeting_cadence.pages.twins import twins_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit

NEEDED = ("body", "kind", "start")
"""Without these there is nothing to work out."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the form is for: to record an act, or to correct the one on record.

    `topic`: of its words. `entry`: makes the ledger entry. `carried`: answers without a field of their own.
    Of a correction: the `entry_id`, the `original` in words and as answers (`was`), the `windows` it was named for
    (mandate, label), the `version` that the person has seen.
    """

    topic: str
    action: str
    entry: Callable[[Filled], Mapping[str, Any]]
    carried: Sequence[str] = ()
    entry_id: str | None = None
    original: str = ""
    was: Filled | None = None
    windows: Sequence[tuple[str, str]] = ()
    back: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """What it says. `checked`: the effects were worked out; `is_meeting`: of what it settles."""

    questions: Sequence[Question] = ()
    twins: Sequence[str] = ()
    plans: Sequence[Option] = ()
    problems: Sequence[str] = ()
    checked: bool = False
    settles: Sequence[Effect] = ()
    others: Sequence[Effect] = ()
    reasons: Sequence[str] = ()
    is_meeting: bool = True


@dataclass(slots=True)
class Asked:
    """What must be answered before anything is saved."""

    questions: list[Question] = field(default_factory=list)
    twins: list[str] = field(default_factory=list)

    def left(self, visit: Visit, filled: Filled) -> list[str]:
        """What is still to be answered, as problems."""
        told = []
        if unanswered(self.questions):
            told.append(visit.say("record.which.needed"))
        if self.twins and not filled.one("again"):
            told.append(visit.say("panel.twin.needed"))
        return told


def asked_of(view: View, filled: Filled, purpose: Purpose, rows: Sequence[Row]) -> Asked:
    """Which window, where one could be made up for; of a correction also where one was named before; and twins."""
    found = questions_for(view, filled, rows)
    if purpose.was is not None:
        windows = dict(purpose.windows)
        found = [settled_again(one, view, purpose.was, filled, windows, rows) for one in found]
    asked_for = {question.mandate for question in found}
    named = [(mandate, label) for mandate, label in purpose.windows if mandate not in asked_for]
    again = [question_again(view, filled, mandate, label, rows) for mandate, label in named]
    return Asked([*found, *again], twins_of(view, filled, but=purpose.entry_id))


def name_windows(filled: Filled, asked: Asked) -> None:
    """Put the windows that were chosen, or that led here, among the answers."""
    for question in asked.questions:
        filled.answers[f"window:{question.mandate}"] = [question.chosen]


def panel_of(view: View, filled: Filled, asked: Asked, outcome: Outcome | None = None) -> Panel:
    """The panel; without an outcome only what is asked and what may be chosen."""
    plans = plan_options(view, filled)
    if outcome is None:
        return Panel(asked.questions, asked.twins, plans)
    settled = [row for row in outcome.changed if _is_served(row, outcome)]
    others = [row for row in outcome.changed if row not in settled]
    mandates = view.world.pack.mandate
    return Panel(
        asked.questions,
        asked.twins,
        plans,
        checked=True,
        settles=settlements_of(settled, outcome.names, home=filled.one("body")),
        others=effects_of(others[:MOST], outcome.names),
        reasons=reasons_against(view, filled, {row.mandate for row in outcome.changed}),
        is_meeting=all(mandates[row.mandate].is_meeting for row in settled if row.mandate in mandates),
    )


def live_panel(visit: Visit, filled: Filled, purpose: Purpose) -> Panel:
    """The panel of a form that is still being filled in: what is missing is not held against anybody."""
    with visit.view() as view:
        body = filled.one("body")
        make_instants(filled, zone_of(view, body))
        asked = asked_of(view, filled, purpose, view.rows([body]) if body else [])
        bare = panel_of(view, filled, asked)
    if not all(filled.one(name) for name in NEEDED):
        return bare
    problems = form_problems(filled, visit.language)
    if problems:
        return _with_problems(bare, problems)
    if unanswered(asked.questions):
        return bare
    name_windows(filled, asked)
    if purpose.entry_id is not None and not filled.one("reason"):
        filled.answers["reason"] = ["–"]
    try:
        outcome = put_entry(visit, purpose.entry(filled), keep=False)
    except MeetingCadenceError as error:
        return _with_problems(bare, problem_lines(error, visit.language))
    with visit.view() as view:
        return panel_of(view, filled, asked, outcome)


def _with_problems(bare: Panel, problems: Sequence[str]) -> Panel:
    return Panel(bare.questions, bare.twins, bare.plans, problems=problems)


def _is_served(row: Row, outcome: Outcome) -> bool:
    return row.is_settled or row.count > outcome.counts.get(row.key, 0)


def plan_options(view: View, filled: Filled) -> list[Option]:
    """Plans of a body that is seen, of the kind, that no act has carried out yet."""
    names, body = view.names, filled.one("body")
    if body not in view.bodies:
        return []
    kinds = [filled.one("kind"), *filled.many("items")]
    facts = view.facts_of(body)
    known = [one.plan for kind in kinds for one in facts.plans.get((body, kind), ())]
    waiting = {
        plan.id: plan
        for plan in known
        if plan.status != "cancelled" and (plan.id not in facts.carried_out or plan.id == filled.one("plan"))
    }
    ordered = sorted(waiting.values(), key=lambda plan: plan.start.isoformat())
    return [(plan.id, f"{plan.start.isoformat()[:10]} {names.kind(plan.kind)}") for plan in ordered]
