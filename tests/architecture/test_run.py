"""`./run` is plain POSIX shell, works from any folder, and speaks clearly when something is missing."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

SHELL = shutil.which("dash") or "/bin/sh"


def run(script: Path, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script with nothing in the environment but what is given."""
    return subprocess.run(
        [SHELL, script, *arguments],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def bare(root: Path, tmp_path: Path) -> Path:
    """A folder with the script alone, and the few commands it needs, but no Python."""
    (tmp_path / "bin").mkdir()
    for name in ("dirname", "cat", "cksum", "basename", "sh", "rm"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    for name in ("run", "pyproject.toml", "constraints.txt"):
        shutil.copy(root / name, tmp_path)
    return tmp_path


def test_it_is_posix_shell_without_faults(root: Path) -> None:
    for script in ("run", ".ci/run"):
        shell = SHELL if script == "run" else "bash"
        checked = subprocess.run([shell, "-n", root / script], capture_output=True, text=True)
        assert (checked.returncode, checked.stderr) == (0, ""), script
        assert os.access(root / script, os.X_OK), script


@pytest.mark.parametrize("language", ["en_GB.UTF-8", "zh_CN.UTF-8"])
def test_the_usage_names_every_verb(root: Path, tmp_path: Path, language: str) -> None:
    cases = re.findall(r"^    ([a-z |-]+)\)$", (root / "run").read_text(encoding="utf-8"), re.MULTILINE)
    verbs = {verb.strip() for case in cases for verb in case.split("|")} - {"help", "-h", "--help"}

    told = run(root / "run", cwd=tmp_path, LANG=language)

    assert told.returncode == 0
    assert set(re.findall(r"^  ([a-z-]+) ", told.stdout, re.MULTILINE)) == verbs


def test_an_unknown_verb_is_named(root: Path, tmp_path: Path) -> None:
    told = run(root / "run", "dmeo", cwd=tmp_path)

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == "run: there is no verb dmeo; ./run lists them.\n"


def test_it_speaks_chinese(root: Path, tmp_path: Path) -> None:
    told = run(root / "run", "dmeo", cwd=tmp_path, LANG="zh_CN.UTF-8")

    assert told.stderr == "run: 没有名为 dmeo 的命令；./run 列出全部。\n"


def test_a_missing_python_is_told_in_one_sentence(bare: Path) -> None:
    told = run(bare / "run", "demo", cwd=bare, PATH=str(bare / "bin"))

    assert told.returncode == 2
    assert told.stderr.startswith("run: found no Python 3.11 or newer; install it first")
    assert told.stderr.count("\n") == 1
    assert not (bare / ".venv").exists()


def test_an_old_python_is_not_taken(bare: Path) -> None:
    old = bare / "bin" / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    told = run(bare / "run", "demo", cwd=bare, PATH=str(bare / "bin"))

    assert told.returncode == 2
    assert "found no Python 3.11 or newer" in told.stderr


def test_a_python_without_venv_is_told_and_leaves_nothing_half_made(bare: Path) -> None:
    """As on a Debian without python3-venv: the version is right, `-m venv` fails."""
    python = bare / "bin" / "python3.11"
    python.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\nexit 1\n')
    python.chmod(0o755)

    told = run(bare / "run", "demo", cwd=bare, PATH=str(bare / "bin"))

    assert told.returncode == 2
    assert "could not make .venv; install the venv module" in told.stderr
    assert not (bare / ".venv").exists()


def test_libraries_are_compiled_once_whatever_the_machine_says(bare: Path) -> None:
    """An image that forbids bytecode would otherwise compile everything at every start."""
    python = bare / "bin" / "python3.11"
    python.write_text(
        '#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "bytecode: ${PYTHONDONTWRITEBYTECODE-kept}" >&2\nexit 1\n'
    )
    python.chmod(0o755)

    told = run(bare / "run", "demo", cwd=bare, PATH=str(bare / "bin"), PYTHONDONTWRITEBYTECODE="1")

    assert "bytecode: kept" in told.stderr


@pytest.mark.slow
def test_a_fresh_clone_installs_itself_and_answers(root: Path, tmp_path: Path) -> None:
    """From nothing to the command line in one command; the second time nothing is installed."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", root, clone], check=True)

    settings_of_pip = {**os.environ, "MEETING_CADENCE_LANG": "en"}
    first = run(clone / "run", "meeting-cadence", "--version", cwd=tmp_path, **settings_of_pip)
    second = run(clone / "run", "meeting-cadence", "--version", cwd=tmp_path, **settings_of_pip)

    assert (first.returncode, second.returncode) == (0, 0)
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", first.stdout)
    assert "making .venv" in first.stderr
    assert (second.stdout, second.stderr) == (first.stdout, "")
