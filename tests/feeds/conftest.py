"""A small house: a commission with a yearly plenary, a city below it that reports within hours."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from meeting_cadence.actions.adopt import adopt
from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.enter import enter
from meeting_cadence.dates.workdays import monday_to_friday
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.projection import rejudge_due
from meeting_cadence.store.registry import digest_of, load_world

BASE_URL = "https://calendar.example.org"
HOST = "calendar.example.org"

PACK = """
format: 1
pack: house
title: {zh: 样例, en: Sample}
timezone: Asia/Shanghai
bodies:
  - {id: commission, name: {zh: 省委网信委, en: Commission}, order: 1, parent: null}
  - {id: city, name: {zh: 市委网信委, en: City commission}, order: 2, parent: commission}
regulations:
  - id: rules
    title: {zh: 《样例办法》, en: Sample measures}
    effective: 2020-01-01
    mandates:
      - id: plenary
        title: {zh: 全体会议, en: Plenary}
        article: 第九条
        quote: 每年召开一次全体会议
        obliged: {body: commission}
        act: plenary
        clauses: [{quota: {min: 1, per: 1y, align: calendar}}]
      - id: report
        title: {zh: 事件报告, en: Incident report}
        obliged: {body: city}
        act: report
        counts: {forms: [written]}
        clauses: [{deadline: {after: {event: incident}, within: 4h}}]
"""


def tables(_code: str | None) -> Any:
    return monday_to_friday


class House:
    """A store with the pack applied, and the verbs the tests need."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def apply(self, text: str, at: datetime) -> None:
        files = {"house.yaml": text}
        with self.store.session() as session:
            apply_pack(
                SqlDesk(session, at=at, tables=tables),
                pack="house",
                files=files,
                root="house.yaml",
                digest=digest_of(files, "house.yaml"),
                by=None,
            )

    def adopt(self, body: str, at: datetime) -> None:
        with self.store.session() as session:
            adopt(
                SqlDesk(session, at=at, tables=tables),
                body=body,
                on=datetime(2023, 1, 1, tzinfo=UTC).date(),
                complete_from=datetime(2023, 1, 1, tzinfo=UTC).date(),
                regulation="rules",
                by=None,
            )

    def enter(self, at: datetime, **content: Any) -> str:
        with self.store.session() as session:
            receipt = enter(SqlDesk(session, at=at, tables=tables), content, by="test")
        return str(receipt.entry_id)

    def tick(self, at: datetime) -> None:
        with self.store.session() as session:
            rejudge_due(session, load_world(session), at=at, tables=tables)


def utc(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house's database, made once."""
    path = tmp_path_factory.mktemp("house") / "house.db"
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    house = House(store)
    house.apply(PACK, utc(2024, 1, 2))
    house.adopt("commission", utc(2024, 1, 2))
    house.adopt("city", utc(2024, 1, 2))
    store.close()
    return path


@pytest.fixture
def house(tmp_path: Path, template: Path) -> Iterator[House]:
    """A copy of the house for one test."""
    copyfile(template, tmp_path / "house.db")
    store = open_store(f"sqlite:///{tmp_path}/house.db")
    yield House(store)
    store.close()
