"""A notice that is dropped in while the service runs counts from the next ring on, everywhere."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.conftest import Office

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.enter import enter
from meeting_cadence.alerts.courier import Courier
from meeting_cadence.jobs.doorbell import Doorbell
from meeting_cadence.regulations.workday_notices import NoticeFolder, NoticesRefused
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store
from meeting_cadence.store.notices import notices_in_force
from meeting_cadence.store.registry import digest_of, read_texts

PACK = """
format: 1
pack: days
title: {zh: 工作日, en: Working days}
timezone: Asia/Shanghai
workdays: CN
bodies: [{id: board, name: 单位, order: 1, parent: null}]
regulations:
  - id: rules
    title: 《办法》
    effective: 2024-01-01
    mandates:
      - {id: answer, title: 答复, obliged: {body: board}, act: answer,
         clauses: [{deadline: {after: {event: asked}, within: 5wd}}]}
"""
NOTICE = "country: CN\nyear: 2024\noff: [2024-03-06]\nwork: []\n"


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    office = Office(sqlite_store)
    files = {"days.yaml": PACK}
    with office.store.session() as session:
        desk = SqlDesk(session, at=office.at, tables=NoticeFolder(None))
        pack = read_texts(files, "days.yaml").id
        apply_pack(
            desk, pack=pack, files=files, root="days.yaml", digest=digest_of(files, "days.yaml"), by="x"
        )
        asked = {"id": "q-1", "body": "board", "kind": "asked", "at": "2024-03-04"}
        enter(desk, {"event": asked}, by="王某")
    return office


def bell_of(office: Office, tables: NoticeFolder) -> Doorbell:
    courier = Courier(office.store, {}, tables, "https://x.example", "x.example", "one", lambda: office.at)
    return Doorbell(courier, tick_seconds=60, drain_seconds=60, notices=tables)


def due(office: Office) -> date:
    (row,) = office.rows("answer")
    found: date = row["due"]
    return found


def since(office: Office) -> datetime | None:
    with office.store.reading() as session:
        found = notices_in_force(session)
    assert found is not None
    return found.since


def test_a_notice_moves_the_due_day_at_the_next_ring_and_is_taken_in_once(
    office: Office, tmp_path: Path
) -> None:
    bell = bell_of(office, NoticeFolder(tmp_path))
    bell.tick()
    assert (due(office), since(office)) == (date(2024, 3, 11), None)
    (tmp_path / "CN-2024.yaml").write_text(NOTICE)
    office.at = office.at.replace(hour=5)
    bell.tick()
    assert (due(office), since(office)) == (date(2024, 3, 12), office.at)
    office.at = office.at.replace(hour=6)
    bell.tick()
    assert since(office) == datetime(2024, 3, 5, 5, tzinfo=UTC), "nothing has changed since"


def test_a_notice_that_came_while_the_service_was_down_is_taken_in(office: Office, tmp_path: Path) -> None:
    bell_of(office, NoticeFolder(tmp_path)).tick()
    (tmp_path / "CN-2024.yaml").write_text(NOTICE)
    bell_of(office, NoticeFolder(tmp_path)).tick()
    assert due(office) == date(2024, 3, 12)


def test_a_notice_that_cannot_be_read_changes_nothing_until_it_is_mended(
    office: Office, tmp_path: Path
) -> None:
    tables = NoticeFolder(tmp_path)
    bell = bell_of(office, tables)
    bell.tick()
    notice = tmp_path / "CN-2024.yaml"
    notice.write_text(NOTICE.replace("2024-03-06", "2023-03-06"))
    with pytest.raises(NoticesRefused):
        tables.refresh()
    assert bell.tick() is not None
    assert due(office) == date(2024, 3, 11)
    notice.write_text(NOTICE)
    bell.tick()
    assert due(office) == date(2024, 3, 12)
