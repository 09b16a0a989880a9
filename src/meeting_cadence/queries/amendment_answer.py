"""An amendment's preview as plain JSON values, with the sentences of its problems in both languages."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from meeting_cadence.bodies import Text
from meeting_cadence.queries.amended_rules import Amended, RuleChanges, TextChange
from meeting_cadence.queries.amendment import Change, Preview, Rewritten
from meeting_cadence.queries.judgement_row import as_row
from meeting_cadence.words.say import say_both

_NAMED: Final = 5
"""So many windows a sentence names."""


def as_preview(found: Preview, *, at: date | datetime, end: date, with_frozen: bool) -> dict[str, Any]:
    """The answer of `pack diff`; `with_frozen`: the frozen rows one by one, not only their number."""
    answer: dict[str, Any] = {
        "at": at.isoformat(),
        "to": end.isoformat(),
        **_rules(found.rules),
        "windows": [_change(change) for change in found.changes],
        "frozen": {"count": len(found.frozen)},
        "problems": [_problem(problem) for problem in found.problems],
    }
    if with_frozen:
        answer["frozen"]["rows"] = [as_row(row, why=False) for row in found.frozen]
    return answer


def _rules(rules: RuleChanges) -> dict[str, Any]:
    return {
        "mandates": {
            "added": list(rules.mandates_added),
            "removed": list(rules.mandates_removed),
            "amended": [_amended(one) for one in rules.amended],
        },
        "bodies": {"added": list(rules.bodies_added), "removed": list(rules.bodies_removed)},
        "texts": [_text(one) for one in rules.texts],
    }


def _amended(one: Amended) -> dict[str, Any]:
    return {
        "mandate": one.mandate,
        "from": one.since.isoformat() if one.since else None,
        "in_place": list(one.in_place),
        "without_effect": list(one.mild),
    }


def _text(one: TextChange) -> dict[str, Any]:
    return one._replace(old=_both(one.old), new=_both(one.new))._asdict()  # type: ignore[arg-type]  # plain values


def _both(text: Text | None) -> dict[str, str] | None:
    return text._asdict() if text is not None else None


def _change(change: Change) -> dict[str, Any]:
    row = change.row
    found: dict[str, Any] = {
        "key": row.key,
        "mandate": row.mandate,
        "body": row.body,
        "window": row.label,
        "changes": [kind.value for kind in change.kinds],
        "fields": list(change.fields),
        "superseded_on": None,
        "old": as_row(change.old) if change.old else None,
        "new": as_row(change.new) if change.new else None,
    }
    if change.new and change.new.window.superseded_on:
        found["superseded_on"] = change.new.window.superseded_on.isoformat()
    return found


def _problem(problem: Rewritten) -> dict[str, Any]:
    return {
        "cause": problem.cause.value,
        "subject": problem.subject,
        "keys": list(problem.keys),
        "windows": [change.row.key for change in problem.changes],
        "message": sentence(problem)._asdict(),
    }


def sentence(problem: Rewritten) -> Text:
    """What an edit would rewrite, and how to write it instead."""
    return say_both(
        f"amendment.problem.{problem.cause.value}",
        subject=problem.subject,
        keys=list(problem.keys),
        count=len(problem.changes),
        windows=_windows(problem.changes),
    )


def _windows(changes: Iterable[Change]) -> Text:
    labels = dict.fromkeys(f"{change.row.body} {change.row.label}" for change in changes)
    named = list(islice(labels, _NAMED))
    if len(labels) == len(named):
        return Text("、".join(named), ", ".join(named))
    more = say_both("amendment.more")
    return Text("、".join(named) + more.zh, f"{', '.join(named)} {more.en}")
