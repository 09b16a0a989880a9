"""An invented country of many bodies, each with its own secretariat and a yearly meeting: what alerts are tried on."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.enter import enter
from meeting_cadence.dates.workdays import WorkdayTable, monday_to_friday
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store
from meeting_cadence.store.registry import digest_of
from meeting_cadence.store.tables.alerts import NoticeRow, OutboxRow
from meeting_cadence.store.tables.columns import table_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
BREACH = date(2025, 1, 1)
RUNGS = {"before-30wd": date(2024, 11, 19), "before-7wd": date(2024, 12, 20)}
"""Two rungs of the yearly meeting of 2024 and the days on which they are reached, without holidays."""
ROOT = Path(__file__).parents[2]
_OUTBOX, _NOTICE = table_of(OutboxRow), table_of(NoticeRow)


def tables(_code: str | None) -> WorkdayTable:
    """Monday to Friday everywhere."""
    return monday_to_friday


def local(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """An instant by the clock of Shanghai."""
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


def pack_of(bodies: int, *, per: str = "1y") -> str:
    """A pack in which so many bodies owe one meeting each."""
    listed = "".join(
        f"  - {{id: b{number}, name: 机构{number}, tier: unit, "
        f"contacts: [{{role: secretariat, email: b{number}@example.org}}]}}\n"
        for number in range(bodies)
    )
    return (
        "format: 1\npack: country\ntitle: 示例\ntimezone: Asia/Shanghai\nbodies:\n"
        f"{listed}"
        "regulations:\n  - id: rules\n    title: 示例规定\n    effective: 2024-01-01\n    mandates:\n"
        "      - {id: plenary, title: 全体会议, article: 第九条, quote: 每年召开一次全体会议, obliged: {tier: unit}, "
        f"act: plenary, clauses: [{{quota: {{min: 1, per: {per}}}}}]}}\n"
    )


def settle_in(store: Store, bodies: int, *, per: str = "1y") -> None:
    """The pack applied at the beginning of 2024, the record declared complete."""
    files = {"country.yaml": pack_of(bodies, per=per)}
    at = local(date(2024, 1, 2))
    with store.session() as session:
        desk = SqlDesk(session, at=at, tables=tables)
        digest = digest_of(files, "country.yaml")
        apply_pack(desk, pack="country", files=files, root="country.yaml", digest=digest, by="test")
        enter(desk, {"complete": {"from": "2024-01-01", "declared": "2024-01-02"}}, by="test")


def instants(first: date) -> Iterator[datetime]:
    """Instants in working hours from a day on, 11 minutes apart: what was leased at one is free at the next."""
    day = first
    while True:
        if monday_to_friday.is_working(day):
            for number in range(48):
                yield local(day, 8, 35) + number * timedelta(minutes=11)
        day += timedelta(days=1)


def worker(database: str, port: int, at: datetime | Path, *, name: str = "") -> "subprocess.Popen[str]":
    """A process of its own that ticks and drains; it says `go` when it begins. `at`: an instant, or a file with one."""
    instant = str(at) if isinstance(at, Path) else at.isoformat()
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.alert_worker", database, str(port), instant, name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def states(store: Store) -> dict[str, int]:
    """How many outbox rows are in each state."""
    with store.reading() as session:
        found: dict[str, int] = {}
        for (state,) in session.connection().execute(select(_OUTBOX.c.state)):
            found[state] = found.get(state, 0) + 1
    return found


def told(store: Store) -> list[tuple[str, str, int, str]]:
    """(obligation, rung, occurrence, recipient) of every notice."""
    columns = ("obligation", "rung", "occurrence", "recipient")
    with store.reading() as session:
        rows = session.connection().execute(select(*(_NOTICE.c[name] for name in columns)))
        return [tuple(row) for row in rows]  # type: ignore[misc]


def message_ids(store: Store) -> dict[str, str]:
    """Message-ID to recipient, of all that was sent."""
    with store.reading() as session:
        rows = session.connection().execute(
            select(_OUTBOX.c.message_id, _OUTBOX.c.recipient).where(_OUTBOX.c.state == "sent")
        )
        return {f"<{name}>": recipient for name, recipient in rows}
