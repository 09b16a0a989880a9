"""Record what took place: one form, checked before it is saved, that asks where a window would have to be guessed."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer, answer_part
from meeting_cadence.pages.conflicts import Conflict
from meeting_cadence.pages.drafts import forget, opened, put_aside
from meeting_cadence.pages.effects import effect_in_words
from meeting_cadence.pages.entry_form import not_taken, told_of
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import ACT_FORMS, Filled, act_entry, form_problems
from meeting_cadence.pages.last_time import fill_as_last, last_held
from meeting_cadence.pages.options import (
    about_options,
    body_options,
    item_options,
    joint_options,
    kind_options,
)
from meeting_cadence.pages.panel import Purpose, asked_of, live_panel, name_windows, panel_of
from meeting_cadence.pages.questions import unanswered
from meeting_cadence.pages.row_words import window_in_words, word_of
from meeting_cadence.pages.rows import Row
from meeting_cadence.pages.times import make_instants, zone_of
from meeting_cadence.pages.trial import Outcome, is_repeated, put_entry
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.words.say import say

router = APIRouter(include_in_schema=False)
RECORD: Final = Purpose("record", "/record", act_entry, carried=("window", "mandate"))
PARTS = ("main", "preparatory", "resumed", "cancelled")
SELDOM = ("time", "end", "end_time", "with", "about", "part", "series")
"""The fields that stand folded away until one of them is filled in."""
MOST_EFFECTS_TOLD = 3


@router.get("/record")
@allow(RECORDERS)
def record_page(visit: Visit = Depends(open_visit)) -> Response:
    """The empty form, filled in as far as the link that led here says."""
    with visit.view() as view:
        filled = opened(visit, view)
        _fill_in(view, filled)
        return act_form(visit, view, filled, RECORD)


@router.post("/record")
@allow(RECORDERS)
def record(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Check what the entry would settle, or save it; a window that is not named is asked for first."""
    return take_act(visit, filled, RECORD)


@router.post("/record/panel")
@allow(RECORDERS)
def record_panel(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """What saving the form as it stands would do, for the panel beside it; nothing is kept."""
    return show_panel(visit, filled, RECORD)


def show_panel(visit: Visit, filled: Filled, purpose: Purpose) -> Response:
    """The panel alone."""
    panel = live_panel(visit, filled, purpose)
    with visit.view() as view:
        last = last_held(view, filled, but=purpose.entry_id)
        return answer_part(visit, view, "live_panel.html", panel=panel, filled=filled, last=last)


def take_act(
    visit: Visit,
    filled: Filled,
    purpose: Purpose,
    conflict: Callable[[View], Conflict | None] = lambda _: None,
) -> Response:
    """Check or save what was filled in; what cannot be is shown again with the reason, and nothing is lost."""
    if filled.one("do") == "draft":
        return put_aside(visit, filled, purpose.action)
    keep = filled.one("do") == "save"
    with visit.view() as view:
        make_instants(filled, zone_of(view, filled.one("body")))
        if filled.one("do") == "as_last":
            fill_as_last(view, filled)
            return act_form(visit, view, filled, purpose)
        repeated = is_repeated(visit, view, filled)
        found = conflict(view) if keep and not repeated else None
        if found is not None:
            return act_form(visit, view, filled, purpose, conflict=found)
        problems = form_problems(filled, visit.language)
        wanted = asked_of(view, filled, purpose, view.rows(filled.many("body")))
        if keep and not repeated:
            problems += wanted.left(visit, filled)
        if problems or unanswered(wanted.questions):
            return act_form(visit, view, filled, purpose, problems=problems)
    name_windows(filled, wanted)
    try:
        outcome = put_entry(
            visit, purpose.entry(filled), keep=keep, request_key=filled.one("request_key") or None
        )
    except MeetingCadenceError as error:
        return not_taken(
            visit, error, lambda view, lines: act_form(visit, view, filled, purpose, problems=lines)
        )
    if keep:
        return _saved(visit, filled, purpose, outcome)
    with visit.view() as view:
        return act_form(visit, view, filled, purpose, outcome=outcome)


def _fill_in(view: View, filled: Filled) -> None:
    """What the link that led here already knows; a kind that would have to be guessed is left to be chosen."""
    if filled.one("obligation"):
        row = view.row(filled.one("obligation"))
        filled.answers |= {"body": [row.body], "mandate": [row.mandate], "window": [row.label]}
    mandate = view.world.pack.mandate.get(filled.one("mandate"))
    if mandate is not None and not filled.many("kind"):
        filled.answers["kind"] = list(mandate.kinds) if len(mandate.kinds) == 1 else []
        if mandate.items:
            filled.answers["items"] = sorted(mandate.items)[:1]
    if not filled.many("body") and view.recordable:
        filled.answers["body"] = [view.recordable[0].id]


def _saved(visit: Visit, filled: Filled, purpose: Purpose, outcome: Outcome) -> Response:
    forget(visit, filled)
    effects = [effect_in_words(row, outcome.names) for row in outcome.changed[:MOST_EFFECTS_TOLD]]
    target = _settled_key(outcome.changed)
    onward = f"/obligations/{target}" if target else f"/bodies/{filled.one('body')}"
    undo = outcome.receipt.entry_id if purpose.entry_id is None else None
    return visit.go(purpose.back or onward, told_of(visit, outcome, effects), undo=undo)


def _settled_key(rows: Iterable[Row]) -> str | None:
    """The row to go on to: one that was settled, else any that changed."""
    changed = list(rows)
    return next((row.key for row in changed if row.is_settled), changed[0].key if changed else None)


def act_form(
    visit: Visit,
    view: View,
    filled: Filled,
    purpose: Purpose,
    *,
    problems: Sequence[str] = (),
    outcome: Outcome | None = None,
    conflict: Conflict | None = None,
) -> Response:
    """The form with what was filled in."""
    body = filled.one("body")
    rows = view.rows([body]) if body else []
    status = 409 if conflict else 422 if problems else 200
    return answer(
        visit,
        view,
        "record.html",
        status=status,
        purpose=purpose,
        carried=[(name, one) for name in purpose.carried for one in filled.many(name)],
        filled=filled,
        problems=problems,
        conflict=conflict,
        panel=panel_of(view, filled, asked_of(view, filled, purpose, rows), outcome),
        last=last_held(view, filled, but=purpose.entry_id),
        led_here=_led_here(view, filled, rows),
        body_options=body_options(view.names, view.recordable),
        joint_options=joint_options(view, filled),
        about_options=about_options(view, filled),
        part_options=[(part, visit.say(f"part.{part}")) for part in PARTS],
        is_seldom=any(filled.many(name) not in ([], ["main"]) for name in SELDOM),
        kind_options=kind_options(view, body or None, filled.one("mandate") or None, filled.many("kind")),
        item_options=item_options(view, body or None, filled.many("items")),
        form_options=[(form, visit.say(f"form.{form}")) for form in ACT_FORMS],
        request_key=filled.one("request_key") or secrets.token_urlsafe(12),
    )


def _led_here(view: View, filled: Filled, rows: Sequence[Row]) -> str:
    """The obligation whose link led here: what it is, its standing and its due day."""
    asked_for = (filled.one("mandate"), filled.one("window"))
    row = next((one for one in rows if (one.mandate, one.label) == asked_for), None)
    if row is None:
        return ""
    names = view.names
    told = [names.mandate(row.mandate), window_in_words(row, names), word_of(row, names)]
    if row.due_day:
        told.append(say("pages.point.due", names.language, day=row.due_day))
    return " · ".join(told)
