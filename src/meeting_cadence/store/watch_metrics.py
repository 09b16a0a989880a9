"""The watcher's own figures in Prometheus' text format: whether it ticks, what it told, what waits, what failed."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from meeting_cadence.store.letters import STATES, mail_counts
from meeting_cadence.store.mail_trouble import mail_trouble
from meeting_cadence.store.watching import beat_of, notice_count, oldest_unsent, sign_of_life


def watch_lines(session: Session, *, at: datetime) -> list[str]:
    """One text line a figure. Ages are in seconds, 0 where there is nothing to be old."""
    return list(_lines(session, at))


def _lines(session: Session, at: datetime) -> Iterator[str]:
    tick, drain = beat_of(session, "tick"), beat_of(session, "drain")
    counts, trouble = mail_counts(session), mail_trouble(session)
    yield from _metric("ticks_total", "counter", "Ticks that ran to their end.", tick.beats if tick else 0)
    yield from _metric(
        "drains_total", "counter", "Deliveries that ran to their end.", drain.beats if drain else 0
    )
    yield from _metric(
        "tick_age_seconds", "gauge", "Since the last tick.", _age(tick.at if tick else None, at)
    )
    yield from _metric("notices_total", "counter", "Notices planned.", notice_count(session))
    yield "# HELP meeting_cadence_deliveries Notices on their way, by state."
    yield "# TYPE meeting_cadence_deliveries gauge"
    for state in STATES:
        yield f'meeting_cadence_deliveries{{state="{state}"}} {counts.get(state, 0)}'
    yield from _metric(
        "oldest_unsent_seconds",
        "gauge",
        "Since the oldest notice that still waits was planned.",
        _age(oldest_unsent(session), at),
    )
    yield from _metric(
        "mail_trouble_seconds",
        "gauge",
        "Since no mail leaves.",
        _age(trouble.since if trouble else None, at),
    )
    yield from _metric(
        "sign_of_life_trouble_seconds",
        "gauge",
        "Since the dead-man's switch is not reached.",
        _age(sign_of_life(session).failing_since, at),
    )


def _metric(name: str, kind: str, means: str, value: int) -> Iterator[str]:
    yield f"# HELP meeting_cadence_{name} {means}"
    yield f"# TYPE meeting_cadence_{name} {kind}"
    yield f"meeting_cadence_{name} {value}"


def _age(since: datetime | None, at: datetime) -> int:
    return 0 if since is None else max(0, int((at - since).total_seconds()))
