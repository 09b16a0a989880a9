"""Every action that the program notes on the audit trail has words."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import meeting_cadence
from meeting_cadence.actions.answer_alert import Kind
from meeting_cadence.actions.pack_parts import Sort
from meeting_cadence.ledger.read import TYPES
from meeting_cadence.store.calendar_sources import Verdict
from meeting_cadence.words.audit import WORDS, action_words

SOURCES = Path(meeting_cadence.__file__).parent


def noted() -> Iterator[str]:
    """The actions that stand as texts in calls: `note(session, "feed.revoked", …)`, `people.note("signed_in", …)`."""
    for path in sorted(SOURCES.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                yield from _action(call)


def _action(call: ast.Call) -> Iterator[str]:
    name = ast.unparse(call.func)
    place = {"note": 1, "self._note": 0, "people.note": 0, "Edit": 0}.get(name)
    if place is None or len(call.args) <= place:
        return
    for one in ast.walk(call.args[place]):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            action = f"person.{one.value}" if name == "people.note" else one.value
            if all(action.partition(".")):
                yield action


def composed() -> Iterator[str]:
    yield from (f"entry.{kind}" for kind in TYPES)
    yield from (f"alert.{kind}" for kind in get_args(Kind))
    yield from (f"calendar.{verdict}" for verdict in get_args(Verdict))
    yield from (f"{sort}.{done}" for sort in get_args(Sort) for done in ("put", "dropped"))
    yield from (f"body.{act}" for act in ("renamed", "merged", "split", "abolished"))
    yield from (f"invitation.{answer}" for answer in ("accept", "decline", "on", "off"))


def test_every_action_has_words() -> None:
    actions = {*noted(), *composed()}
    assert len(actions) > 60
    assert {action for action in actions if f"audit.did.{action}" not in WORDS} == set()


def test_an_action_of_another_version_is_told_as_it_is() -> None:
    assert action_words("entry.act", "en") == "meeting or matter recorded"
    assert action_words("entry.of_tomorrow", "en") == "entry.of_tomorrow"
