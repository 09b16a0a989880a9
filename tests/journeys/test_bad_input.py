"""What people and machines get wrong: one clear sentence in both languages, a non-zero exit, and nothing lost."""

import json
import re
import resource
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import pytest
from tests.alerts.sink import Sink
from tests.journeys.conftest import COMMAND, House, words_of, working

from meeting_cadence import clock

pytestmark = pytest.mark.slow

EVENT = (
    "event",
    "--body",
    "hangzhou-committee",
    "--kind",
    "listed_matter",
    "--on",
    "2024-03-01",
    "--by",
    "王某",
)

TEN_MISTAKES = """format: 1
pack: Zhejiang
title: 浙江
timezone: Asia/Hangzhou
bodeis: []
bodies:
  - id: zj
    name: {zh: 省委, cn: 省委, en: Committee}
    since: 1949-02-30
    parent: cpc
  - id: zj
    name: 42
regulations:
  - id: r
    title: R
    mandates:
      - id: m
        title: M
        obliged: {body: zj}
        act: plenary
        clauses:
          - quota: {min: 2, max: 1, per: 1y}
          - deadline: {after: {event: e}, within: 4h, count: next_day}
"""
THEIR_LINES = [2, 4, 5, 8, 9, 10, 11, 12, 22, 23]


class Told(NamedTuple):
    """How a command ended, in Chinese and in English."""

    status: int
    zh: str
    en: str


def told(house: House, *arguments: str, **more: str) -> Told:
    """Run a command that fails, in both languages at once; neither may show a traceback."""
    running = [
        house.begin(*arguments, "--lang", language, **{"MEETING_CADENCE_PORT": port, **more})
        for language, port in (("zh", "18081"), ("en", "18082"))
    ]
    ended = [one.communicate(timeout=120) for one in running]
    assert running[0].returncode == running[1].returncode
    assert all("Traceback" not in out + err for out, err in ended)
    zh, en = (err.strip() for _, err in ended)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in zh)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in en)
    return Told(running[0].returncode, zh, en)


def refused(house: House, *arguments: str, **more: str) -> tuple[int, str]:
    """How a command that fails ended, in Chinese."""
    running = house.begin(*arguments, "--lang", "zh", **more)
    _, error = running.communicate(timeout=120)
    assert "Traceback" not in error
    return running.returncode, error.strip()


def one_sentence(ended: Told, zh: str, en: str, *, status: int = 1) -> None:
    assert ended.status == status, ended
    assert (ended.zh.count("\n"), ended.en.count("\n")) == (0, 0), ended
    assert zh in ended.zh, ended
    assert en in ended.en, ended


@pytest.fixture
def filled(house: House) -> House:
    """A house with the pack applied."""
    house.do("pack", "apply", "zhejiang-wangxin", "--by", "管理员")
    return house


def entries(house: House) -> int:
    return len(json.loads(house.do("ledger", "export"))["entries"])


def test_a_pack_with_ten_mistakes_is_told_all_ten_with_their_lines(filled: House) -> None:
    (filled.folder / "bad.yaml").write_text(TEN_MISTAKES)
    before = filled.json("pack", "list")
    ended = told(filled, "pack", "check", "bad.yaml")
    status, applying = refused(filled, "pack", "apply", "bad.yaml", "--by", "王某")
    assert (ended.status, status) == (2, 2)
    for text in (ended.zh, ended.en, applying):
        assert [
            int(line) for line in re.findall(r"^bad\.yaml:(\d+):\d+: .", text, re.MULTILINE)
        ] == THEIR_LINES
    assert filled.json("pack", "list") == before


def test_a_corrupt_or_missing_pack(house: House) -> None:
    (house.folder / "torn.yaml").write_text("format: 1\npack: [a\n  b: {")
    (house.folder / "binary.yaml").write_bytes(b"\xff\xfe\x00\x00abc")
    ended = told(house, "pack", "apply", "torn.yaml", "--by", "王某")
    one_sentence(
        ended,
        "torn.yaml:3:4: 从这里起不符合 YAML 语法",
        "torn.yaml:3:4: From here on this is not YAML",
        status=2,
    )
    status, sentence = refused(house, "pack", "apply", "binary.yaml", "--by", "王某")
    assert (status, sentence) == (2, "binary.yaml:1:1: 文件是 UTF-16 编码；请另存为 UTF-8。")
    ended = told(house, "pack", "apply", "nowhere.yaml", "--by", "王某")
    assert ended.status != 0
    assert ended.zh.startswith("无法读取 nowhere.yaml") and ended.en.startswith("Cannot read nowhere.yaml")
    assert not house.database.exists(), "nothing was begun"


