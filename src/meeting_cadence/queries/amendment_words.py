"""An amendment's preview in words: its rules, each changed window before and after, and the reasons."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from meeting_cadence.queries.amended_rules import Amended, RuleChanges, TextChange
from meeting_cadence.queries.amendment import Change, Kind, Preview
from meeting_cadence.standing.judgement import Judgement
from meeting_cadence.words.say import Language, say
from meeting_cadence.words.why import explain

COLUMNS = ("mandate", "body", "window", "change", "before", "after")
"""Of the table of changed windows."""


def rule_lines(
    found: Preview, end: date, language: Language, *, called: Callable[[str], str] = str
) -> list[str]:
    """What happens to mandates, bodies and names. `end`: the last day that the preview shows.

    `called`: what the id of a mandate or body is called; by default the id itself.
    """
    texts = (_text(one._replace(id=called(one.id)), language) for one in found.rules.texts)
    return [*_rules(found.rules, end, language, called), *texts]


def changed_window(change: Change, language: Language) -> tuple[str, ...]:
    """The cells of COLUMNS."""
    kinds = [say(f"amendment.kind.{kind.value}", language) for kind in change.kinds]
    told = ("、" if language == "zh" else ", ").join(kinds)
    return (*named(change.row).values(), told, _cell(change.old, language), _cell(change.new, language))


def _rules(rules: RuleChanges, end: date, language: Language, called: Callable[[str], str]) -> Iterator[str]:
    for code, ids in (
        ("added.mandates", rules.mandates_added),
        ("removed.mandates", rules.mandates_removed),
        ("added.bodies", rules.bodies_added),
        ("removed.bodies", rules.bodies_removed),
    ):
        if ids:
            yield say(f"amendment.{code}", language, ids=[called(one) for one in ids])
    for one in rules.amended:
        yield from _amended(one._replace(mandate=called(one.mandate)), end, language)


def _amended(one: Amended, end: date, language: Language) -> Iterator[str]:
    if one.since is not None:
        beyond = say("amendment.rule.beyond", language) if one.since > end else ""
        yield say("amendment.rule.since", language, mandate=one.mandate, since=one.since) + beyond
    for code, keys in (("in_place", one.in_place), ("mild", one.mild)):
        if keys:
            yield say(f"amendment.rule.{code}", language, mandate=one.mandate, keys=keys)


def _text(one: TextChange, language: Language) -> str:
    none = say("amendment.text.none", language)
    return say("amendment.text", language, id=one.id, key=one.key, old=one.old or none, new=one.new or none)


def _cell(row: Judgement | None, language: Language) -> str:
    """A side of a change in a few words: its days, what is wanted, its standing, what is to come."""
    if row is None:
        return "–"
    window, values = row.window, {"standing": standing(row, language), "need": row.need}
    code = "amendment.cell.undated" if row.opens is None else "amendment.cell"
    if row.opens is not None and row.due is None:
        code = "amendment.cell.open"
    text = say(code, language, opens=_iso(row.opens, row), due=_iso(row.due, row), **values)
    if window.superseded_on is not None:
        text += say("amendment.cell.superseded", language, day=window.superseded_on.isoformat())
    if window.lower_need is not None and row.need != window.lower_need[1]:
        day, need = window.lower_need
        text += say("amendment.cell.lower", language, day=day.isoformat(), need=need)
    return text


def _iso(value: date | datetime | None, row: Judgement) -> str:
    if isinstance(value, datetime):
        return value.astimezone(row.stream.body.zone).isoformat()
    return value.isoformat() if value is not None else ""


def reasons(changes: Sequence[Change], language: Language) -> Iterator[str]:
    """Both sentences of why, of each window whose standing changes."""
    for change in changes:
        if Kind.STANDING in change.kinds and change.old and change.new:
            yield say("amendment.why", language, **named(change.row))
            for code, row in (("before", change.old), ("after", change.new)):
                yield say(f"amendment.why.{code}", language, why=explain(row))


def named(row: Judgement) -> dict[str, str]:
    body = row.body if row.member is None else f"{row.body} ({row.member})"
    return {"mandate": row.mandate, "body": body, "window": row.label}


def standing(row: Judgement, language: Language) -> str:
    return say(f"standings.{row.standing.value}", language)
