"""Calendars and proposals as plain JSON values: the same on the command line and over the API; and why, in words."""

from datetime import date, datetime
from typing import Any

from meeting_cadence.imports.calendar.keep import problems_of
from meeting_cadence.imports.calendar.match import Because, CalendarEntry, Choice
from meeting_cadence.imports.calendar.proposals import Found, Put, content_of
from meeting_cadence.store.calendar_sources import Source
from meeting_cadence.words.names import Names
from meeting_cadence.words.problems import sentence
from meeting_cadence.words.say import Language, say
from meeting_cadence.words.windows import window_named


def source_answer(source: Source) -> dict[str, Any]:
    """A calendar; its address is left out beyond the host: its path may be a secret."""
    return {
        "id": source.id,
        "body": source.body,
        "name": source.name,
        "host": host_of(source),
        "read_at": _iso(source.read_at),
        "next_read": _iso(source.next_read),
        "trouble": [
            {"code": one.code, "line": one.line, "zh": sentence(one, "zh"), "en": sentence(one, "en")}
            for one in problems_of(source)
        ],
    }


def found_answer(found: Found, zh: Names, en: Names) -> dict[str, Any]:
    """A proposal: the entry, and what it may be, the likeliest first."""
    proposal = found.proposal
    return {
        "calendar": found.source.id,
        "entry": entry_answer(proposal.entry),
        "do": proposal.do,
        "day": proposal.day.isoformat(),
        "ambiguous": proposal.is_ambiguous,
        "also": [entry_answer(one) for one in proposal.also],
        "choices": [
            {
                "obligation": choice.window.key,
                "mandate": choice.window.mandate,
                "body": choice.window.body,
                "window": choice.window.label,
                "kind": choice.kind,
                "late": choice.late,
                "score": round(choice.score, 3),
                "because": {"zh": why(choice, "zh"), "en": why(choice, "en")},
                "says": {"zh": looks_like(found, choice, zh), "en": looks_like(found, choice, en)},
                "content": content_of(proposal, choice),
            }
            for choice in proposal.choices
        ],
    }


def put_answer(put: Put) -> dict[str, Any]:
    """An entry about which somebody has decided."""
    decision = put.decision
    return {
        "calendar": put.source.id,
        "entry": entry_answer(put.entry),
        "decision": decision.decision,
        "entry_id": decision.entry_id,
        "by": decision.by,
        "at": decision.at.isoformat(),
    }


def entry_answer(entry: CalendarEntry) -> dict[str, Any]:
    """One occurrence of a calendar."""
    return {
        "key": entry.fingerprint,
        "summary": entry.summary,
        "place": entry.place or None,
        "start": entry.start.isoformat(),
        "end": _iso(entry.end),
    }


def looks_like(found: Found, choice: Choice, names: Names) -> str:
    """日历中3月12日的“…”，可能是……"""
    window = choice.window
    return say(
        "calendars.looks_like",
        names.language,
        day=found.proposal.day,
        title=found.proposal.entry.summary,
        body=names.body(window.body),
        window=names.text(
            window_named(window.label, names.pack.mandate.get(window.mandate), window.occasion)
        ),
        mandate=names.mandate(window.mandate),
    )


def why(choice: Choice, language: Language) -> list[str]:
    """The reasons, one by one."""
    return [_reason(one, language) for one in choice.because]


def doubts(found: Found, language: Language) -> list[str]:
    """Why it is not certain; empty where nothing speaks against it."""
    proposal, told = found.proposal, []
    if proposal.is_tied:
        told.append(say("calendars.ambiguous.choices", language))
    if proposal.also:
        entries = [
            say("calendars.entry", language, day=_day(one), title=one.summary) for one in proposal.also[:5]
        ]
        told.append(say("calendars.ambiguous.also", language, entries=entries))
    return told


def host_of(source: Source) -> str | None:
    """Where it is read from; None: a file."""
    if source.address is None:
        return None
    return source.address.partition("://")[2].partition("/")[0].partition("?")[0] or source.address[:0]


def _reason(because: Because, language: Language) -> str:
    return say(f"calendars.because.{because.code}", language, **because.values)


def _day(entry: CalendarEntry) -> date:
    return entry.start.date() if isinstance(entry.start, datetime) else entry.start


def _iso(when: date | datetime | None) -> str | None:
    return when.isoformat() if when is not None else None
