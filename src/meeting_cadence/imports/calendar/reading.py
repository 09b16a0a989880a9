"""A calendar file read by a process of its own: what it says, or why it is refused. Nothing of it is parsed here."""

import hashlib
import json
import subprocess
import sys
from base64 import b32encode
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from meeting_cadence.imports.calendar.limits import Limits
from meeting_cadence.imports.calendar.match import CalendarEntry
from meeting_cadence.regulations.problems import Problem, Refused

MOST_BYTES: Final = 3 * 2**20
"""Less than one request may bring."""
BACK: Final = timedelta(days=3 * 366)
AHEAD: Final = timedelta(days=550)
"""How far from today entries are taken in."""
CPU_SECONDS: Final = 10
WALL_SECONDS: Final = 30
MEMORY: Final = 768 * 2**20
_PROGRAM: Final = "meeting_cadence.imports.calendar.child"


class CalendarRefused(Refused):
    """A calendar that is not taken in; nothing of it was kept."""

    code = "calendar_refused"


def limits_on(today: date) -> Limits:
    """What a file may cost that is read on that day."""
    return Limits(
        first=(today - BACK).isoformat(),
        last=(today + AHEAD).isoformat(),
        octets=MOST_BYTES,
        line=64 * 1024,
        entries=20_000,
        largest_count=1000,
        occurrences=50_000,
        steps=400_000,
        cpu_seconds=CPU_SECONDS,
        memory=MEMORY,
    )


def read_calendar(raw: bytes, *, name: str, zone: ZoneInfo, limits: Limits) -> list[CalendarEntry]:
    """Every occurrence within the days of the limits. `zone`: of times that name none.

    Raises CalendarRefused with every problem.
    """
    if len(raw) > limits.octets:
        raise CalendarRefused([Problem("calendar_large", name, 0, 0, {"limit": limits.octets // 2**20})])
    found = _ask(raw, name, limits)
    if "problems" in found:
        raise CalendarRefused(
            Problem(one["code"], name, one["line"], 0, one["values"]) for one in found["problems"]
        )
    entries = [_entry(item, zone) for item in found["items"]]
    return list({one.fingerprint: one for one in entries}.values())


def _ask(raw: bytes, name: str, limits: Limits) -> dict[str, Any]:
    """The answer of the other process; whatever kills it, it is the file that asked for too much."""
    command = [sys.executable, "-I", "-X", "utf8", "-m", _PROGRAM, json.dumps(limits)]
    try:
        done = subprocess.run(
            command, input=raw, capture_output=True, timeout=WALL_SECONDS, check=True, env={}, cwd="/"
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as failure:
        raise CalendarRefused([Problem("calendar_work", name, 0, 0, {})]) from failure
    return found


def _entry(item: dict[str, Any], zone: ZoneInfo) -> CalendarEntry:
    start = when(item["start"], zone)
    assert start is not None
    day = start.astimezone(zone).date() if isinstance(start, datetime) else start
    return CalendarEntry(
        fingerprint=fingerprint(item["uid"], day),
        summary=item["summary"],
        place=item["place"],
        start=start,
        end=when(item["end"], zone),
        cancelled=item["cancelled"],
    )


def fingerprint(uid: str, day: date) -> str:
    """What an entry is remembered by: its UID and its day, so that what moves to another day is looked at anew."""
    digest = hashlib.sha256(f"{uid}|{day.isoformat()}".encode("utf-8", "replace")).digest()
    return b32encode(digest).decode("ascii").lower()[:26]


def when(text: str | None, zone: ZoneInfo) -> date | datetime | None:
    """A day or an instant; a time of day without a zone is taken in `zone`."""
    if text is None:
        return None
    if "T" not in text:
        return date.fromisoformat(text)
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=zone)