def test_a_locked_database(filled: House, free_port: Callable[[], int]) -> None:
    """Commands and forms wait, then say so; pages go on, and what was refused can be sent again."""
    filled.start(free_port())
    secretary = filled.add_user("liaison", "secretary")
    form = {"body": "hangzhou-committee", "kind": "training", "start": "2024-03-01", "do": "save"}
    before, answers = entries(filled), []
    with exclusive(filled.database):
        sending = Thread(target=lambda: answers.append(secretary.send("/record", **form)))
        sending.start()
        ended = told(filled, *EVENT)
        assert filled.browser().web.get("/healthz").status_code == 200
        sending.join()
    one_sentence(ended, "正被其他程序占用", "is locked by another program")
    (answer,) = answers
    assert answer.status_code >= 400
    assert "正被其他程序占用，等待超时，未作任何改动" in words_of(answer)
    assert 'value="2024-03-01"' in answer.text, "what was filled in is still there"
    assert entries(filled) == before
    secretary.keep("/record", **form)
    assert entries(filled) == before + 1
    assert "Traceback" not in filled.log


@contextmanager
def exclusive(database: Path) -> Iterator[None]:
    """Another program holds the database."""
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    yield
    holder.execute("ROLLBACK")
    holder.close()


def test_a_port_in_use(house: House) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = told(house, "serve", "--port", port)
        assert refused(house, "demo", "--port", port) == (1, ended.zh)
    one_sentence(ended, f"无法在 127.0.0.1:{port} 监听", f"Cannot listen on 127.0.0.1:{port}")
    assert list(house.folder.iterdir()) == [], "nothing was made"


def test_an_unreachable_mail_server(filled: House, sink: Sink, free_port: Callable[[], int]) -> None:
    """The mail waits, the page says so, and it leaves once the server is back."""
    filled.do(
        "contact", "add", "--body", "hangzhou-committee", "--role", "secretariat", "--email", "a@example.org"
    )
    filled.do(*EVENT, "--at", "2024-03-01T09:00:00+08:00")
    filled.do("tick", "--at", "2024-03-01T10:00:00+08:00")
    port = free_port()
    dead = {"MEETING_CADENCE_SMTP_URL": f"smtp://127.0.0.1:{port}"}
    status, sentence = refused(filled, "drain", "--at", "2024-03-01T10:00:00+08:00", **dead)
    assert status == 1
    assert f"邮件服务器 127.0.0.1:{port} 未能收下邮件" in sentence and "未丢失" in sentence
    filled.start(free_port(), **dead)
    administrator = filled.add_user("admin", "administrator")
    assert "1 封待发送" in words_of(administrator.open("/"))
    assert "待发送" in words_of(administrator.open("/notices"))
    assert sink.arrived == []
    filled.do("drain", "--at", working(clock.now().year + 1, 3, 10))
    assert [mail["To"] for mail in sink.arrived] == ["a@example.org"]


def test_a_folder_that_is_missing_or_may_not_be_written(house: House) -> None:
    nowhere = {"MEETING_CADENCE_DATABASE_URL": f"sqlite:///{house.folder}/nowhere/house.db"}
    one_sentence(told(house, "board", **nowhere), "文件夹", "does not exist")
    sealed = {"MEETING_CADENCE_DATABASE_URL": "sqlite:////proc/house.db"}
    one_sentence(told(house, *EVENT, **sealed), "无法打开或写入", "cannot be opened or written")


def test_a_disk_that_is_full(filled: House) -> None:
    """No byte more may be written: the entry is refused whole, and taken once there is room."""
    before = entries(filled)

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    command = [COMMAND, *EVENT, "--lang", "en"]
    given: dict[str, Any] = {"cwd": filled.folder, "env": filled.environment(), "text": True, "timeout": 60}
    ended = subprocess.run(command, capture_output=True, check=False, preexec_fn=no_room, **given)
    assert ended.returncode == 1
    assert ended.stderr.startswith("The d") and ended.stderr.count("\n") == 1, ended.stderr
    assert entries(filled) == before
    filled.do(*EVENT)
    assert entries(filled) == before + 1
    assert filled.json("verify")["differences"] == []


def test_a_corrupt_database(house: House) -> None:
    torn = b"no database at all" * 500
    house.database.write_bytes(torn)
    ended = told(house, "serve")
    one_sentence(ended, "不是数据库，或已损坏", "is no database or is damaged")
    assert refused(house, *EVENT) == (1, ended.zh)
    assert house.database.read_bytes() == torn


def test_a_database_of_a_newer_release(filled: House) -> None:
    with sqlite3.connect(filled.database) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999_future'")
    database.close()
    ended = told(filled, "serve")
    one_sentence(ended, "由较新版本的程序写入", "was written by a newer release")
    assert refused(filled, "db", "upgrade") == (1, ended.zh)


def test_settings_that_cannot_be_used(house: House) -> None:
    ended = told(house, "serve", MEETING_CADENCE_PORT="80800", MEETING_CADENCE_SMPT_URL="smtp://a")
    assert ended.status == 2
    assert "MEETING_CADENCE_PORT" in ended.zh and "是否想写 MEETING_CADENCE_SMTP_URL" in ended.zh
    assert "did you mean MEETING_CADENCE_SMTP_URL" in ended.en
    assert list(house.folder.iterdir()) == []
