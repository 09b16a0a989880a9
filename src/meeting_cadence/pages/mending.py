"""Correcting what the plain forms record: the form filled in with the entry; saved, it replaces it, for a reason.

A form is for a correction when it carries the `entry`; who corrects second sees what the first one saved.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from meeting_cadence.access import NotFound
from meeting_cadence.ledger.entries import Fact
from meeting_cadence.ledger.facts import fact_in_force, last_fact
from meeting_cadence.pages.conflicts import Conflict, conflict_of, retraction_of, version_of
from meeting_cadence.pages.entry_form import Field, Sheet
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.trial import is_repeated
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit
from meeting_cadence.queries.ledger_lines import bodies_in_words, fact_in_words
from meeting_cadence.queries.scope import bodies_of
from meeting_cadence.store.ledger import load_history

REASON = "reason"
F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Mending:
    """What is being corrected: its answers, the `original` in words, what somebody else saved in between."""

    answers: Mapping[str, Sequence[str]]
    original: str
    version: int
    conflict: Conflict | None


def mending_of(
    visit: Visit,
    view: View,
    filled: Filled,
    kind: type[F],
    answers: Callable[[F], Mapping[str, Sequence[str]]],
    may: Callable[[str], bool],
) -> Mending | None:
    """None: the form records something new. Raises NotFound: no such entry that the person may correct."""
    entry_id = filled.one("entry")
    if not entry_id:
        return None
    history = load_history(view.session, entry_id)
    entries, sent = [one.entry for one in history], visit.request.method == "POST"
    fact = last_fact(entries, entry_id) if sent else fact_in_force(entries, entry_id)
    if not isinstance(fact, kind) or not all(may(body) for body in bodies_of(fact)):
        raise NotFound(entry_id)
    theirs = answers(fact)
    saves = filled.one("do") == "save" and not is_repeated(visit, view, filled)
    gone = retraction_of(history, entry_id, filled) if saves else None
    conflict = gone or (conflict_of(view, history, kind, answers, filled) if saves else None)
    told = f"{bodies_in_words(fact, view.names)} · {fact_in_words(fact, view.names)}"
    return Mending(theirs, told, version_of(history), conflict)


def fill_in(filled: Filled, mending: Mending | None) -> None:
    """The entry as it stands into an empty form; what the address or a draft says goes before it."""
    if mending is not None:
        filled.answers = {name: list(given) for name, given in mending.answers.items()} | filled.answers
        filled.answers.setdefault("version", [str(mending.version)])


def as_correction(sheet: Sheet) -> Sheet:
    """The same form, of which each entry replaces the one that it carries."""

    def entry(filled: Filled) -> Mapping[str, Any]:
        return {
            "replace": {"entry": filled.one("entry"), "reason": filled.one(REASON), **sheet.entry(filled)}
        }

    hidden = (*sheet.hidden, "entry", "version")
    return replace(sheet, entry=entry, hidden=hidden, can_undo=False)


def words_of(visit: Visit, filled: Filled, mending: Mending | None) -> dict[str, Any]:
    """The heading of a correction, and from now on the version that the person has seen."""
    if mending is None:
        return {}
    if mending.conflict is not None:
        filled.answers["version"] = [str(mending.version)]
    text = visit.say("correct.of", what=mending.original)
    return {"title": visit.say("correct.title"), "text": text, "conflict": mending.conflict}


def reason_field(visit: Visit) -> Field:
    """Why it is corrected."""
    return Field(REASON, visit.say("correct.reason"), "textarea", required=True)
