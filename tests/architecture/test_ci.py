"""`.ci/run` brings what it needs, says what it goes without, and stops at the first thing that fails."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

BOTH = "--numprocesses=2 --dist=worksteal"
PROGRAMS = ("bash", "cat", "dirname", "env", "grep", "timeout", "sh")


class Machine:
    """A folder with the script, and stand-ins for the machine's commands that write down their calls."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir()
        (folder / ".ci").mkdir()
        shutil.copy(root / ".ci" / "run", folder / ".ci" / "run")
        for name in PROGRAMS:
            (self.bin / name).symlink_to(shutil.which(name) or name)
        self.has("python3")
        self.has("id", says="0")
        self.command(folder / "run")

    def has(self, name: str, *, says: str = "", status: int = 0) -> None:
        self.command(self.bin / name, says=says, status=status)

    def command(self, path: Path, *, says: str = "", status: int = 0) -> None:
        path.write_text(
            f'#!/bin/sh\necho "{path.name} $*" >>"{self.folder}/calls"\necho "{says}"\nexit {status}\n'
        )
        path.chmod(0o755)

    def run(self) -> tuple[int, list[str]]:
        """The exit status, and what the script itself said."""
        finished = subprocess.run(
            ["bash", self.folder / ".ci" / "run"], env={"PATH": str(self.bin)}, capture_output=True, text=True
        )
        return finished.returncode, [line for line in finished.stdout.splitlines() if line.startswith("ci: ")]

    def calls(self, name: str) -> list[str]:
        lines = (self.folder / "calls").read_text().splitlines()
        return [line for line in lines if line.split()[0] == name]


@pytest.fixture
def machine(tmp_path: Path, root: Path) -> Machine:
    return Machine(tmp_path, root)


def test_a_machine_with_everything_installs_nothing(machine: Machine) -> None:
    machine.has("chromium")
    machine.has("fc-list", says="Noto Sans CJK SC")
    machine.has("apt-get")

    assert machine.run() == (0, ["ci: the machine has what is needed"])
    assert machine.calls("apt-get") == []


def test_checks_then_everyday_tests_then_slow_ones(machine: Machine) -> None:
    machine.has("chromium")
    machine.run()

    calls = machine.calls("run")
    assert [call.split()[1] for call in calls] == ["check"] + 9 * ["test"]
    slow = [
        "tests/faults/test_power_cut.py tests/access/test_audit_chain.py tests/faults/test_processes.py",
        f"tests/app/test_cells.py tests/api/test_entries.py {BOTH}",
        f"tests/faults/test_kill_service.py {BOTH}",
        "tests/faults/test_alert_kills.py -k 40-kills",
        "tests/api/test_fuzzed.py",
        "tests/browser/test_tasks.py",
        "tests/browser/test_pages.py tests/browser/test_quiet.py tests/browser/test_seen.py "
        f"tests/browser/test_ways.py tests/browser/test_axe.py {BOTH}",
        f"tests/browser/test_xss.py {BOTH}",
    ]
    assert calls[1:] == ["run test", *(f"run test -m slow {files}" for files in slow)]


def test_every_call_has_its_limit_and_the_service_is_killed_fifty_times(root: Path) -> None:
    text = (root / ".ci" / "run").read_text(encoding="utf-8")

    limits = re.findall(r'^ *(?:\w+=\S+ )?slow(?:_on_both)? ([^"]\S*)', text, re.MULTILINE)
    assert len(limits) == 8 and all(limit.isdigit() for limit in limits)
    assert "KILLS=50 slow_on_both 900 tests/faults/test_kill_service.py" in text


def test_without_a_browser_its_tests_do_not_run(machine: Machine) -> None:
    assert machine.run()[0] == 0
    assert not any("tests/browser" in call for call in machine.calls("run"))


def test_what_is_missing_is_installed(machine: Machine) -> None:
    machine.has("apt-get")

    assert machine.run() == (0, ["ci: installed chromium fonts-noto-cjk fontconfig"])
    assert machine.calls("apt-get") == [
        "apt-get update -qq",
        "apt-get install -qq -y --no-install-recommends chromium fonts-noto-cjk fontconfig",
    ]


def test_a_python_without_venv_gets_it(machine: Machine) -> None:
    machine.has("python3", status=1)
    machine.has("apt-get")

    assert machine.run()[1] == ["ci: installed python3-venv chromium fonts-noto-cjk fontconfig"]


def test_without_root_it_goes_on_and_says_so(machine: Machine) -> None:
    machine.has("apt-get")
    machine.has("id", says="1000")

    status, said = machine.run()

    assert (status, len(said)) == (0, 1)
    assert said[0].startswith("ci: going without chromium fonts-noto-cjk fontconfig (no root or no apt-get)")
    assert machine.calls("apt-get") == []


def test_without_a_network_it_goes_on_and_says_so(machine: Machine) -> None:
    machine.has("apt-get", status=100)

    status, said = machine.run()

    assert (status, len(said)) == (0, 1)
    assert said[0].startswith("ci: going without chromium fonts-noto-cjk fontconfig (apt-get failed")


def test_a_failed_check_ends_it(machine: Machine) -> None:
    machine.command(machine.folder / "run", status=3)

    assert machine.run()[0] == 3
    assert len(machine.calls("run")) == 1


def test_it_can_be_started(root: Path) -> None:
    assert os.access(root / ".ci/run", os.X_OK)
