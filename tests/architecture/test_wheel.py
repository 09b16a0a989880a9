"""The wheel carries all that an installed service needs, and nothing of the repository beside it."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of a wheel that was built from what git keeps."""
    root = Path(__file__).resolve().parents[2]
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(["git", "clone", "--quiet", root, folder / "clone"], check=True)
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-qq",
        "--no-deps",
        "--wheel-dir",
        folder,
        folder / "clone",
    ]
    subprocess.run(build, check=True)
    (wheel,) = folder.glob("*.whl")
    return set(ZipFile(wheel).namelist())


def test_every_file_of_the_package_is_in_it(names: set[str], tracked: list[Path], root: Path) -> None:
    inside = [
        path.relative_to(root / "src").as_posix() for path in tracked if path.is_relative_to(root / "src")
    ]

    assert [name for name in inside if name not in names] == []


def test_every_shipped_pack_is_in_it(names: set[str], tracked: list[Path], root: Path) -> None:
    packs = [
        path.relative_to(root / "config/packs")
        for path in tracked
        if path.is_relative_to(root / "config/packs")
    ]

    assert packs
    assert [
        str(pack) for pack in packs if f"meeting_cadence/regulations/shipped/{pack.as_posix()}" not in names
    ] == []


def test_nothing_else_is_in_it(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"meeting_cadence", "meeting_cadence-0.1.0.dist-info"}
    assert "meeting_cadence-0.1.0.dist-info/licenses/LICENSE" in names
