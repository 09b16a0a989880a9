"""What a notice tells of one obligation, in one language: lead, facts, what to do, links; no markup."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from meeting_cadence.actions.answer_alert import AlertAnswer
from meeting_cadence.alerts.clean import one_line
from meeting_cadence.alerts.slips import PLAIN, Slip, SlipStyle
from meeting_cadence.alerts.violation import Violation
from meeting_cadence.alerts.watched import Kind
from meeting_cadence.bodies import Text
from meeting_cadence.words.say import Language, pair, say

ANSWERED: Final = frozenset({"due_soon", "overdue", "violated", "confirm"})
"""Kinds that can be answered from the mail itself."""


def answer_path(key: str) -> str:
    """Where an obligation's alerts are answered by those who are signed in; in mails a signed link stands instead."""
    return f"/obligations/{key}/answer"


class Topic(NamedTuple):
    """All that the words of a notice need to know. Days are local to the body."""

    key: str
    kind: Kind
    body: Text
    title: Text
    label: Text
    """The window in words."""
    regulation: Text | None = None
    article: Text | None = None
    quote: Text | None = None
    due: date | datetime | None = None
    original_due: date | datetime | None = None
    planned: date | None = None
    need: int = 1
    on_record: int = 0
    meeting: bool = True
    """A meeting is held; any other matter is done."""
    extendable: bool = True
    """False where the text allows no extension."""
    now: datetime | None = None
    """The instant of telling."""
    today: date = date.min
    """The local day of telling."""
    answer_by: date | None = None
    """The day by which to act; None: soon."""
    acknowledged: AlertAnswer | None = None
    quieted: AlertAnswer | None = None
    """The body has put its reminders off: superiors see it."""
    asked: AlertAnswer | None = None
    """An extension was asked for."""
    slip: Slip | None = None
    violation: Violation | None = None
    """In what it was not kept; present while it is violated."""
    was_overdue: bool = True
    """Of a correction: it had been told as overdue; else as not done as required, and perhaps overdue before."""

    @property
    def days_late(self) -> int:
        """Days begun after the due day."""
        if self.due is None:
            return 0
        due = self.due.date() if isinstance(self.due, datetime) else self.due
        return max(0, (self.today - due).days)

    @property
    def remaining(self) -> timedelta | None:
        """What is left of an hour limit; None where the limit is a day, or has passed."""
        if not isinstance(self.due, datetime) or self.now is None or self.now >= self.due:
            return None
        return self.due - self.now


class Story(NamedTuple):
    """One obligation told in one language, ready to be laid out."""

    heading: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    actions: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    colour: str | None = None
    """Of a slip."""
    brief: bool = False
    """One of many: told in two lines."""


def story(topic: Topic, language: Language, base_url: str, style: SlipStyle = PLAIN) -> Story:
    """The whole story of one obligation."""
    return Story(
        heading(topic, language),
        _lead(topic, language),
        tuple(_facts(topic, language, style)),
        tuple(_actions(topic, language)),
        tuple(_links(topic, language, base_url)),
        style.colour(topic.slip.times) if topic.slip is not None and topic.kind == "overdue" else None,
    )


def heading(topic: Topic, language: Language) -> str:
    """What it is about, in a word or two."""
    if topic.kind == "corrected" and not topic.was_overdue:
        return say("alerts.kind.cleared", language)
    return say(_code("kind", topic.kind, topic), language)


def headline(topic: Topic, language: Language) -> str:
    """The point of it, short enough for a subject line: due, planned, how late, or what was not kept."""
    if topic.kind == "violated" and topic.violation is not None:
        return topic.violation.headline(language)
    if topic.due is None:
        return say(f"alerts.subject.{_undated(topic)}", language)
    if topic.kind in ("overdue", "missed"):
        return _counted("alerts.subject.overdue", topic.days_late, language)
    told = say("alerts.subject.due_soon", language, due=topic.due)
    if topic.remaining is not None:
        left = say("alerts.subject.remaining", language, left=_left(topic.remaining, language))
        return told + ("，" if language == "zh" else ", ") + left
    if topic.planned is None or topic.kind != "due_soon":
        return told
    planned = say("alerts.subject.planned", language, planned=topic.planned)
    return told + ("，" if language == "zh" else ", ") + planned


def named(text: Text, language: Language) -> str:
    """A name as recorded, made fit for one line."""
    return one_line(text.in_language(language))


def _code(part: str, name: str, topic: Topic) -> str:
    """The words for matters that are done, where they differ from those for meetings that are held."""
    done = f"alerts.{part}.done.{name}"
    return done if not topic.meeting and _exists(done) else f"alerts.{part}.{name}"


@cache
def _exists(code: str) -> bool:
    try:
        pair(code)
    except KeyError:
        return False
    return True


def _counted(code: str, days: int, language: Language) -> str:
    """English counts: 1 day, 2 days; on the first hours of a breach none has passed."""
    if days == 0 and _exists(f"{code}.now"):
        return say(f"{code}.now", language)
    return say(f"{code}.one" if days == 1 else code, language, days=days)


def _lead(topic: Topic, language: Language) -> str:
    values: dict[str, Any] = {
        "body": named(topic.body, language),
        "title": named(topic.title, language),
        "label": named(topic.label, language),
    }
    if topic.kind == "violated" and topic.violation is not None:
        return topic.violation.lead(language, **values)
    if topic.kind == "corrected" and not topic.was_overdue:
        return say("alerts.lead.cleared", language, **values)
    if topic.due is None:
        return say(f"alerts.lead.{_undated(topic)}", language, **values)
    lead = say(
        _code("lead", topic.kind, topic),
        language,
        due=topic.due,
        today=topic.today,
        late=_counted("alerts.value.days", topic.days_late, language),
        **values,
    )
    if topic.remaining is None or topic.kind != "due_soon":
        return lead
    return lead + say("alerts.lead.remaining", language, left=_left(topic.remaining, language))


