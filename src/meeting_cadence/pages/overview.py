"""The dashboard of a body and all below it."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access import Role
from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.pages.admin.beginning import first_box
from meeting_cadence.pages.alarms import feed_alarms, mail_alarms, watch_alarms
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.glance import glance
from meeting_cadence.pages.health import health_line
from meeting_cadence.pages.lanes import timeline_of, timeline_rows, years_around
from meeting_cadence.pages.picture_bar import picture_bar
from meeting_cadence.pages.piles import planned_ahead
from meeting_cadence.pages.places import places
from meeting_cadence.pages.rows import LATE, SETTLED, Row
from meeting_cadence.pages.scope import scope_of
from meeting_cadence.pages.sentences import first_sentence
from meeting_cadence.pages.subscription_lines import stale_feeds
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.ledger_lines import lines_of
from meeting_cadence.store.letters import told_on
from meeting_cadence.store.recent import load_recent

router = APIRouter(include_in_schema=False)
RECENT = 12
DECIDED = (*SETTLED, *LATE)


@router.get("/")
@allow(SIGNED_IN)
def dashboard(visit: Visit = Depends(open_visit)) -> Response:
    """My body and all below it: one sentence, four figures, what is overdue, what comes next, the timeline."""
    with visit.view() as view:
        scope = scope_of(visit, view)
        bodies = scope.bodies
        summary, rows = glance(view, scope.root, bodies)
        drawn = [row for row in rows if row.standing != "superseded"]
        years = years_around(view.today)
        today_word = visit.say("timeline.day" if visit.is_past else "timeline.today")
        return answer(
            visit,
            view,
            "dashboard.html",
            told_on=told_on(view.session, [row.key for row in summary.shown], by=view.until),
            **picture_bar(visit, scope, "/"),
            sentence=first_sentence(scope.name, summary, visit.language, empty=not (rows or summary.shown)),
            scope_note=visit.say("scope.subtree", count=len(bodies) - 1) if len(bodies) > 1 else "",
            first_steps=first_box(visit, view),
            figures={
                "overdue": summary.totals.overdue,
                "soon": summary.soon,
                "unrecorded": summary.totals.unrecorded,
                "on_time": summary.on_time,
            },
            overdue=summary.overdue,
            unrecorded=summary.unrecorded,
            coming=summary.coming,
            totals=summary.totals,
            decided=DECIDED,
            planned=planned_ahead(view, scope),
            places=places(view, scope, rows),
            places_first=not rows and bool(summary.shown),
            timeline=timeline_of(
                drawn, view.names, view.today, word_of_today=today_word, query=visit.at_query
            ),
            timeline_rows=_table_rows(drawn, years),
            years=years,
            no_contact=without_contact(view, bodies),
            is_administrator=view.person.role is Role.ADMINISTRATOR,
            may_record_any=bool(view.recordable) and not visit.is_past,
            entries=lines_of(
                load_recent(view.session, bodies, RECENT, visit.known_at), view.names, may_retract=False
            ),
            with_retract=False,
            health=health_line(visit, view.session),
            alarms=[*mail_alarms(visit, view), *watch_alarms(visit, view), *feed_alarms(visit, view)],
            stale=stale_feeds(visit, view),
        )


def whole_question(request: Request, name: str, otherwise: int, most: int) -> int:
    """A whole number of the address, within 1 and `most`; anything else is `otherwise`."""
    text = request.query_params.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and int(text) > 0 else otherwise


def without_contact(view: View, bodies: Sequence[str]) -> list[str]:
    """Bodies with duties and nobody to tell."""
    return [one for one in bodies if view.world.duties.get(one) and not view.world.body(one).reminded]


def _table_rows(rows: Sequence[Row], years: tuple[int, int]) -> list[Row]:
    """What the timeline shows, as rows."""
    first, last = years
    return [
        row
        for row in timeline_rows(rows)
        if row.due_year is not None and row.due_year >= first and row.opens_year <= last and not row.forecast
    ]
