"""The pages of one subject: a body, a mandate, an obligation."""

from collections.abc import Iterable
from datetime import date

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.bodies import Contact
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.lanes import timeline_of
from meeting_cadence.pages.picture import Point, draw_window
from meeting_cadence.pages.picture_bar import time_asked
from meeting_cadence.pages.requests import askings
from meeting_cadence.pages.row_words import window_in_words
from meeting_cadence.pages.rows import Row, day_of
from meeting_cadence.pages.sentences import first_sentence, summarise
from meeting_cadence.pages.story import story_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.ledger_lines import lines_of
from meeting_cadence.regulations.model import Mandate, Regulation
from meeting_cadence.store.invitations import invitations_of
from meeting_cadence.store.letters import told_on
from meeting_cadence.store.recent import load_recent
from meeting_cadence.store.relief_requests import load_requests
from meeting_cadence.words.cadence import cadence_of
from meeting_cadence.words.say import render
from meeting_cadence.words.why import explain

router = APIRouter(include_in_schema=False)
RECENT = 20
CURRENT = ("open", "postponed", "no_record", "violated")


@router.get("/bodies/{body_id}")
@allow(SIGNED_IN)
def body_page(body_id: str, visit: Visit = Depends(open_visit)) -> Response:
    """One body: what is late, what is open now, its timeline, every window, its ledger."""
    with visit.view() as view:
        body = view.body(body_id)
        rows = view.rows([body_id])
        summary = summarise(rows, view.today)
        late = {row.key for row in (*summary.overdue, *summary.unrecorded)}
        current = [row for row in rows if row.standing in CURRENT and row.key not in late]
        today_word = visit.say("timeline.day" if visit.is_past else "timeline.today")
        tree = view.world.pack.tree
        return answer(
            visit,
            view,
            "body.html",
            told_on=told_on(
                view.session,
                [row.key for row in (*summary.overdue, *summary.unrecorded, *current)],
                by=view.until,
            ),
            **time_asked(visit),
            body=body,
            superiors=[one for one in reversed(list(tree.above(body))) if one.id in view.bodies],
            inferiors=[tree[one] for one in tree.children.get(body_id, ()) if one in view.bodies],
            sentence=first_sentence(view.names.body(body_id), summary, visit.language, empty=not rows),
            contacts=[contact_in_words(contact, visit) for contact in body.reminded],
            overdue=summary.overdue,
            unrecorded=summary.unrecorded,
            current=current,
            rows=rows,
            timeline=timeline_of(
                rows, view.names, view.today, word_of_today=today_word, query=visit.at_query, body=body
            ),
            entries=lines_of(
                load_recent(view.session, [body_id], RECENT, visit.known_at),
                view.names,
                may_retract=view.may_record(body_id) and not visit.is_past,
                may_relieve=view.may_relieve(body_id) and not visit.is_past,
            ),
            with_retract=view.may_record(body_id) and not visit.is_past,
            back=f"/bodies/{body_id}",
        )


def contact_in_words(contact: Contact, visit: Visit) -> str:
    """张三 <office@example.org>（秘书处）; a role of the pack's own words stays as it is."""
    known = contact.role in ("secretariat", "chair", "supervisor")
    role = visit.say(f"contact.{contact.role}") if known else contact.role
    return f"{contact.name + ' ' if contact.name else ''}<{contact.address}> {role}"


@router.get("/mandates/{mandate_id}")
@allow(SIGNED_IN)
def mandate_page(mandate_id: str, visit: Visit = Depends(open_visit)) -> Response:
    """One mandate: its sentence, whom it obliges, what counts, and every window of every body that is seen."""
    with visit.view() as view:
        mandate = view.world.mandate(mandate_id)
        regulation = view.world.regulation(mandate.regulation)
        return answer(
            visit,
            view,
            "mandate.html",
            **time_asked(visit),
            mandate=mandate,
            regulation=regulation,
            facts=list(_mandate_facts(visit, view, mandate, regulation)),
            reading=_reading(visit, view, mandate),
            rows=view.rows(view.bodies, mandate_id),
        )


def _mandate_facts(
    visit: Visit, view: View, mandate: Mandate, regulation: Regulation
) -> Iterable[tuple[str, str]]:
    names = view.names
    obliged = [body for body in view.world.obliged[mandate.id] if body in view.bodies]
    yield visit.say("mandate.obliged"), names.several(names.body(body) for body in obliged) or "–"
    clauses = mandate.versions[-1].clauses
    cadences = [names.text(cadence_of(clause, view.world.pack.vocabulary)) for clause in clauses]
    yield visit.say("mandate.cadence"), visit.say("semicolon").join(cadences)
    if mandate.matters:
        counted = [names.kind(matter.kind or matter.item or "") for matter in mandate.matters]
        yield visit.say("mandate.counts"), names.several(counted)
    forms = [
        visit.say(f"form.{form}")
        for form in ("in_person", "video", "hybrid", "written")
        if form in mandate.counts.forms
    ]
    yield visit.say("mandate.forms"), names.several(forms)
    yield visit.say("mandate.force"), visit.say(f"mandate.force.{mandate.force}")
    known = mandate.effective
    yield (
        visit.say("mandate.effective"),
        visit.say("mandate.from", day=known) if known else visit.say("mandate.effective.unknown"),
    )
    if regulation.source:
        yield visit.say("mandate.source"), regulation.source


