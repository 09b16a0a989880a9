"""`pack list` and `pack show`, as a person sees them."""

import json

import pytest
from click.testing import CliRunner

from meeting_cadence.cli.packs_shipped import list_packs, show_pack
from meeting_cadence.regulations.shipped_packs import UnknownShippedPack, shipped_pack


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("MEETING_CADENCE_LANG", "zh")
    return CliRunner()


def test_list_names_every_pack(runner: CliRunner) -> None:
    lines = runner.invoke(list_packs, []).output.splitlines()

    assert lines[0].split() == ["制度包", "名称", "制度要求", "单位", "附试用台账"]
    assert lines[9].split() == ["zhejiang-wangxin", "浙江省委领导网信工作规定", "14", "26", "有"]


def test_list_for_programs(runner: CliRunner) -> None:
    answer = json.loads(runner.invoke(list_packs, ["--format", "json"]).output)

    assert [pack["bodies"] for pack in answer if pack["id"] in ("company", "zhejiang-wangxin")] == [0, 26]


def test_show_tells_each_mandate_with_its_cadence_and_sentence(runner: CliRunner) -> None:
    shown = runner.invoke(show_pack, ["zhejiang-wangxin"]).output

    assert "距上次不超过5年，至当年年底" in shown
    assert "省委每5年召开一次全省网信工作会议" in shown


def test_show_yaml_is_the_file_itself(runner: CliRunner) -> None:
    shown = runner.invoke(show_pack, ["company", "--format", "yaml"]).output

    assert shown == shipped_pack("company").path.read_text(encoding="utf-8")


def test_an_example_is_shown_by_its_name(runner: CliRunner) -> None:
    assert "示例事项甲" in runner.invoke(show_pack, ["zhejiang-report-list"]).output


def test_an_unknown_pack_is_an_error_of_the_family(runner: CliRunner) -> None:
    assert isinstance(runner.invoke(show_pack, ["nothing"]).exception, UnknownShippedPack)
