"""The secret key is given, or made once and kept beside the database, for its owner's eyes only."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from meeting_cadence.settings import SecretKeyNeeded, SecretKeyUnusable, Settings, secret_key_of


def test_a_given_key_is_taken_and_no_file_is_made(empty: Path) -> None:
    assert secret_key_of(Settings(secret_key="k" * 40)) == b"k" * 40
    assert list(empty.iterdir()) == []


def test_a_key_is_made_beside_the_database_and_kept(empty: Path) -> None:
    first = secret_key_of(Settings())

    assert len(first) == 64
    assert secret_key_of(Settings()) == first
    assert [path.name for path in empty.iterdir()] == ["meeting-cadence.key"]
    assert stat.S_IMODE((empty / "meeting-cadence.key").stat().st_mode) == 0o600


def test_two_databases_have_two_keys() -> None:
    one, other = (secret_key_of(Settings(database_url=f"sqlite:///{name}.db")) for name in ("one", "other"))

    assert one != other


def test_a_missing_folder_is_made(empty: Path) -> None:
    secret_key_of(Settings(database_url="sqlite:///deep/er/record.db"))

    assert (empty / "deep" / "er" / "record.key").exists()


def test_of_processes_that_start_at_once_all_get_the_same_key(empty: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key_of(Settings()), range(32)))

    assert len(keys) == 1
    assert [path.name for path in empty.iterdir()] == ["meeting-cadence.key"]


def test_a_key_that_others_may_read_is_refused(empty: Path) -> None:
    secret_key_of(Settings())
    (empty / "meeting-cadence.key").chmod(0o644)

    with pytest.raises(SecretKeyUnusable):
        secret_key_of(Settings())


def test_a_short_key_is_refused_and_left_as_it_is(empty: Path) -> None:
    path = empty / "meeting-cadence.key"
    path.write_text("short")
    path.chmod(0o600)

    with pytest.raises(SecretKeyUnusable):
        secret_key_of(Settings())
    assert path.read_text() == "short"


def test_a_place_that_cannot_be_written_is_refused(empty: Path) -> None:
    (empty / "file").write_text("")

    with pytest.raises(SecretKeyUnusable):
        secret_key_of(Settings(database_url="sqlite:///file/record.db"))


@pytest.mark.parametrize("url", ["postgresql://db.example.org/meetings", "sqlite:///:memory:"])
def test_without_a_file_the_key_must_be_given(url: str) -> None:
    with pytest.raises(SecretKeyNeeded):
        secret_key_of(Settings(database_url=url))
