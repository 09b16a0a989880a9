"""The audit trail, for auditors: looking through it, and checking that it is whole."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.audit_chain import AuditLine, content_of
from meeting_cadence.access.permits import AUDITORS, allow
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import asked as asked_of
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.time_asked import read_beginning, read_instant
from meeting_cadence.store.audit import Asked, actions, list_lines
from meeting_cadence.store.audit_check import check_trail, sentences
from meeting_cadence.words.audit import action_words
from meeting_cadence.words.say import Language

router = APIRouter(include_in_schema=False)
A_PAGE = 100
_LARGEST = 2**31 - 1


@router.get("/audit")
@allow(AUDITORS)
def audit_page(visit: Visit = Depends(open_visit)) -> Response:
    """The lines that are asked for, the latest first; with `check=yes` the whole trail is checked."""
    filled = asked_of(visit.request)
    with visit.view() as view:
        lines = list_lines(view.session, _asked(visit, filled))
        values: dict[str, Any] = {
            "filled": filled,
            "lines": [_told(line, visit.language) for line in lines],
            "actions": [(action, action_words(action, visit.language)) for action in actions(view.session)],
            "older": visit.href(before=str(lines[-1].seq), check=None) if len(lines) == A_PAGE else None,
            "findings": [],
            "is_whole": None,
        }
        if filled.one("check"):
            checked = check_trail(view.session, [visit.site.store.secret])
            values |= {"findings": list(sentences(checked, visit.language)), "is_whole": checked.is_whole}
        return answer(visit, view, "audit.html", **values)


class _Told(NamedTuple):
    """A line of the trail as it is shown."""

    line: AuditLine
    at: datetime
    done: str
    content: str


def _told(line: AuditLine, language: Language) -> _Told:
    done = action_words(line.action, language)
    return _Told(line, datetime.fromisoformat(line.at), done, content_text(line))


def content_text(line: AuditLine) -> str:
    """The content to read: its names and values that are not empty."""
    content = content_of(line)
    if not isinstance(content, dict):
        return str(content)
    told = {name: value for name, value in content.items() if value not in (None, "", [], {})}
    return ", ".join(
        f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for name, value in told.items()
    )


def _asked(visit: Visit, filled: Filled) -> Asked:
    before = filled.one("before")
    is_number = before.isascii() and before.isdigit() and 0 < int(before[:11]) <= _LARGEST
    return Asked(
        actor=filled.one("actor") or None,
        action=filled.one("action") or None,
        subject=filled.one("subject") or None,
        first=read_beginning(filled.one("from") or None, visit.site.zone),
        last=read_instant(filled.one("to") or None, visit.site.zone),
        before=int(before) if is_number else None,
        limit=A_PAGE,
    )