def _undated(topic: Topic) -> str:
    """Without a due: either the text sets none, or the time of the trigger is needed to compute it."""
    return "time_needed" if topic.kind == "confirm" else "no_date"


def _left(length: timedelta, language: Language) -> str:
    """Hours and minutes, whole ones: 3小时54分."""
    minutes = int(length.total_seconds()) // 60
    code = "alerts.value.hours" if minutes >= 60 else "alerts.value.minutes"
    return say(code, language, hours=minutes // 60, minutes=minutes % 60)


def _facts(topic: Topic, language: Language, style: SlipStyle) -> Iterator[tuple[str, str]]:
    def fact(name: str, value: str) -> tuple[str, str]:
        return say(f"alerts.fact.{name}", language), value

    if topic.slip is not None and topic.kind == "overdue":
        yield fact("slip", topic.slip.described(style, language))
    yield fact("body", named(topic.body, language))
    title = named(topic.title, language)
    yield fact(
        "mandate", say("alerts.value.window", language, title=title, label=named(topic.label, language))
    )
    if topic.regulation is not None:
        yield fact("basis", _basis(topic, topic.regulation, language))
    if topic.quote is not None:
        yield fact("quote", named(topic.quote, language))
    if topic.violation is not None:
        yield from topic.violation.facts(language)
        return
    if topic.due is not None:
        yield fact("due", _day(topic.due, language))
    if topic.remaining is not None:
        yield fact("remaining", _left(topic.remaining, language))
    if topic.original_due is not None and topic.original_due != topic.due:
        yield fact("original_due", _day(topic.original_due, language))
    if topic.kind in ("overdue", "missed") and topic.days_late:
        yield fact("late", _counted("alerts.value.days", topic.days_late, language))
    if topic.need > 1:
        yield fact("progress", say("alerts.value.progress", language, need=topic.need, count=topic.on_record))
    if topic.kind in ("due_soon", "overdue"):
        yield fact("plan", _plan(topic, language))
    for name, answer in (
        ("acknowledged", topic.acknowledged),
        ("quieted", topic.quieted),
        ("asked", topic.asked),
    ):
        if answer is not None and topic.kind != "corrected":
            yield fact(name, _answered(answer, language))


def _answered(answer: AlertAnswer, language: Language) -> str:
    values = {
        "by": one_line(answer.by, 100),
        "on": answer.at.date(),
        "reason": one_line(answer.reason or "", 200),
    }
    return say(f"alerts.value.{answer.kind}", language, until=answer.until, **values)


def _basis(topic: Topic, regulation: Text, language: Language) -> str:
    title = named(regulation, language).strip("《》")
    if topic.article is None:
        return say("alerts.value.basis_whole", language, regulation=title)
    return say("alerts.value.basis", language, regulation=title, article=named(topic.article, language))


def _day(day: date | datetime, language: Language) -> str:
    return say("alerts.value.day", language, day=day)


def _plan(topic: Topic, language: Language) -> str:
    if topic.planned is None:
        return say("alerts.value.unplanned", language)
    return say("alerts.value.planned", language, planned=topic.planned)


def _actions(topic: Topic, language: Language) -> Iterator[str]:
    def do(name: str, **values: Any) -> str:
        return say(_code("do", name, topic), language, **values)

    by = topic.answer_by if topic.answer_by is not None else say("alerts.by.soon", language)
    if topic.kind == "corrected":
        yield do("nothing")
    elif topic.violation is not None:
        yield from topic.violation.actions(language)
    elif topic.kind == "confirm":
        yield do("confirm", by=by) if topic.due is not None else do("time_needed")
    elif topic.kind == "missed":
        yield do("missed")
    elif topic.kind == "overdue":
        yield do("held_already", by=by)
        yield do("hold_now", label=named(topic.label, language))
        yield do("extend_late")
    else:
        yield do("hold", by=topic.due) if topic.due is not None else do("at_once")
        if topic.extendable and topic.due is not None:
            yield do("extend")


def _links(topic: Topic, language: Language, base_url: str) -> Iterator[tuple[str, str]]:
    """What to do first; what can be answered, each where its form stands on the page of answers; seeing it."""
    answer = f"{base_url}{answer_path(topic.key)}"
    corrects_only = topic.violation is not None and topic.violation.fault != "order"
    if topic.kind not in ("corrected", "due_soon", "overdue") and not corrects_only:
        yield say("alerts.link.record", language), f"{base_url}/record?obligation={topic.key}"
    for do in _answers(topic):
        yield say(_code("link", do, topic), language), f"{answer}#{do}"
    yield say("alerts.link.page", language), f"{base_url}/obligations/{topic.key}"


def _answers(topic: Topic) -> Iterator[str]:
    """By the names of the forms: held, planned, asking for an extension, acknowledging."""
    if topic.kind in ("due_soon", "overdue"):
        yield "held"
    if topic.kind == "due_soon":
        if topic.planned is None:
            yield "planned"
        if topic.extendable and topic.due is not None:
            yield "ask_extension"
    elif topic.kind in ANSWERED:
        yield "acknowledge"