def _reading(visit: Visit, view: View, mandate: Mandate) -> str:
    reading = mandate.reading
    if reading is None:
        return ""
    told = [visit.say("reading.chosen", chosen=reading.chosen)] if reading.chosen else []
    if reading.decided_by is not None and reading.decided_on is not None:
        told.append(visit.say("reading.decided", by=reading.decided_by, on=reading.decided_on))
    else:
        told.append(visit.say("reading.open"))
    return visit.say("semicolon").join(told)


@router.get("/obligations/{key}")
@allow(SIGNED_IN)
def obligation_page(key: str, visit: Visit = Depends(open_visit)) -> Response:
    """One obligation: why it stands as it stands, the clause, its window drawn, facts, notices, and what to do."""
    with visit.view() as view:
        row = view.row(key)
        mandate = view.world.mandate(row.mandate)
        regulation = view.world.regulation(mandate.regulation)
        may_retract = view.may_record(row.body) and not visit.is_past
        return answer(
            visit,
            view,
            "obligation.html",
            row=row,
            mandate=mandate,
            regulation=regulation,
            why=view.names.text(explain(view.judgement(key))),
            picture=_picture(visit, view, row, mandate),
            pairs=list(_pairs(visit, view, row)),
            story=story_of(view, row, may_change=may_retract),
            **time_asked(visit),
            may_relieve=view.may_relieve(row.body),
            asked=askings(view, load_requests(view.session, view.seen, key))[:1] if not visit.is_past else [],
        )


def _pairs(visit: Visit, view: View, row: Row) -> Iterable[tuple[str, str]]:
    opens, due = day_of(row.opens), row.due_day
    yield visit.say("obligation.body"), view.names.body(row.body)
    if opens and due:
        yield visit.say("obligation.window"), visit.say("obligation.span", opens=opens, due=due)
    elif opens:
        yield visit.say("obligation.window"), visit.say("obligation.span.open", opens=opens)
    if row.need > 1:
        yield visit.say("obligation.need"), visit.say("obligation.count", count=row.count, need=row.need)
    if row.planned:
        yield visit.say("obligation.planned"), render(row.planned, visit.language)
        yield from _expected(visit, view, row)
    if row.settled_on:
        yield visit.say("obligation.settled_on"), render(row.settled_on, visit.language)
    if row.missing_ordinals:
        yield visit.say("obligation.missing"), ", ".join(str(number) for number in row.missing_ordinals)


def _expected(visit: Visit, view: View, row: Row) -> Iterable[tuple[str, str]]:
    """Who is coming to the meeting that is planned, where its members were invited."""
    mandate = view.world.mandate(row.mandate)
    for one in invitations_of(view.session, [row.body], first=row.planned, last=row.planned):
        told = one.invitation.told
        if not one.invitation.cancelled and (told.kind in mandate.kinds or told.items & mandate.items):
            counts = visit.say("invitations.counts", **one.attendance.counts)
            link = Markup('<a href="/invitations/{}">{}</a>').format(one.invitation.key, counts)
            yield visit.say("invitations.counts.name"), link


def _picture(visit: Visit, view: View, row: Row, mandate: Mandate) -> Markup | None:
    if row.opens is None and row.due is None:
        return None
    title = f"{view.names.mandate(row.mandate)} {window_in_words(row, view.names)}"
    points = list(_points(visit, view.today, row, mandate.is_meeting))
    return draw_window(day_of(row.opens), row.due_day, points, face=row.face, title=title)


def _points(visit: Visit, today: date, row: Row, meeting: bool) -> Iterable[Point]:
    def point(kind: str, day: date, code: str | None = None) -> Point:
        return Point(day, kind, visit.say(f"point.{code or kind}", day=day.isoformat()))

    opens, original = day_of(row.opens), day_of(row.original_due)
    if opens:
        yield point("opens", opens)
    if row.due_day:
        yield point("due", row.due_day)
    if original and original != row.due_day:
        yield point("original", original)
    if row.lead_from and row.lead_from > (opens or date.min) and row.standing in ("open", "upcoming"):
        yield point("lead", row.lead_from)
    for day in row.by:
        yield point("act", day, "act" if meeting else "done")
    if row.planned and not row.is_settled:
        yield point("plan", row.planned)
    if not row.is_settled:
        yield point("today", today)
