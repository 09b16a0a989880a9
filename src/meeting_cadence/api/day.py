"""Days as callers write them: only YYYY-MM-DD, for pydantic takes a number for seconds since 1970."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from meeting_cadence.dates.iso import read_day


def _written(given: object) -> object:
    if not isinstance(given, str) or read_day(given) is None:
        raise ValueError("no day")
    return given


Day = Annotated[date, BeforeValidator(_written)]
"""A day of a question or of a body in JSON; anything else than such a text is refused."""
