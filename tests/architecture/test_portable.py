"""The repository works wherever it is cloned: no paths of a machine, no registries, no huge files."""

import re
from pathlib import Path

MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|home/\w+|Users/\w+|root)/[\w.]")
REGISTRIES = re.compile(
    r"(?:pypi|pythonhosted|npmjs|jsdelivr|unpkg|cdnjs|docker|quay|ghcr|conda|anaconda)\.(?:org|com|io)"
)
LOCKS = ("constraints.txt", "requirements.lock")
LONGEST = 400


def test_no_path_of_a_machine(tracked: list[Path], root: Path) -> None:
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path in tracked
        for match in MACHINE_PATHS.finditer(path.read_text(encoding="utf-8"))
        if path != Path(__file__)
    ]

    assert found == []


def test_no_registry_is_named(tracked: list[Path], root: Path) -> None:
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path in tracked
        for match in REGISTRIES.finditer(path.read_text(encoding="utf-8"))
        if path != Path(__file__)
    ]

    assert found == []


def test_lock_files_hold_no_addresses_and_no_paths(root: Path) -> None:
    for name in LOCKS:
        text = (root / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
        assert not re.search(r"(?:^|\s|=)[.~]?/(?!run)", text), name


def test_each_locked_release_carries_hashes(root: Path) -> None:
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    releases = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))

    assert [release for release in releases if "==" in release and "--hash=sha256:" not in release] == []


def test_both_locks_agree(root: Path) -> None:
    constraints, locked = (
        set(
            re.findall(
                r"^([a-z0-9-]+(?:\[[^]]*\])?==[^ \\\n;]+)",
                (root / name).read_text(encoding="utf-8"),
                re.MULTILINE,
            )
        )
        for name in LOCKS
    )

    assert len(locked) > 10
    assert locked <= constraints


def test_no_source_file_is_long(package: Path) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in package.rglob("*.py")}

    assert {
        str(path.relative_to(package)): length for path, length in lengths.items() if length > LONGEST
    } == {}


def test_there_are_no_drawers(package: Path) -> None:
    drawers = {"utils", "util", "common", "helpers", "helper", "misc", "shared"}

    assert [path for path in package.rglob("*") if path.stem in drawers] == []
