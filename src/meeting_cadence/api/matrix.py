"""The matrix as data: how every body stands with every mandate, body by body."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, Literal, NamedTuple

from fastapi import APIRouter, Query
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.api.call import Answer, At, Call, Caller, KnownAt
from meeting_cadence.api.csv_answer import csv_stream
from meeting_cadence.api.documented import CSV_TOO
from meeting_cadence.queries.faces import FACES
from meeting_cadence.store.grouped import Span, Wanted
from meeting_cadence.store.piles import Pile, piles
from meeting_cadence.store.reading import Reading
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import Language

router = APIRouter(prefix="/api/v1", tags=["figures"])
_AT_ONCE: Final = 100
"""Bodies of one reading of a file."""
_BY: Final = ("body", "mandate", "force")
_COLUMNS: Final = ("body", "body_name", "mandate", "mandate_title", "force", "face", "number")
Form = Annotated[
    Literal["json", "csv"],
    Query(alias="format", description="`csv`: all bodies from `after` on, whatever `limit` is."),
]


class Asked(NamedTuple):
    """What a call asks for, but for the time. `year` None: this one, and what is pending of any other."""

    under: str | None
    year: int | None
    language: Language


@router.get("/matrix", response_model=None, responses=CSV_TOO)
@allow(SIGNED_IN)
def matrix(
    call: Caller,
    under: Annotated[str | None, Query(max_length=200, description="This body and all below it.")] = None,
    year: Annotated[
        int | None,
        Query(ge=1950, le=2200, description="Due in this year; default: this year, and whatever is pending."),
    ] = None,
    at: At = None,
    known_at: KnownAt = None,
    after: Annotated[str | None, Query(max_length=200, description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="So many bodies.")] = 100,
    language: Annotated[Language, Query()] = "zh",
    form: Form = "json",
) -> Answer | Response:
    """How many windows of each body under each mandate show which face, in administrative order.

    `face`: the standing, or `planned` and `due_soon` of open ones. Binding and unrecorded windows count, forecasts and
    duties without a date do not. Bodies without any have no rows, and count for `limit` all the same.
    """
    asked = Asked(under, year, language)
    if form == "csv":
        return csv_stream(_COLUMNS, _every_row(call, asked, at, known_at, after), "matrix")
    with call.reading(at=at, known_at=known_at) as reading:
        part, following = _part(_bodies(reading, asked), after, limit)
        rows = list(_rows(reading, asked, part))
        behind = reading.behind
    return {
        "under": under,
        "year": year,
        "at": at or call.now.isoformat(),
        "known_at": known_at,
        "behind": behind,
        "rows": rows,
        "next": following,
    }


def _every_row(
    call: Call, asked: Asked, at: str | None, known_at: str | None, after: str | None
) -> Iterator[dict[str, Any]]:
    """So many bodies in a reading of their own: a slow reader of a long file holds nothing up."""
    more = True
    while more:
        with call.reading(at=at, known_at=known_at) as reading:
            part, after = _part(_bodies(reading, asked), after, _AT_ONCE)
            rows = list(_rows(reading, asked, part))
        yield from rows
        more = after is not None


def _bodies(reading: Reading, asked: Asked) -> list[str]:
    """In administrative order. Raises NotFound."""
    root = None if asked.under is None else reading.body(asked.under).id
    inside = frozenset(reading.below(root))
    return [body for body in reading.places.bodies if body in inside]


def _part(bodies: Sequence[str], after: str | None, limit: int) -> tuple[Sequence[str], str | None]:
    """The bodies behind one of them, and the last of these where more follow; an unknown one has none behind it."""
    first = 0 if after is None else bodies.index(after) + 1 if after in bodies else len(bodies)
    part = bodies[first : first + limit]
    return part, part[-1] if first + limit < len(bodies) else None


def _rows(reading: Reading, asked: Asked, bodies: Sequence[str]) -> Iterator[dict[str, Any]]:
    if not bodies:
        return
    names = Names(reading.world.pack, asked.language)
    days = Span.of_year(asked.year or reading.today.year)
    wanted = Wanted(bodies, due=days, live_too=asked.year is None, force=None)
    orders = (
        {body: place for place, body in enumerate(bodies)},
        {mandate.id: mandate.position for mandate in reading.world.pack.mandates},
    )

    def place(pile: Pile) -> tuple[int, int, str, int]:
        body, mandate, force = pile.keys
        return orders[0][body], orders[1][mandate], force, FACES.index(pile.face)

    for pile in sorted(piles(reading, wanted, _BY), key=place):
        body, mandate, force = pile.keys
        yield {
            "body": body,
            "body_name": names.body(body),
            "mandate": mandate,
            "mandate_title": names.mandate(mandate),
            "force": force,
            "face": pile.face,
            "number": pile.number,
        }
