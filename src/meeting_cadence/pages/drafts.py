"""Forms that outlast a session: filled in, sent too late, there again after signing in; or put aside on purpose.

Each form carries a seal of whose it is. When it is sent without a session, the page to sign in carries it on, in the
browser of whoever filled it in; only the person of the seal gets it back.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from meeting_cadence.access import NotFound, Person
from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.pages.answer import answer_plain
from meeting_cadence.pages.form_data import asked, filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.kept_forms import FORMS, is_of
from meeting_cadence.pages.site import Site
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.drafts import drop_draft, keep_draft, load_draft

router = APIRouter(include_in_schema=False)
LONGEST: Final = 100_000
"""Characters of a draft as JSON; a longer one is not kept."""
_OWN: Final = frozenset({"whose", "do", "draft", "request_key", "again"})
_LOST: Final = 401
_DIGITS: Final = 10


def answers_to_keep(filled: Filled) -> dict[str, list[str]]:
    """What was filled in, without what the form itself carries."""
    given = {name: [one for one in values if one] for name, values in filled.answers.items()}
    return {name: values for name, values in given.items() if name not in _OWN and values}


async def sign_in_first(visit: Visit) -> Response | None:
    """For a form that was sent without a session: the page to sign in, carrying it on. None: nothing to carry."""
    request = visit.request
    if request.method != "POST" or request.url.path not in FORMS:
        return None
    filled = await filled_form(request)
    kept = answers_to_keep(filled)
    if not filled.one("whose") or not kept:
        return None
    draft = json.dumps([request.url.path, filled.one("whose"), kept], ensure_ascii=False)
    return login_again(visit, draft, request.url.path)


def login_again(visit: Visit, draft: str, onward: str) -> Response:
    """The page to sign in, with what was filled in."""
    lost = visit.say("draft.lost")
    values = {"problems": [], "login": "", "next": onward, "draft": draft, "lost": lost}
    return answer_plain(visit, "login.html", status=_LOST, **values)


def take_up(visit: Visit, person: Person, carried: str) -> str | None:
    """Keep the form that was carried through signing in; the address that opens it again. None: it is not theirs."""
    found = _read(visit.site, person, carried)
    if found is None:
        return None
    with visit.site.store.sharing() as session:
        number = keep_draft(session, person, *found, at=visit.now)
    return f"{found[0]}?draft={number}"


def _read(site: Site, person: Person, carried: str) -> tuple[str, Mapping[str, Sequence[str]]] | None:
    if len(carried) > LONGEST:
        return None
    try:
        path, sealed, answers = json.loads(carried)
    except (ValueError, TypeError):
        return None
    theirs = isinstance(sealed, str) and is_of(site.store.secret, person, sealed)
    return (path, answers) if theirs and path in FORMS and _are_answers(answers) else None


def _are_answers(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(given, list) and all(isinstance(one, str) for one in given) for given in value.values()
    )


def opened(visit: Visit, view: View) -> Filled:
    """What a form starts from: the draft that the address names, else what else the address says.

    Raises NotFound: no draft of this person, or it is too old.
    """
    filled = asked(visit.request)
    if not filled.one("draft"):
        return filled
    number = _number(filled)
    found = load_draft(view.session, visit.signed_in, number, at=visit.now) if number is not None else None
    if found is None or found.path != visit.request.url.path:
        raise NotFound(filled.one("draft"))
    return Filled({name: list(given) for name, given in found.answers.items()} | {"draft": [str(found.id)]})


def put_aside(visit: Visit, filled: Filled, path: str) -> Response:
    """Keep the form for later, at the wish of whoever fills it in."""
    with visit.site.store.sharing() as session:
        _drop(session, visit, filled)
        number = keep_draft(session, visit.signed_in, path, answers_to_keep(filled), at=visit.now)
    return visit.go(f"{path}?draft={number}", visit.say("draft.kept"))


def forget(visit: Visit, filled: Filled) -> None:
    """The form was saved: its draft is needed no more."""
    if filled.one("draft"):
        with visit.site.store.sharing() as session:
            _drop(session, visit, filled)


@router.post("/drafts/drop")
@allow(RECORDERS)
def drop(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Throw a draft away. Raises NotFound: none of this person."""
    with visit.site.store.sharing() as session:
        if not _drop(session, visit, filled):
            raise NotFound(filled.one("draft"))
    return visit.go("/", visit.say("draft.dropped"))


def _drop(session: Session, visit: Visit, filled: Filled) -> bool:
    number = _number(filled)
    return number is not None and drop_draft(session, visit.signed_in, number, at=visit.now)


def _number(filled: Filled) -> int | None:
    """The number of a draft, as the database counts: what is larger names nothing."""
    given = filled.one("draft")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < _DIGITS else None
