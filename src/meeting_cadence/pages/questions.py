"""Which window is this meeting for? Asked, never guessed, when an earlier window could be made up for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from meeting_cadence.cadence import Deadline
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.options import duties_of
from meeting_cadence.pages.row_words import window_in_words, word_of
from meeting_cadence.pages.rows import Row, day_of
from meeting_cadence.pages.view import View
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import say
from meeting_cadence.words.windows import window_name

_AWAITED: Final = ("open", "overdue", "no_record", "postponed")
BY_ITS_DAY = "-"
"""The answer: it serves the window of its own day and makes up for nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """One mandate, and the windows that the meeting could serve."""

    mandate: str
    title: str
    choices: tuple[tuple[str, str], ...]
    chosen: str
    is_make_up: bool = True
    """Whether an earlier window could be made up for; else which of several triggers it answers."""


def questions_for(view: View, filled: Filled, rows: Sequence[Row]) -> list[Question]:
    """Of mandates that the act fits: which earlier window it makes up for, which of several triggers it answers."""
    start = _day(filled.one("start"))
    body = filled.one("body")
    if start is None or not body:
        return []
    found = []
    for mandate in duties_of(view, body):
        own = [row for row in rows if row.mandate == mandate.id and row.body == body]
        earlier = [row for row in own if _can_be_made_up(row, own, start)]
        if earlier and fits(mandate, filled):
            found.append(_question(view.names, mandate, own, earlier, start, filled))
        waiting = [row for row in own if _is_awaited(row, mandate, start)]
        if len(waiting) > 1 and not mandate.coalesce and fits(mandate, filled):
            found.append(_which_trigger(view.names, mandate, waiting, filled))
    return found


def question_again(view: View, filled: Filled, mandate: str, label: str, rows: Sequence[Row]) -> Question:
    """Of a correction: whether the window that was named still holds."""
    own = [row for row in rows if row.mandate == mandate]
    start = _day(filled.one("start")) or date.max
    choices = ((label, _named(view, own, label)), (BY_ITS_DAY, _own_choice(view.names, own, start)))
    return Question(mandate, view.names.mandate(mandate), choices, _chosen(mandate, choices, filled))


def settled_again(
    question: Question,
    view: View,
    was: Filled,
    filled: Filled,
    windows: Mapping[str, str],
    rows: Sequence[Row],
) -> Question:
    """Of a correction: as the record answers it, where the corrected day leaves no doubt.

    `was`: the act as it is on record; `windows`: those it names, by mandate. Where it names none it served the window
    of its own day: as long as the day stays within that window, nothing has to be asked again.
    """
    named, choices = windows.get(question.mandate), question.choices
    own = [row for row in rows if row.mandate == question.mandate and row.body == filled.one("body")]
    if named is not None and named not in dict(choices):
        choices = (*choices, (named, _named(view, own, named)))
    answered = filled.one(f"window:{question.mandate}")
    if answered in dict(choices):
        return replace(question, choices=choices, chosen=answered)
    held, now = _day(was.one("start")), _day(filled.one("start"))
    mandate = view.world.pack.mandate[question.mandate]
    stays = named is None and fits(mandate, was) and _window_of(own, held) == _window_of(own, now) is not None
    return replace(question, choices=choices, chosen=BY_ITS_DAY if stays else question.chosen)


def _window_of(own: Sequence[Row], day: date | None) -> str | None:
    """The label of the window in whose days it falls."""
    return next((row.label for row in own if day is not None and _holds(row, day)), None)


def _holds(row: Row, day: date) -> bool:
    opens, due = day_of(row.opens), row.due_day
    return opens is not None and due is not None and opens <= day <= due


def _named(view: View, own: Sequence[Row], label: str) -> str:
    """The window in words, as its row has it where there is one."""
    row = next((one for one in own if one.label == label), None)
    return window_in_words(row, view.names) if row is not None else window_name(label, view.language)


def unanswered(questions: Sequence[Question]) -> bool:
    return any(not question.chosen for question in questions)


def fits(mandate: Mandate, filled: Filled) -> bool:
    """Whether the kind or an agenda item of the act is what the mandate asks for."""
    return filled.one("kind") in mandate.kinds or bool(mandate.items & set(filled.many("items")))


def _can_be_made_up(row: Row, own: Sequence[Row], start: date) -> bool:
    """Missed by now, the window right before the meeting's could still be made up for on the day of the meeting."""
    due = row.due_day
    if row.form != "quota" or due is None or due >= start:
        return False
    if row.standing == "missed":
        return not any(other.due_day and due < other.due_day < start for other in own)
    return row.standing in ("overdue", "no_record")


def _is_awaited(row: Row, mandate: Mandate, start: date) -> bool:
    """Whether an act of that day could be the one that a triggered window waits for."""
    clauses = mandate.versions[-1].clauses
    rule = clauses[row.clause].rule if row.clause < len(clauses) else None
    if not isinstance(rule, Deadline) or row.standing not in _AWAITED:
        return False
    opens = day_of(row.opens)
    return rule.relation == "before" or (opens is not None and opens <= start)


def _which_trigger(names: Names, mandate: Mandate, waiting: Sequence[Row], filled: Filled) -> Question:
    """Several triggers wait: unless one is named, the earliest due is served first."""
    choices = [(BY_ITS_DAY, say("pages.record.which.first_due", names.language))]
    for row in waiting:
        told = {
            "window": window_in_words(row, names),
            "standing": word_of(row, names),
            "due": row.due_day or "–",
        }
        choices.append((row.label, say("pages.record.which.trigger", names.language, **told)))
    chosen = _chosen(mandate.id, choices, filled) or BY_ITS_DAY
    return Question(mandate.id, names.mandate(mandate.id), tuple(choices), chosen, is_make_up=False)


def _question(
    names: Names, mandate: Mandate, own: Sequence[Row], earlier: Sequence[Row], start: date, filled: Filled
) -> Question:
    choices = [(BY_ITS_DAY, _own_choice(names, own, start))]
    for row in earlier:
        window, standing = window_in_words(row, names), word_of(row, names)
        text = say(
            "pages.record.which.makeup", names.language, window=window, standing=standing, due=row.due_day
        )
        choices.append((row.label, text))
    return Question(
        mandate.id, names.mandate(mandate.id), tuple(choices), _chosen(mandate.id, choices, filled)
    )


def _own_choice(names: Names, own: Sequence[Row], start: date) -> str:
    for row in own:
        if _holds(row, start):
            window = window_in_words(row, names)
            return say("pages.record.which.here", names.language, window=window)
    return say("pages.record.which.own", names.language)


def _chosen(mandate: str, choices: Sequence[tuple[str, str]], filled: Filled) -> str:
    """What was answered; else what the page that led here asked for, where that is one of the choices."""
    answered = filled.one(f"window:{mandate}")
    led_here = filled.one("window") if filled.one("mandate") == mandate else ""
    values = [value for value, _ in choices]
    return next((value for value in (answered, led_here) if value in values), "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
