"""A small house for tests of alerts: one province with two bodies, a store, and the verbs that tests speak in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.enter import enter
from meeting_cadence.alerts.channels.channel import Channel
from meeting_cadence.alerts.courier import Courier, Delivery
from meeting_cadence.alerts.deliver import drain
from meeting_cadence.alerts.tick import tick
from meeting_cadence.alerts.tidings import Tidings
from meeting_cadence.dates.workdays import MondayToFriday, Tables, WorkdayTable
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store
from meeting_cadence.store.registry import digest_of
from meeting_cadence.store.tables.alerts import FlipRow, NoticeRow, OutboxRow

PACK = """
format: 1
pack: house
title: {zh: 示例, en: Example}
timezone: Asia/Shanghai
bodies:
  - id: province
    name: {zh: 省委, en: Provincial Committee}
    contacts: [{role: secretariat, email: province@example.org}]
  - id: commission
    name: {zh: 省委网信委, en: Commission}
    parent: province
    contacts: [{role: secretariat, email: office@example.org}, {role: chair, email: chair@example.org}]
  - id: lonely
    name: {zh: 无联系人委, en: Lonely}
    parent: province
regulations:
  - id: rules
    title: {zh: 示例规定, en: Example Rules}
    effective: 2024-01-01
    mandates:
      - id: plenary
        title: {zh: 全体会议, en: Plenary}
        article: 第九条
        quote: 每年召开一次全体会议
        obliged: [{body: commission}, {body: lonely}]
        act: plenary
        clauses: [{quota: {min: 1, per: 1y}}]
      - id: soft
        title: {zh: 务虚会, en: Retreat}
        obliged: {body: commission}
        act: retreat
        force: normally
        clauses: [{quota: {min: 1, per: 1y}}]
      - id: report
        title: {zh: 事件报告, en: Incident report}
        obliged: {body: commission}
        act: report
        clauses: [{deadline: {after: {event: incident}, within: 4h}}]
"""


def sh(text: str) -> datetime:
    """An instant by the clock of Shanghai: `2024-12-31 09:00`."""
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


def tables(_code: str | None) -> WorkdayTable:
    return MondayToFriday()


@dataclass
class House:
    """A store and what tests do with it."""

    store: Store
    channels: dict[str, Channel] = field(default_factory=dict)
    tables: Tables = tables

    def apply(self, text: str, *, at: datetime) -> None:
        files = {"house.yaml": text}
        with self.store.session() as session:
            desk = SqlDesk(session, at=at, tables=self.tables)
            digest = digest_of(files, "house.yaml")
            apply_pack(desk, pack="house", files=files, root="house.yaml", digest=digest, by="test")

    def enter(self, content: Mapping[str, Any], *, at: datetime) -> None:
        with self.store.session() as session:
            enter(SqlDesk(session, at=at, tables=self.tables), content, by="test")

    def adopt(self, body: str, *, at: datetime, complete_from: date | None = date(2024, 1, 1)) -> None:
        fields = {"body": body, "on": "2024-01-01", "regulation": "rules"}
        if complete_from is not None:
            fields["complete_from"] = complete_from.isoformat()
        self.enter({"adopt": fields}, at=at)

    def tick(self, at: datetime, *, dry_run: bool = False) -> Tidings:
        return tick(self.store, at=at, tables=self.tables, base_url="https://house.example", dry_run=dry_run)

    def drain(self, at: datetime, *, worker: str = "one") -> Delivery:
        return drain(self.courier(at, worker=worker))

    def courier(self, at: datetime, *, worker: str = "one", per_hour: int = 20) -> Courier:
        return Courier(
            store=self.store,
            channels=self.channels,
            tables=self.tables,
            base_url="https://house.example",
            host="house.example",
            worker=worker,
            clock=lambda: at,
            per_hour=per_hour,
        )

    def notices(self) -> list[tuple[str, str, int, str, bool]]:
        """(mandate, rung, occurrence, recipient, folded), in the order of planning."""
        with self.store.reading() as session:
            rows = session.scalars(
                select(NoticeRow).order_by(NoticeRow.planned_at, NoticeRow.reached_at, NoticeRow.recipient)  # type: ignore[arg-type]
            ).all()
            return [(row.mandate, row.rung, row.occurrence, row.recipient, row.folded) for row in rows]

    def flips(self) -> list[tuple[str, str | None, str | None, datetime, datetime]]:
        with self.store.reading() as session:
            rows = session.scalars(select(FlipRow).order_by(FlipRow.id)).all()  # type: ignore[arg-type]
            return [(row.obligation, row.old_standing, row.new_standing, row.at, row.noticed) for row in rows]

    def outbox(self) -> list[OutboxRow]:
        with self.store.reading() as session:
            rows = list(session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all())  # type: ignore[arg-type]
            session.expunge_all()
        return rows

    def states(self) -> list[tuple[str, str, str]]:
        """(kind, recipient, state) of the outbox."""
        return [(row.kind, row.recipient, row.state) for row in self.outbox()]


def everything(session: Session) -> tuple[Any, ...]:
    """All rows of alerts, to compare."""
    notices = session.execute(NoticeRow.__table__.select().order_by(NoticeRow.key)).all()  # type: ignore[attr-defined]
    return tuple(tuple(row) for row in notices)


@pytest.fixture
def house(sqlite_store: Store) -> Iterator[House]:
    """The commission is tracked from 2024 on with a complete record; it is 2 January 2024."""
    made = House(sqlite_store)
    made.apply(PACK, at=sh("2024-01-01 09:00"))
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    return made
