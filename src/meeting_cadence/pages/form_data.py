"""Reading what a browser sends: a FastAPI dependency."""

from typing import Annotated

from fastapi import Path
from starlette.requests import Request

from meeting_cadence.pages.forms import Filled

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
"""A number in an address, as the database counts: what is larger names nothing."""
MOST_BOXES = 20_000
LONGEST = 20_000
"""Characters of one answer; more is cut off nowhere: it is refused by the reader of entries."""


async def filled_form(request: Request) -> Filled:
    """Every text field of a form, in order; files are not taken."""
    return await _filled(request, 400)


async def long_form(request: Request) -> Filled:
    """The same of a form with a box to tick for each of many bodies."""
    return await _filled(request, MOST_BOXES)


async def _filled(request: Request, most: int) -> Filled:
    form = await request.form(max_files=0, max_fields=most)
    answers: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            answers.setdefault(name, []).append(value)
    return Filled(answers)


def asked(request: Request) -> Filled:
    """The questions of an address as answers, to fill a form in advance."""
    answers: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        answers.setdefault(name, []).append(value)
    return Filled(answers)
