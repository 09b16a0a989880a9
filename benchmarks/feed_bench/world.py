"""A store with many bodies under yearly duties, and the same calendar built by icalendar alone."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.enter import enter
from meeting_cadence.dates.workdays import WorkdayTable, monday_to_friday
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.registry import digest_of

ENTRIES_A_BODY = 4
"""A yearly duty falls due four times between twelve months ago and thirty-six months ahead."""
EVERYTHING = Scope("subtree", "root")

_HEAD = """
format: 1
pack: bench
title: {zh: 基准, en: Bench}
timezone: Asia/Shanghai
bodies:
  - {id: root, name: {zh: 省委网络安全和信息化委员会, en: Provincial commission}, order: 0, parent: null}
"""
_BODY = (
    "  - {{id: b{0}, name: {{zh: 第{0}市委网络安全和信息化委员会, en: City {0}}}, order: {0},"
    " parent: root, tier: city}}\n"
)
_RULES = """
regulations:
  - id: rules
    title: {zh: 《省委网络安全和信息化委员会工作规则》, en: Rules of work}
    effective: 2015-01-01
    mandates:
      - id: plenary
        title: {zh: 全体会议, en: Plenary}
        article: 第九条
        quote: 委员会全体会议每年至少召开一次，由委员会主任召集和主持；因特殊情况不能召开的，应当向上级报告。
        obliged: {tier: city}
        act: plenary
        clauses: [{quota: {min: 1, per: 1y, align: calendar}}]
"""


def tables(_code: str | None) -> WorkdayTable:
    """Monday to Friday are working days."""
    return monday_to_friday


def make_store(folder: Path, bodies: int, at: datetime) -> Store:
    """A SQLite store with so many bodies, their record complete from 2015 on."""
    store = open_store(f"sqlite:///{folder}/bench.db")
    store.migrate()
    files = {"bench.yaml": _HEAD + "".join(map(_BODY.format, range(1, bodies + 1))) + _RULES}
    with store.session() as session:
        desk = SqlDesk(session, at=at, tables=tables)
        apply_pack(
            desk, pack="bench", files=files, root="bench.yaml", digest=digest_of(files, "bench.yaml"), by=None
        )
    put_on_record(store, at, complete={"from": "2015-01-01", "declared": "2020-01-01"})
    return store


def put_on_record(store: Store, at: datetime, **content: Any) -> None:
    """One entry on the ledger."""
    with store.session() as session:
        enter(SqlDesk(session, at=at, tables=tables), content, by="bench")


def extend(store: Store, body: int, at: datetime) -> None:
    """Move one window of one body: one entry of its calendar changes, and nothing else."""
    year = at.year + 1
    relief = {
        "mandate": "plenary", "body": f"b{body}", "window": str(year), "type": "extend",
        "until": f"{year + 1}-01-{1 + body % 28:02}", "granted": at.date().isoformat(), "authority": "省委",
    }  # fmt: skip
    put_on_record(store, at, relief=relief)


Values = list[tuple[str, Any]]


def values_of(body: bytes) -> tuple[Values, list[Values]]:
    """The properties of a calendar and of each of its entries, as plain values."""
    calendar = icalendar.Calendar.from_ical(body)
    return list(_plain(calendar)), [list(_plain(event)) for event in calendar.walk("VEVENT")]


def _plain(component: icalendar.Component) -> Iterator[tuple[str, Any]]:
    for name, value in component.property_items(recursive=False):
        if name not in ("BEGIN", "END"):
            yield (
                name,
                getattr(value, "dt", None)
                or ([str(one) for one in value.cats] if hasattr(value, "cats") else value),
            )


def build_with_icalendar(calendar_values: Values, entries: list[Values]) -> bytes:
    """The peer: the whole calendar from plain values, as icalendar's documentation shows it."""
    calendar = icalendar.Calendar()
    for name, value in calendar_values:
        calendar.add(name, value)
    for values in entries:
        event = icalendar.Event()
        for name, value in values:
            event.add(name, value)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
