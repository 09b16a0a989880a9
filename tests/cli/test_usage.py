"""Mistakes in the words of a command: one sentence in the language of the caller, where help stands, exit status 2."""

import pytest

from meeting_cadence.cli import main

CASES = [
    ("recrod", "没有“recrod”这个命令。您是否想写：record？\n用法见：meeting-cadence --help\n"),
    ("nothing-like-it", "没有“nothing-like-it”这个命令。\n用法见：meeting-cadence --help\n"),
    (
        "user sho",
        "没有“sho”这个命令。\n用法见：meeting-cadence user --help\n",
    ),
    (
        "judge p.yaml --ledgr l.yaml",
        "没有“--ledgr”这个选项。您是否想写：--ledger, --lang？\n用法见：meeting-cadence judge --help\n",
    ),
    ("judge", "缺少 PACK。\n用法见：meeting-cadence judge --help\n"),
    ("judge p.yaml --at", "选项 --at 后面须写明值。\n"),
    (
        "judge p.yaml --at 2024-01-01 --format xml",
        "--format 的值不对：须为下列之一：table, json, csv。\n用法见：meeting-cadence judge --help\n",
    ),
    (
        "serve --port 0",
        "--port 的值不对：须为 1 至 65535 的整数。\n用法见：meeting-cadence serve --help\n",
    ),
    ("serve --port x", "--port 的值不对：须为 1 至 65535 的整数。\n用法见：meeting-cadence serve --help\n"),
    (
        "alerts simulate --from 2024-13-01",
        "--from 的值不对：须写成 2024-12-31 这样的日期。\n用法见：meeting-cadence alerts simulate --help\n",
    ),
    (
        "judge a.yaml b.yaml --at 2024-01-01",
        "多出了不认识的内容：b.yaml。\n用法见：meeting-cadence judge --help\n",
    ),
    ("judge a.yaml --version=3", "没有“--version”这个选项。\n用法见：meeting-cadence judge --help\n"),
    ("board --help=1", "选项 --help 后面不能带值。\n"),
    (
        "pack adopt --body x --by y --on 2024-01-01",
        "--regulation 和 --mandate 须写明其中之一，且只能写一个。\n用法见：meeting-cadence pack adopt --help\n",
    ),
]


@pytest.mark.parametrize(("words", "told"), CASES)
def test_a_mistake_is_told_in_chinese(words: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words, "zh", capsys) == (2, "", told)


def run(words: str, language: str, capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setenv("MEETING_CADENCE_LANG", language)
        main(words.split())
    out, err = capsys.readouterr()
    return ended.value.code, out, err


@pytest.mark.parametrize("words", [words for words, _ in CASES])
def test_and_in_english(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(words, "en", capsys)
    assert (status, out) == (2, "")
    assert err.replace("“", "").replace("”", "").isascii(), "nothing of it is Chinese"


def test_a_verb_alone_shows_its_help_as_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("pack", "zh", capsys)
    assert (status, out) == (2, "")
    assert "Usage: meeting-cadence pack" in err


@pytest.mark.parametrize("words", ["--version", "--help", "judge --help"])
def test_asking_for_help_is_no_mistake(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(words, "zh", capsys)
    assert (status, err) == (0, "")
    assert out


def test_breaking_off_is_one_word(capsys: pytest.CaptureFixture[str]) -> None:
    import click

    from meeting_cadence.cli import verbs

    def broken_off(*_: object, **__: object) -> None:
        raise click.Abort

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verbs, "invoke", broken_off)
        assert run("judge", "zh", capsys) == (1, "", "已中止。\n")
