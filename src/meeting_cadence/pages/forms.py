"""From what a person filled in to a ledger entry in the keys of the ledger file.

Nothing is checked here but what a form can get wrong by itself (numbers); `ledger.read` checks the rest, as for files
and the API, so that a form cannot record what a file could not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from meeting_cadence.words.say import Language, say

Answers = Mapping[str, Sequence[str]]
"""Field name to everything given under it."""

ACT_FORMS = ("in_person", "video", "hybrid", "written")
"""How an act may take place, in the order of the choices."""
LISTS = ("items", "about")
NUMBERS = ("ordinal", "entitled", "present")
DAYS = ("start", "end", "on", "complete_from", "from", "until", "granted", "decided")


@dataclass(slots=True)
class Filled:
    """What was filled in, to show again, and the entry it makes."""

    answers: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The first answer without outer blanks; empty when there is none."""
        given = self.answers.get(name, [])
        return given[0].strip() if given else ""

    def many(self, name: str) -> list[str]:
        return [answer.strip() for answer in self.answers.get(name, []) if answer.strip()]

    def mapping(self, *names: str) -> dict[str, Any]:
        """The answers of these names that are not empty."""
        return {name: self.one(name) for name in names if self.one(name)}


def act_entry(filled: Filled) -> dict[str, Any]:
    """An `act`: what took place."""
    act: dict[str, Any] = _bodies(filled) | filled.mapping(
        "id", "kind", "start", "end", "form", "part", "series", "plan", "title", "place"
    )
    act |= _instants(filled)
    act |= {name: whole(filled.one(name)) for name in NUMBERS if filled.one(name)}
    act |= {name: filled.many(name) for name in LISTS if filled.many(name)}
    if evidence := lines(filled.one("evidence")):
        act["evidence"] = evidence
    if counts_for := chosen_windows(filled.answers):
        act["counts_for"] = counts_for
    return {"act": act}


def plan_entry(filled: Filled) -> dict[str, Any]:
    """A `plan`; cancelling and moving one keeps its id."""
    plan: dict[str, Any] = _bodies(filled) | filled.mapping(
        "id", "kind", "start", "end", "status", "decided", "form", "title", "place"
    )
    plan |= _instants(filled)
    if filled.many("items"):
        plan["items"] = filled.many("items")
    return {"plan": plan}


def event_entry(filled: Filled) -> dict[str, Any]:
    """An `event` that triggers duties."""
    return {"event": filled.mapping("id", "body", "kind", "at", "title")}


def not_held_entry(filled: Filled) -> dict[str, Any]:
    """A person's confirmation that nothing took place in a window."""
    return {"not_held": filled.mapping("mandate", "body", "window", "confirmed")}


def complete_entry(filled: Filled) -> dict[str, Any]:
    """A declaration that every act from a day on is on record; without a day: since the beginning."""
    mapping: dict[str, Any] = filled.mapping("body", "act", "declared")
    mapping["from"] = filled.one("from") or None
    return {"complete": mapping}


def adopt_entry(filled: Filled) -> dict[str, Any]:
    """From which day a body is tracked, and from when its record is whole."""
    return {"adopt": filled.mapping("regulation", "mandate", "body", "on", "complete_from")}


def relief_entry(filled: Filled) -> dict[str, Any]:
    """A decision of the authority about one window."""
    names = ("mandate", "body", "window", "type", "from", "until", "granted")
    relief: dict[str, Any] = filled.mapping(*names, "authority", "authority_body", "instrument")
    if filled.one("retroactive"):
        relief["retroactive"] = True
    return {"relief": relief}


def next_due_entry(filled: Filled) -> dict[str, Any]:
    """The next due day that a body sets itself under a gap."""
    return {"next_due": filled.mapping("mandate", "body", "on", "decided")}


def retract_entry(filled: Filled) -> dict[str, Any]:
    """Takes an entry back, with a reason."""
    return {"retract": filled.mapping("entry", "reason")}


def chosen_windows(answers: Answers) -> dict[str, str]:
    """`window:MANDATE` answers; `-` and none at all mean: by its day, so nothing is named."""
    chosen = {}
    for name, given in answers.items():
        mandate = name.removeprefix("window:")
        if mandate != name and given and given[0].strip() not in ("", "-"):
            chosen[mandate] = given[0].strip()
    return chosen


def whole(text: str) -> int | str:
    """A whole number; anything else stays as it is, for the reader of entries to refuse."""
    return int(text) if text.isascii() and text.isdigit() else text


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def offset_at(text: str, zone: tzinfo) -> str:
    """The zone's offset at a local time, as +08:00; empty where there is no time."""
    try:
        local = datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError:
        return ""
    return local.isoformat()[-6:] if local.utcoffset() is not None else ""


def local_instant(text: str, offset: str) -> str:
    """`2026-05-06T08:30` as a browser gives it, with the offset of the body's zone; a day stays a day."""
    if "T" not in text or text.endswith("Z") or "+" in text[10:] or "-" in text[10:]:
        return text
    return f"{text}:00{offset}" if text.count(":") == 1 else f"{text}{offset}"


def form_problems(filled: Filled, language: Language) -> list[str]:
    """What a field of the form itself makes impossible, by the field's name; the rest is checked as for files."""
    told = []
    for name in NUMBERS:
        if not isinstance(whole(filled.one(name) or "0"), int):
            told.append(_told("number", name, language))
    for name in DAYS:
        if filled.one(name) and not _is_day(filled.one(name)):
            told.append(_told("day", name, language))
    if filled.one("end_time") and not filled.one("time"):
        told.append(say("pages.problem.end_time", language))
    return told


def _told(code: str, name: str, language: Language) -> str:
    return say(f"pages.problem.{code}", language, field=say(f"pages.field.{name}", language))


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).year >= 1000
    except ValueError:
        return False


def _instants(filled: Filled) -> dict[str, str]:
    """The instants that days and times of day make (`times.make_instants`), in place of the days."""
    instants = {"start": filled.one("begins"), "end": filled.one("ends")}
    return {name: value for name, value in instants.items() if value}


def _bodies(filled: Filled) -> dict[str, Any]:
    """One body, or several of a joint act: its own and those `with` it."""
    bodies = list(dict.fromkeys([*filled.many("body"), *filled.many("with")]))
    return {"bodies": bodies} if len(bodies) > 1 else filled.mapping("body")
