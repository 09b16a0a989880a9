"""The last act of the same body and kind: what mostly stays as it was need not be typed again."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from meeting_cadence.bodies import Body
from meeting_cadence.ledger.desk import day_of
from meeting_cadence.ledger.entries import Act
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.queries.ledger_lines import fact_in_words
from meeting_cadence.words.say import say

_STAYS: Final = ("form", "place", "entitled")
"""What mostly is as it was the last time."""


@dataclass(frozen=True, slots=True)
class LastTime:
    """The last one: when it was, and what it says of itself that the form could take over."""

    what: str
    answers: dict[str, str]


def last_held(view: View, filled: Filled, *, but: str | None = None) -> LastTime | None:
    """None: nothing on record, or nothing that could be taken over. `but`: the act that is being corrected."""
    body_id = filled.one("body")
    if body_id not in view.seen or but is not None:
        return None
    known = view.facts_of(body_id).acts.get((body_id, filled.one("kind")), ())
    body = view.world.body(body_id)
    acts = [one.act for one in known if one.act.part == "main"]
    if not acts:
        return None
    act = max(acts, key=lambda one: day_of(one.start, body.zone))
    answers = _answers(act, body, _day(filled.one("start")) or view.today)
    return LastTime(_in_words(view, act), answers) if answers else None


def fill_as_last(view: View, filled: Filled) -> None:
    """Take over what is still empty in the form."""
    last = last_held(view, filled)
    for name, value in last.answers.items() if last is not None else ():
        if not filled.one(name):
            filled.answers[name] = [value]


def _answers(act: Act, body: Body, day: date) -> dict[str, str]:
    found = {name: str(value) for name in _STAYS if (value := getattr(act, name)) is not None}
    held = day_of(act.start, body.zone)
    if act.ordinal is not None and held < day and _term(body, held) == _term(body, day):
        found["ordinal"] = str(act.ordinal + 1)
    return found


def _term(body: Body, day: date) -> int | None:
    """The number of the term (届) that a day falls in: ordinals begin anew with each."""
    begun = [term for term in body.terms if term.start <= day]
    return max(begun, key=lambda term: term.start).number if begun else None


def _in_words(view: View, act: Act) -> str:
    told = [fact_in_words(act, view.names)]
    if act.form:
        told.append(say(f"pages.form.{act.form}", view.language))
    if act.entitled is not None:
        told.append(say("pages.record.last.entitled", view.language, count=act.entitled))
    if act.place:
        told.append(act.place)
    return say("pages.semicolon", view.language).join(told)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
