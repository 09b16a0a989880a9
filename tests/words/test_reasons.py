"""What the system says went wrong, in both languages."""

import errno
import os

import pytest

from meeting_cadence.cli.files import CannotRead
from meeting_cadence.store.faults import StoreNewer
from meeting_cadence.words.errors import tell
from meeting_cadence.words.reasons import why


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (errno.EADDRINUSE, "地址已被占用", "already in use"),
        (errno.ENOENT, "不存在", "it does not exist"),
        (errno.EACCES, "没有权限", "permission denied"),
        (errno.ENOSPC, "磁盘空间不足", "no space left on the disk"),
        (errno.EISDIR, "这是文件夹，不是文件", "it is a folder, not a file"),
        (errno.ECONNREFUSED, "连接被拒绝", "connection refused"),
    ],
)
def test_the_usual_reasons_are_told_in_both_languages(number: int, zh: str, en: str) -> None:
    told = os.strerror(number)
    assert why(told) == why(f"[Errno {number}] {told}: '/srv/x'") == (zh, en)


def test_a_timeout_and_what_nobody_knows() -> None:
    assert why("timed out") == ("超时，没有应答", "timed out")
    assert why("[Errno 5000] Odd matter") == ("Odd matter", "Odd matter")
    assert why("pg_dump: Connection refused, is it up?").zh == "pg_dump: Connection refused, is it up?"


def test_a_sentence_carries_the_reason_in_its_own_language() -> None:
    error = CannotRead("规则.yaml", reason=os.strerror(errno.EISDIR))
    assert tell(error, "zh") == "无法读取 规则.yaml：这是文件夹，不是文件。请检查路径和权限。"
    assert "it is a folder, not a file" in tell(error, "en")


def test_chinese_sentences_have_chinese_brackets() -> None:
    assert "（结构 9，本程序只到 8）" in tell(StoreNewer("a.db", found="9", known="8"), "zh")
