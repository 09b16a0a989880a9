"""The page of compliance by year, with every denominator, and how this year can still end."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.picture_bar import picture_bar
from meeting_cadence.pages.scope import scope_of
from meeting_cadence.pages.trend import PARTS, Year, draw_trend, years_of
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.compliance import Figures, outlook
from meeting_cadence.store.scope_counts import counts_at
from meeting_cadence.words.say import say

router = APIRouter(include_in_schema=False)
STANDINGS = dict(PARTS)


@router.get("/trend")
@allow(SIGNED_IN)
def trend_page(visit: Visit = Depends(open_visit)) -> Response:
    """How each year went: on time, late, missed, excused, without a record; the rate of what is decided."""
    with visit.view() as view:
        scope = scope_of(visit, view)
        years = years_of(counts_at(view, scope.root), view.today.year)
        if not visit.is_past:
            view.note_behind(scope.bodies)

        def word(face: str) -> str:
            return say(f"standings.{face}", visit.language) if face != "open" else visit.say("trend.awaited")

        def href(year: int, face: str) -> str:
            return scope.href("/windows", year=year, standing=STANDINGS[face], binding="yes")

        return answer(
            visit,
            view,
            "trend.html",
            **picture_bar(visit, scope, "/trend"),
            years=years,
            picture=draw_trend(
                years,
                title=visit.say("trend.title", body=scope.name),
                word=word,
                rate=lambda found: _rate(visit, found),
                href=href,
            ),
            sentence=_sentence(visit, years, view.today.year),
            faces=[face for face, _ in PARTS if any(year.parts[face] for year in years)],
            part_word=word,
            href=href,
            rate=lambda found: _rate(visit, found),
        )


def _rate(visit: Visit, found: Figures) -> str:
    """按期 3 / 4（75%）, or that nothing is decided."""
    if found.rate is None:
        return visit.say("trend.undecided")
    done = found.on_time + found.extended
    return visit.say("trend.rate", done=done, decided=found.decided, share=_percent(found.rate))


def _sentence(visit: Visit, years: list[Year], this_year: int) -> str:
    """How this year stands, and between which rates it can end."""
    mine = next((year for year in years if year.year == this_year), None)
    if mine is None:
        return visit.say("trend.none", year=str(this_year))
    ahead = outlook(mine.now)
    told = visit.say("trend.now", year=str(this_year), rate=_rate(visit, mine.now))
    if mine.now.not_yet_due and ahead.least is not None and ahead.most is not None:
        told += visit.say(
            "trend.ahead",
            count=mine.now.not_yet_due,
            least=_percent(ahead.least),
            most=_percent(ahead.most),
        )
    return told


def _percent(share: float) -> str:
    """Rounded down, so that only all of it is 100."""
    return f"{int(share * 100)}"
