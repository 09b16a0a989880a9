"""The daily anchor: one line a day in a folder, one mail a day to an address, and trouble that stops nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.alerts.sink import Sink, running
from tests.conftest import SECRET

from meeting_cadence.access.audit_anchors import Anchor, read_anchors
from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.jobs.anchoring import FILE, Anchoring, AnchorUnwritable, append_anchor, append_once_a_day
from meeting_cadence.store.audit import note
from meeting_cadence.store.audit_check import check_trail
from meeting_cadence.store.engine import Store

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


def write(store: Store) -> None:
    with store.session() as session:
        note(session, "test.done", at=NOON, actor="li")


def test_the_folder_gets_one_line_a_day(sqlite_store: Store, tmp_path: Path) -> None:
    duty = Anchoring(sqlite_store, tmp_path, None, "example.org", None)
    assert duty.daily(NOON) is None, "there is no trail yet"
    write(sqlite_store)
    assert duty.daily(NOON) is not None
    write(sqlite_store)
    assert duty.daily(NOON + timedelta(hours=11, minutes=59)) is None
    assert duty.daily(NOON + timedelta(hours=12)) is not None
    anchors = read_anchors((tmp_path / FILE).read_text(), name=FILE)
    assert [(one.day, one.seq) for one in anchors] == [("2024-03-05", 2), ("2024-03-06", 3)]
    with sqlite_store.reading() as session:
        assert check_trail(session, [SECRET], anchors).is_whole


def test_the_address_gets_one_mail_a_day_and_again_after_a_failure(sqlite_store: Store) -> None:
    write(sqlite_store)
    sink = Sink()
    with running(sink) as port:
        server = MailServer.parse(f"smtp://127.0.0.1:{port}")
        channel = EmailChannel(server, sender="mc@example.org", timeout=5)
        duty = Anchoring(sqlite_store, None, "audit@example.org", "example.org", channel)
        anchor = duty.daily(NOON)
        assert duty.daily(NOON) is None
        assert duty.daily(NOON + timedelta(days=1)) is not None
    assert anchor is not None
    assert sink.ids == [f"<audit-2024-03-0{day}-2@example.org>" for day in (5, 6)]
    told = sink.arrived[0].get_body(("plain",))
    assert told is not None
    assert str(anchor) in told.get_content().replace("\n", " ")


def test_with_neither_folder_nor_address_nothing_is_done(sqlite_store: Store) -> None:
    write(sqlite_store)
    assert Anchoring(sqlite_store, None, None, "example.org", None).daily(NOON) is None


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    anchor = Anchor("2024-03-05", 1, "a" * 64)
    for trouble in (append_anchor, append_once_a_day):
        with pytest.raises(AnchorUnwritable):
            trouble(tmp_path / "absent" / FILE, anchor)
