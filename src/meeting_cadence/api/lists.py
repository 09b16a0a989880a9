"""Lists of rows of the judgement format, page by page: of now as they are kept, of any other time as judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.api.call import Answer, At, Call, Caller, KnownAt
from meeting_cadence.api.csv_answer import csv_stream
from meeting_cadence.api.day import Day
from meeting_cadence.api.documented import CSV_TOO
from meeting_cadence.bodies import Text
from meeting_cadence.queries.board import MOST, Cursor, Page, Question, Sort
from meeting_cadence.queries.judgement_row import read_occasion
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.listing import count_judged, every_page, list_judged
from meeting_cadence.store.reading import Judged, Reading
from meeting_cadence.words.windows import window_named

router = APIRouter(prefix="/api/v1", tags=["board"])
_COLUMNS: Final = (
    *(
        "key",
        "mandate",
        "version",
        "clause",
        "form",
        "body",
        "member",
        "window",
        "opens",
        "due",
        "original_due",
    ),
    *("standing", "need", "count", "settled_on", "days_late", "planned", "not_before", "surplus", "binding"),
    *("force", "forecast", "provisional", "window_zh", "window_en"),
)
_GOES_ON: Final = "`next` of the page before; opaque, and only good for the same sort."
_GOES_BACK: Final = "`previous` of the page behind."
Form = Annotated[
    Literal["json", "csv"],
    Query(alias="format", description="`csv`: all rows from `after` on, whatever `limit` is."),
]


@dataclass(frozen=True)
class Wanted:
    """What of the board a call asks for."""

    at: At = None
    known_at: KnownAt = None
    body: Annotated[str | None, Query(description="Only this body.")] = None
    under: Annotated[str | None, Query(description="This body and all below it.")] = None
    mandate: Annotated[str | None, Query(description="Only this mandate.")] = None
    standing: Annotated[list[Standing] | None, Query(description="Only these standings.")] = None
    due_from: Annotated[Day | None, Query(description="Current due day on or after this day.")] = None
    due_to: Annotated[Day | None, Query(description="Current due day on or before this day.")] = None
    force: Annotated[Literal["must", "normally"] | None, Query(description="Only duties of this force.")] = (
        None
    )
    binding: Annotated[bool, Query(description="Only binding rows.")] = False
    forecasts: Annotated[bool, Query(description="Also windows that are only foreseen.")] = True
    undated: Annotated[
        bool, Query(description="Besides those due on the days also rows without a due day.")
    ] = False
    reviews: Annotated[bool, Query(description="Also duties without a date (form review).")] = True
    after: Annotated[str | None, Query(max_length=1000, description=_GOES_ON)] = None
    before: Annotated[str | None, Query(max_length=1000, description=_GOES_BACK)] = None
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200
    total: Annotated[bool, Query(description="Also count the rows of all pages.")] = False

    def question(self, reading: Reading, sort: Sort) -> Question:
        """Raises NotFound, MandateUnknown, CursorInvalid."""
        if self.mandate is not None:
            reading.world.mandate(self.mandate)
        return Question(
            bodies=self._bodies(reading),
            mandate=self.mandate,
            standings=[one.value for one in dict.fromkeys(self.standing)] if self.standing else None,
            due_from=self.due_from,
            due_to=self.due_to,
            force=self.force,
            binding_only=self.binding,
            forecasts=self.forecasts,
            undated_too=self.undated,
            reviews=self.reviews,
            after=Cursor.parse(self.after) if self.after else None,
            before=Cursor.parse(self.before) if self.before and not self.after else None,
            limit=self.limit,
            sort=sort,
        )

    def _bodies(self, reading: Reading) -> list[str] | None:
        if self.body is not None:
            return [reading.body(self.body).id]
        return None if self.under is None else list(reading.below(reading.body(self.under).id))


@router.get("/board", response_model=None, responses=CSV_TOO)
@allow(SIGNED_IN)
def board(
    call: Caller, wanted: Annotated[Wanted, Depends()], sort: Sort = Sort.MANDATE, form: Form = "json"
) -> Answer | Response:
    """Rows in the order of the mandates unless `sort` says otherwise, without `why`; page by page.

    `sort` of the answer: the order that it has. Of another time (`at`, `known_at`) and more than 200 bodies it is that
    of the bodies, for every row must be judged. `behind`: rows of so many bodies' mandates wait for the next tick.
    """
    return _answer(call, wanted, sort, form, "board")


@router.get("/due", response_model=None, responses=CSV_TOO)
@allow(SIGNED_IN)
def due(
    call: Caller, wanted: Annotated[Wanted, Depends()], sort: Sort = Sort.DUE, form: Form = "json"
) -> Answer | Response:
    """As `/board`, by due day unless `sort` says otherwise: the earliest first, rows without one last."""
    return _answer(call, wanted, sort, form, "due")


def _answer(call: Call, wanted: Wanted, sort: Sort, form: str, name: str) -> Answer | Response:
    if form == "csv":
        return csv_stream(_COLUMNS, _every_row(call, wanted, sort), name)
    with call.reading(at=wanted.at, known_at=wanted.known_at) as reading:
        question = wanted.question(reading, sort)
        listed = list_judged(reading, question)
        counted = {"total": count_judged(reading, question)} if wanted.total else {}
        page = listed.page
        return {
            "at": wanted.at or call.now.isoformat(),
            "known_at": wanted.known_at,
            "sort": listed.sort.value,
            "behind": reading.behind,
            **counted,
            "rows": [
                {**judged.row, "window_name": _name_of(reading, judged)._asdict()} for judged in page.rows
            ],
            "next": str(page.next) if page.next else None,
            "previous": str(page.previous) if page.previous else None,
        }


def _every_row(call: Call, wanted: Wanted, sort: Sort) -> Iterator[dict[str, Any]]:
    """Each page in a reading of its own: a slow reader of a long file holds nothing up."""
    with call.reading(at=wanted.at, known_at=wanted.known_at) as reading:
        question = wanted.question(reading, sort)

    def read(asked: Question) -> Page[Judged]:
        with call.reading(at=wanted.at, known_at=wanted.known_at) as fresh:
            return list_judged(fresh, asked).page.of(lambda judged: _with_names(fresh, judged))

    return (judged.row for judged in every_page(read, question))


def _with_names(reading: Reading, judged: Judged) -> Judged:
    named = _name_of(reading, judged)
    return judged._replace(row={**judged.row, "window_zh": named.zh, "window_en": named.en})


def _name_of(reading: Reading, judged: Judged) -> Text:
    """The window as people call it."""
    row = judged.row
    return window_named(row["window"], reading.world.pack.mandate.get(row["mandate"]), read_occasion(row))
