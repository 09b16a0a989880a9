"""All that happened around one obligation on one line of time: ledger, standings, answers, notices, calendar, trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote

from meeting_cadence.access import may_audit
from meeting_cadence.pages.evidence import entries_about
from meeting_cadence.pages.rows import Row
from meeting_cadence.pages.view import View
from meeting_cadence.queries.ledger_lines import lines_of
from meeting_cadence.store.alert_answers import answers_to
from meeting_cadence.store.happenings import Flipped, load_flips, load_revision, load_trail
from meeting_cadence.store.letters import letters
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.words.say import say

ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """One happening. `at` None: known since always. `links`: (address, code of its word)."""

    at: datetime | None
    kind: str
    what: str
    by: str = ""
    details: tuple[str, ...] = ()
    href: str = ""
    void: bool = False
    links: tuple[tuple[str, str], ...] = ()


def story_of(view: View, row: Row, *, may_change: bool) -> list[Moment]:
    """Everything until the time of the view, the latest first. The audit trail is for auditors."""
    found = [
        *_entries(view, row, may_change=may_change),
        *_flips(view, row),
        *_answers(view, row),
        *_letters(view, row),
        *_calendar(view, row),
        *(_trail(view, row) if may_audit(view.person) else ()),
    ]
    until = view.until
    shown = [one for one in found if until is None or one.at is None or one.at <= until]
    return sorted(shown, key=lambda one: one.at or ALWAYS, reverse=True)


def _entries(view: View, row: Row, *, may_change: bool) -> Iterable[Moment]:
    home = view.names.body(row.body)
    back = quote(f"/obligations/{row.key}", safe="")
    for line in lines_of(
        entries_about(view, row),
        view.names,
        may_retract=may_change,
        may_relieve=may_change and view.may_relieve(row.body),
    ):
        named = quote(line.id or "", safe="")
        links = [(f"/correct?entry={named}&back={back}", "do.correct")] if line.can_correct else []
        links += [(f"/retract?entry={named}&back={back}", "do.retract")] if line.can_retract else []
        yield Moment(
            line.recorded,
            "entry",
            line.what,
            line.by or "",
            (line.bodies, *line.details) if line.bodies not in ("", home) else line.details,
            void=line.void,
            links=tuple(links),
        )


def _flips(view: View, row: Row) -> Iterable[Moment]:
    for flip in load_flips(view.session, row.key):
        told = _standing_told(view, flip)
        if told:
            yield Moment(flip.at, "standing", told)


def _standing_told(view: View, flip: Flipped) -> str:
    language, told = view.language, []
    if flip.old_standing != flip.new_standing:
        told.append(
            say(
                "pages.story.standing",
                language,
                old=_standing(flip.old_standing, view),
                new=_standing(flip.new_standing, view),
            )
        )
    if flip.old_due != flip.new_due and flip.old_due and flip.new_due:
        days = {"old": _day(flip.old_due), "new": _day(flip.new_due)}
        told.append(say("pages.story.due", language, **days))
    return say("pages.semicolon", language).join(told)


def _standing(code: str | None, view: View) -> str:
    return say(f"standings.{code}", view.language) if code else "–"


def _day(text: str) -> date | str:
    return date.fromisoformat(text) if len(text) == len("2024-12-31") else text


def _answers(view: View, row: Row) -> Iterable[Moment]:
    known = {person.login: person.name for person in SqlPeople(view.session, at=view.now).everyone()}
    for answer in answers_to(view.session, [row.key]).get(row.key, []):
        what = say(f"pages.story.{answer.kind}", view.language, until=answer.until)
        reason = say("pages.detail.reason", view.language, reason=answer.reason) if answer.reason else ""
        yield Moment(answer.at, "answer", what, known.get(answer.by, answer.by), (reason,) if reason else ())


def _letters(view: View, row: Row) -> Iterable[Moment]:
    for letter in letters(view.session, view.bodies, view.language, row.key):
        yield Moment(
            letter.at,
            "notice",
            letter.subject,
            details=(f"{letter.to} · {letter.state}",),
            href=f"/notices/{letter.id}",
        )


def _calendar(view: View, row: Row) -> Iterable[Moment]:
    revision = load_revision(view.session, row.key, view.language)
    if revision is not None:
        code = "gone" if revision.gone_at else "changed"
        at = revision.gone_at or revision.modified
        what = say(f"pages.story.calendar.{code}", view.language, sequence=revision.sequence)
        yield Moment(at, "calendar", what)


def _trail(view: View, row: Row) -> Iterable[Moment]:
    ids = {kept.entry_id for kept in entries_about(view, row) if kept.entry_id}
    for line in load_trail(view.session, {row.key, *ids}):
        at = datetime.fromisoformat(line.at.replace("Z", "+00:00"))
        what = say("pages.story.trail", view.language, seq=line.seq, action=line.action)
        yield Moment(at, "audit", what, line.actor or "")
