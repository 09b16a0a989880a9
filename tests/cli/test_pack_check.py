"""`pack check`: every problem with its place in the chosen language, exit status 2; otherwise what is in the pack."""

import pytest

from meeting_cadence.cli import main

GOOD = "format: 1\npack: p\ntitle: T\ntimezone: UTC\nbodies: [{id: a, name: A}]\n"
BAD = "format: 1\npack: p\ntitle: T\ntimezone: UTC\nbodies: [{id: a, nmae: A}]\n"


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Runs `pack check` on files by name; answers exit status, output and errors."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["pack", "check", *arguments])
        told = capsys.readouterr()
        return ended.value.code or 0, told.out, told.err

    return run


def test_a_good_pack(check):
    assert check("good.yaml", "--lang", "en") == (
        0,
        "good.yaml: ok; bodies: 1, regulations: 0, mandates: 0.\n",
        "",
    )
    assert check("good.yaml", "--lang", "zh")[1] == (
        "good.yaml：没有问题；机构 1 个，制度文件 0 份，制度要求 0 项。\n"
    )


def test_a_bad_pack_beside_a_good_one(check):
    status, told, errors = check("bad.yaml", "good.yaml", "--lang", "en")
    assert (status, told) == (2, "good.yaml: ok; bodies: 1, regulations: 0, mandates: 0.\n")
    assert errors == (
        "bad.yaml:5:10: name is missing; add it.\n"
        "bad.yaml:5:18: The key nmae is not known here. Did you mean name?\n"
        "bad.yaml: refused, problems: 2.\n"
    )


def test_in_chinese(check):
    assert check("bad.yaml", "--lang", "zh") == (
        2,
        "",
        "bad.yaml:5:10: 缺少 name，请补上。\n"
        "bad.yaml:5:18: 不认识的键 nmae。是否想写 name？\n"
        "bad.yaml：不予采用，共有 2 处问题。\n",
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("none.yaml", "none.yaml: There is no such file; check the path.\n"),
        (".", ".: This is a folder, not a file; name the file in it.\n"),
        ("good.yaml/x", "good.yaml/x: There is no such file; check the path.\n"),
    ],
)
def test_what_is_no_file(check, name, sentence):
    status, _, errors = check(name, "--lang", "en")
    assert status == 2 and errors.startswith(sentence)


def test_corrupt_yaml_is_one_problem(check, tmp_path):
    (tmp_path / "corrupt.yaml").write_text("a: [1\nb: 2\n", encoding="utf-8")
    assert check("corrupt.yaml", "--lang", "zh")[2].splitlines()[0] == (
        "corrupt.yaml:2:2: 从这里起不符合 YAML 语法（缺少逗号或右方括号）；请检查缩进、引号、冒号和括号。"
    )


def test_no_file_at_all(check):
    assert check("--lang", "en")[0] == 2
