"""The plain forms: plan, event, adopt, declare complete, relieve, retract. One template, one way to check and save."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.conflicts import Conflict
from meeting_cadence.pages.drafts import forget, put_aside
from meeting_cadence.pages.effects import MOST, effect_in_words
from meeting_cadence.pages.forms import Filled, form_problems
from meeting_cadence.pages.gate import own_path
from meeting_cadence.pages.options import Option
from meeting_cadence.pages.problems import problem_lines, status_of
from meeting_cadence.pages.row_words import window_in_words, word_of
from meeting_cadence.pages.rows import Row
from meeting_cadence.pages.trial import Outcome, put_entry
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit
from meeting_cadence.queries.ledger_lines import entry_in_words
from meeting_cadence.store.ledger import load_history


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `options`: a choice among (value, text).

    `type`: of an input; or textarea, `checks` and `several` (some of the options), `flag` (yes or nothing).
    `folded`: stands folded away until one such field is filled in.
    """

    name: str
    label: str
    type: str = "text"
    options: Sequence[Option] = ()
    required: bool = False
    hint: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form. `name` is the topic of its words; `entry` makes the ledger entry of the answers."""

    name: str
    action: str
    entry: Callable[[Filled], Mapping[str, Any]]
    hidden: Sequence[str] = ()
    with_check: bool = True
    can_undo: bool = True
    """Whether what it records can be taken back from the page that follows."""


def show(
    visit: Visit,
    view: View,
    sheet: Sheet,
    fields: Sequence[Field],
    filled: Filled,
    *,
    problems: Sequence[str] = (),
    consequence: Sequence[str] = (),
    conflict: Conflict | None = None,
    **more: Any,
) -> Response:
    """The form with what was filled in."""
    values: dict[str, Any] = {
        "title": visit.say(f"{sheet.name}.title"),
        "text": visit.say(f"{sheet.name}.text"),
        "submit": visit.say(f"{sheet.name}.submit"),
        "action": sheet.action,
        "fields": [field for field in fields if not field.folded],
        "folded": [field for field in fields if field.folded and (field.options or field.type != "several")],
        "is_unfolded": any(field.folded and filled.one(field.name) for field in fields),
        "filled": filled,
        "hidden": [(name, filled.one(name)) for name in sheet.hidden],
        "problems": problems,
        "consequence": consequence,
        "conflict": conflict,
        "with_check": sheet.with_check,
        "back": own_back(filled),
        "request_key": filled.one("request_key") or secrets.token_urlsafe(12),
        "list_rows": (),
        "link": None,
        **more,
    }
    status = 409 if conflict else 422 if problems else 200
    return answer(visit, view, "entry_form.html", status=status, **values)


def take(
    visit: Visit,
    sheet: Sheet,
    filled: Filled,
    again: Callable[[View, Sequence[str], Sequence[str]], Response],
) -> Response:
    """Check or save what was filled in. `again` shows the form with problems or with what would change."""
    if filled.one("do") == "draft":
        return put_aside(visit, filled, sheet.action)
    keep = filled.one("do") != "check"
    problems = form_problems(filled, visit.language)
    if problems:
        with visit.view() as view:
            return again(view, problems, ())
    try:
        outcome = put_entry(
            visit, sheet.entry(filled), keep=keep, request_key=filled.one("request_key") or None
        )
    except MeetingCadenceError as error:
        return not_taken(visit, error, lambda view, lines: again(view, lines, ()))
    if keep:
        forget(visit, filled)
        is_new = sheet.can_undo and not filled.one(
            "id"
        )  # Taking back a plan that was moved would take all of it.
        undo = outcome.receipt.entry_id if is_new else None
        return visit.go(own_back(filled) or _onward(outcome), told(visit, outcome), undo=undo)
    with visit.view() as view:
        return again(view, (), consequence_of(visit, outcome))


def not_taken(
    visit: Visit, error: MeetingCadenceError, again: Callable[[View, Sequence[str]], Response]
) -> Response:
    """The form again with why nothing was saved; its status tells whether the form or the store is at fault."""
    with visit.view() as view:
        answered = again(view, problem_lines(error, visit.language))
    answered.status_code = status_of(error)
    return answered


def consequence_of(visit: Visit, outcome: Outcome) -> list[str]:
    """Every row that would change, with its due day; the first dozen and the number of the rest."""
    lines = [_effect(visit, outcome, row) for row in outcome.changed[:MOST]]
    if len(outcome.changed) > MOST:
        lines.append(visit.say("adopt.more", count=len(outcome.changed) - MOST))
    return lines or [visit.say("adopt.none")]


def _effect(visit: Visit, outcome: Outcome, row: Row) -> str:
    names = outcome.names
    code = "adopt.effect" if row.due_day else "adopt.effect.undated"
    return visit.say(
        code,
        body=names.body(row.body),
        mandate=names.mandate(row.mandate),
        window=window_in_words(row, names),
        standing=word_of(row, names),
        due=row.due_day,
    )


def told(visit: Visit, outcome: Outcome) -> str:
    """One sentence for the page that follows: what was recorded and what it changed first."""
    row = _foremost(outcome)
    return told_of(visit, outcome, [effect_in_words(row, outcome.names)] if row is not None else [])


def told_of(visit: Visit, outcome: Outcome, effects: Sequence[str]) -> str:
    """What was recorded, and these effects of it."""
    with visit.site.store.reading() as session:
        history = load_history(session, outcome.receipt.entry_id or "")
    what = next(
        (
            entry_in_words(one.entry.content, outcome.names)
            for one in history
            if one.seq == outcome.receipt.seq
        ),
        "",
    )
    if not effects:
        return visit.say("saved", what=what)
    return visit.say("saved.settles", what=what, effects=visit.say("semicolon").join(effects))


def _onward(outcome: Outcome) -> str:
    row = _foremost(outcome)
    return f"/obligations/{row.key}" if row is not None else "/"


def _foremost(outcome: Outcome) -> Row | None:
    """Of the rows that changed the one that it was done for: now planned or settled; else the first."""
    done = (row for row in outcome.changed if row.face == "planned" or row.is_settled)
    return next(done, outcome.changed[0] if outcome.changed else None)


def own_back(filled: Filled) -> str:
    """Where the visitor came from, as a path of this service; empty when unknown."""
    return own_path(filled.one("back")) if filled.one("back") else ""
