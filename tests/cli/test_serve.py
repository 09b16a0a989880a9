"""`serve` and `demo`: what they prepare, what they print, what they refuse."""

import re
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from meeting_cadence.cli import main
from meeting_cadence.cli.demo import demo
from meeting_cadence.cli.serve import PortTaken, answer, first_administrator_link, take
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.reading import EXAMPLE
from meeting_cadence.store.setting import setting


def test_a_port_in_use_is_one_sentence_and_a_non_zero_exit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            main(["serve", "--port", str(port), "--lang", "en"])
    assert ended.value.code == 1
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) == 1 and told[0].startswith(f"Cannot listen on 127.0.0.1:{port} (")
    assert not list(tmp_path.iterdir()), "nothing was made"


def test_small_answers_are_sent_without_delay() -> None:
    with take("127.0.0.1", 0) as taken:
        assert taken.proto == socket.IPPROTO_TCP


def test_nobody_is_let_in_before_the_service_can_answer() -> None:
    """Else a proxy would wait for a process that has only begun to start, while another is ready."""
    with take("127.0.0.1", 0) as taken:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(taken.getsockname(), timeout=5)
        answer(taken)
        socket.create_connection(taken.getsockname(), timeout=5).close()


def test_of_two_that_start_at_once_one_gets_the_port() -> None:
    with take("127.0.0.1", 0) as first, take(*first.getsockname()) as second:
        answer(first)
        with pytest.raises(PortTaken):
            answer(second)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(PortTaken):
        take("192.0.2.1", 0)


def test_the_first_start_prints_a_link_until_somebody_is_there(sqlite_store: Store) -> None:
    settings = Settings(base_url="https://cadence.example")
    link = first_administrator_link(sqlite_store, settings)
    assert link is not None and re.fullmatch(r"https://cadence\.example/welcome/[\w-]{43}", link)
    assert first_administrator_link(sqlite_store, settings) != link, "the older link is useless now"


def test_the_demonstration_is_prepared_once_and_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        result = CliRunner().invoke(demo, ["--no-serve", "--dir", "demo"])
        assert result.exit_code == 0, result.output
    store = open_store(f"sqlite:///{tmp_path}/demo/demo.db")
    with store.reading() as session:
        assert setting(session, EXAMPLE) == "zhejiang-wangxin"
        entries = session.connection().exec_driver_sql("SELECT count(*) FROM ledger_entry").scalar_one()
        people = session.connection().exec_driver_sql("SELECT count(*) FROM person").scalar_one()
        sent = (
            session.connection()
            .exec_driver_sql("SELECT count(*) FROM outbox WHERE state = 'sent'")
            .scalar_one()
        )
    store.close()
    assert entries > 40
    assert (people, sent) == (3, 0)
