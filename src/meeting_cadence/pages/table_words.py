"""What the row tables of a page call: words, links and rights, bound to one view."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from meeting_cadence.pages.render import words_for
from meeting_cadence.pages.row_words import window_in_words, word_of
from meeting_cadence.pages.rows import Row
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit
from meeting_cadence.queries.relief_requests import Request

QUEUE = "/relief/requests"
"""Where requests for reliefs wait."""


def table_words(visit: Visit, view: View, told_on: Mapping[str, datetime]) -> dict[str, Any]:
    """`told_on`: when each key's people were last told."""
    may_act = not visit.is_past
    pack = view.world.pack

    def meeting(row: Row) -> bool:
        mandate = pack.mandate.get(row.mandate)
        return mandate is not None and mandate.is_meeting

    return {
        **words_for(visit.language, view.zone),
        "names": view.names,
        "word": lambda row: word_of(row, view.names),
        "is_meeting": meeting,
        "record_word": lambda row: visit.say("do.record" if meeting(row) else "do.record_done"),
        "window": lambda row: window_in_words(row, view.names),
        "told_on": told_on,
        "may_record": lambda body: may_act and view.may_record(body),
        "record_href": record_href,
        "plan_href": plan_href,
        "today": view.today,
        "example": view.is_example,
    }


def record_href(row: Row) -> str:
    """The form to record, filled in with this row's body, mandate and window."""
    return "/record?" + urlencode({"body": row.body, "mandate": row.mandate, "window": row.label})


def relief_href(row: Row, asked: Request, today: date) -> str:
    """The form to record a relief, filled in with what was asked for."""
    kind = "waive" if asked.kind == "ask_waiver" else "extend"
    given = {"body": row.body, "mandate": row.mandate, "window": row.label, "type": kind, "back": QUEUE}
    until = {"until": asked.until.isoformat()} if asked.until else {}
    return "/relief?" + urlencode({**given, **until, "granted": today.isoformat()})


def plan_href(row: Row) -> str:
    """The form to plan, filled in with this row's body and mandate."""
    return "/plan?" + urlencode({"body": row.body, "mandate": row.mandate})
