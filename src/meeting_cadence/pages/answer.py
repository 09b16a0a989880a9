"""A template, a view and values become a response."""

from typing import Any

from starlette.responses import Response

from meeting_cadence.access import Role
from meeting_cadence.pages.alarms import record_alarms
from meeting_cadence.pages.kept_forms import FORMS, seal
from meeting_cadence.pages.render import words_for
from meeting_cadence.pages.table_words import table_words
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit
from meeting_cadence.store.drafts import load_drafts


def answer(visit: Visit, view: View, template: str, /, *, status: int = 200, **values: Any) -> Response:
    """The page of somebody who is signed in."""
    told_on = values.pop("told_on", {})
    alarms = [*record_alarms(visit, view), *values.pop("alarms", ())]
    context = {
        **visit.frame(),
        **table_words(visit, view, told_on),
        **_of_forms(visit, view),
        "alarms": alarms,
        **values,
    }
    return visit.respond(visit.site.templates.get_template(template).render(context), status)


def _of_forms(visit: Visit, view: View) -> dict[str, Any]:
    """The seal of forms, and what the person filled in and did not save."""
    person = visit.signed_in
    records = person.role in (Role.SECRETARY, Role.SUPERVISOR)
    drafts = load_drafts(view.session, person, at=visit.now) if records and not visit.is_past else []
    return {
        "whose": seal(visit.site.store.secret, person) if records else "",
        "drafts": [(one, FORMS.get(one.path, "")) for one in drafts],
    }


def answer_part(visit: Visit, view: View, template: str, /, **values: Any) -> Response:
    """A part of a page, for a script of ours that puts it in its place."""
    context = {**table_words(visit, view, {}), **values}
    return visit.respond(visit.site.templates.get_template(template).render(context))


def answer_plain(visit: Visit, template: str, /, *, status: int = 200, **values: Any) -> Response:
    """A page without the record: signing in, errors."""
    context = {**visit.frame(), **words_for(visit.language, visit.site.zone), "example": False, **values}
    return visit.respond(visit.site.templates.get_template(template).render(context), status)
