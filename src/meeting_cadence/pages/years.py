"""Past years in one go: a grid of meetings, checked as a whole, put on record as one batch, taken back as one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.actions.import_port import Batch, Change
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.drafts import forget, opened, put_aside
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import ACT_FORMS, Filled
from meeting_cadence.pages.grid import (
    COLUMNS,
    MOST_ROWS,
    Fault,
    Grid,
    as_table,
    fault_in_words,
    faults_of,
    grid_of,
    pasted,
)
from meeting_cadence.pages.options import body_options, kind_options
from meeting_cadence.pages.problems import problem_lines, status_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.regulations.sheet_problems import SheetRefused
from meeting_cadence.store.batches import recent_batches
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.words.say import say
from meeting_cadence.words.windows import window_named

router = APIRouter(include_in_schema=False)
PATH = "/record/years"
SHOWN = 10
CHANGES_SHOWN = 30


@dataclass(slots=True)
class Told:
    """What the page says of the grid: what is wrong, or what keeping it would do."""

    problems: Sequence[str] = ()
    faults: Sequence[Fault] = ()
    batch: Batch | None = None
    changes: list[str] = field(default_factory=list)
    status: int = 200


@router.get(PATH)
@allow(RECORDERS)
def years_page(visit: Visit = Depends(open_visit)) -> Response:
    """The empty grid, and the last batches."""
    with visit.view() as view:
        filled = opened(visit, view)
        grid = grid_of(filled)
        grid.body = grid.body or next((body.id for body in view.recordable), "")
        return _page(visit, view, grid, filled, Told())


@router.post(PATH)
@allow(RECORDERS)
def years(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Fill the grid from a pasted table, check it, keep it, or put it aside."""
    do, grid = filled.one("do"), grid_of(filled)
    if do == "draft":
        return put_aside(visit, filled, PATH)
    if do == "fill":
        return _fill(visit, filled, grid)
    if grid.is_empty:
        with visit.view() as view:
            return _page(visit, view, grid, filled, Told([visit.say("years.empty")], status=422))
    return _take(visit, filled, grid, keep=do == "save")


@router.post(PATH + "/undo")
@allow(RECORDERS)
def undo(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Take a batch back as a whole, with a reason."""
    try:
        with visit.site.store.session() as session:
            batch, reason = filled.one("batch"), filled.one("reason")
            count = visit.site.imports.undo(_desk(visit, session), visit.signed_in, batch, reason)
    except MeetingCadenceError as error:
        if error.http_status == 404:
            raise
        return visit.go(PATH, " ".join(problem_lines(error, visit.language)))
    return visit.go(PATH, visit.say("years.undone", count=count, batch=filled.one("batch")))


def _desk(visit: Visit, session: Session) -> SqlDesk:
    return SqlDesk(session, at=visit.now, tables=visit.site.tables, actor=visit.signed_in.login)


def _fill(visit: Visit, filled: Filled, grid: Grid) -> Response:
    rows = pasted("".join(filled.answers.get("pasted", [])), visit.site.imports.columns)
    told = Told()
    if len(rows) > MOST_ROWS:
        told = Told([visit.say("years.too_many", count=len(rows), most=MOST_ROWS)], status=422)
    elif rows:
        grid.rows, filled.answers["pasted"] = rows, []
    with visit.view() as view:
        return _page(visit, view, grid, filled, told)


def _take(visit: Visit, filled: Filled, grid: Grid, *, keep: bool) -> Response:
    verbs = visit.site.imports
    try:
        with visit.site.store.session() as session:
            take = verbs.keep if keep else verbs.look
            batch = take(_desk(visit, session), visit.signed_in, as_table(grid), bool(filled.one("skip")))
    except MeetingCadenceError as error:
        with visit.view() as view:
            return _page(visit, view, grid, filled, _refused(visit, error))
    if keep and batch.size:
        forget(visit, filled)
        told = visit.say("years.kept", count=batch.size, batch=batch.name)
        return visit.go(f"{PATH}?batch={batch.name}", told)
    with visit.view() as view:
        told_changes = [_change_in_words(view, one) for one in batch.changes[:CHANGES_SHOWN]]
        return _page(visit, view, grid, filled, Told(batch=batch, changes=told_changes))


def _refused(visit: Visit, error: MeetingCadenceError) -> Told:
    if not isinstance(error, SheetRefused):
        return Told(problem_lines(error, visit.language), status=status_of(error))
    faults = faults_of(error, visit.language)
    return Told([fault_in_words(one, visit.language) for one in faults], faults, status=422)


def _change_in_words(view: View, change: Change) -> str:
    names, language = view.names, view.language
    return say(
        "pages.years.change",
        language,
        body=names.body(change.body),
        mandate=names.mandate(change.mandate),
        window=names.text(
            window_named(change.window, names.pack.mandate.get(change.mandate), change.occasion)
        ),
        before=_standing(change.before, view),
        after=_standing(change.after, view),
    )


def _standing(code: str | None, view: View) -> str:
    return say(f"standings.{code}", view.language) if code else "–"


def _page(visit: Visit, view: View, grid: Grid, filled: Filled, told: Told) -> Response:
    wrong = {(one.row, one.column): one.text for one in told.faults}
    return answer(
        visit,
        view,
        "years.html",
        status=told.status,
        grid=grid,
        filled=filled,
        columns=COLUMNS,
        problems=told.problems,
        wrong=wrong,
        batch=told.batch,
        changes=told.changes,
        more_changes=max(len(told.batch.changes) - len(told.changes), 0) if told.batch else 0,
        body_options=body_options(view.names, view.recordable),
        kind_options=kind_options(view, grid.body or None),
        form_options=[(form, visit.say(f"form.{form}")) for form in ACT_FORMS],
        batches=recent_batches(view.session, view.seen, SHOWN),
        just_kept=filled.one("batch"),
    )
