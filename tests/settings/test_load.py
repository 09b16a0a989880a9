"""Settings come from the environment, then the file, then the defaults; all mistakes are told at once."""

import os
from pathlib import Path

import pytest

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.settings import (
    Settings,
    SettingsFileBroken,
    SettingsFileMissing,
    SettingsFileUnreadable,
    SettingsRefused,
)
from meeting_cadence.words.errors import tell


def refused(kind: type[MeetingCadenceError] = SettingsRefused) -> str:
    """What a person is told, in English, when the settings are read."""
    with pytest.raises(kind) as caught:
        Settings.load()
    assert caught.value.exit_status == 2
    return tell(caught.value, "en")


def test_without_environment_and_file_the_defaults_hold() -> None:
    assert Settings.load() == Settings()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_CADENCE_PORT", "8080")

    assert Settings.load().port == 8080


def test_the_file_in_the_working_folder_is_read(empty: Path) -> None:
    (empty / "meeting-cadence.toml").write_text('language = "en"\ntrusted_proxies = ["10.0.0.1"]\n')

    settings = Settings.load()

    assert settings.language == "en"
    assert settings.trusted_proxies == ("10.0.0.1/32",)


def test_a_file_elsewhere_is_named_by_the_environment(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty / "elsewhere.toml").write_text("port = 81\n")
    (empty / "meeting-cadence.toml").write_text("port = 82\n")
    monkeypatch.setenv("MEETING_CADENCE_CONFIG", "elsewhere.toml")

    assert Settings.load().port == 81


def test_the_environment_comes_before_the_file(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty / "meeting-cadence.toml").write_text("port = 82\ntick_seconds = 5\n")
    monkeypatch.setenv("MEETING_CADENCE_PORT", "83")

    settings = Settings.load()

    assert (settings.port, settings.tick_seconds) == (83, 5)


def test_an_empty_variable_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_CADENCE_PORT", "")

    assert Settings.load().port == 8000


def test_a_list_in_the_environment_is_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_CADENCE_TRUSTED_PROXIES", "10.0.0.5, 192.168.0.0/16")

    assert Settings.load().trusted_proxies == ("10.0.0.5/32", "192.168.0.0/16")


def test_a_constructor_reads_nothing_from_outside(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty / "meeting-cadence.toml").write_text("tick_seconds = 5\n")
    monkeypatch.setenv("MEETING_CADENCE_PORT", "83")

    assert Settings() == Settings(port=8000, tick_seconds=60)


def test_all_mistakes_are_told_at_once(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty / "meeting-cadence.toml").write_text('port = "abc"\nporrt = 3\n')
    monkeypatch.setenv("MEETING_CADENCE_TICK_SECONDS", "0")
    monkeypatch.setenv("MEETING_CADENCE_DATABSE_URL", "sqlite:///x.db")

    assert refused().splitlines() == [
        "4 settings cannot be used; nothing was started and nothing was changed:",
        "  MEETING_CADENCE_DATABSE_URL is no setting; did you mean MEETING_CADENCE_DATABASE_URL?",
        "  porrt (meeting-cadence.toml) is no setting; did you mean port?",
        "  port (meeting-cadence.toml) is “abc”, but should be a whole number from 1 to 65535.",
        "  MEETING_CADENCE_TICK_SECONDS is “0”, but should be a whole number from 1 to 3600.",
    ]


def test_a_value_with_many_faults_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_CADENCE_TRUSTED_PROXIES", "here, there")

    assert refused().splitlines()[1:] == [
        "  MEETING_CADENCE_TRUSTED_PROXIES is “here, there”, but should be "
        "a list of addresses or networks, as 10.0.0.5 or 10.0.0.0/8."
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "imap://user:hunter2@mail.example.org"),
        ("SECRET_KEY", "hunter2"),
        ("DATABASE_URL", "mysql://user:hunter2@db.example.org/x"),
    ],
)
def test_credentials_are_never_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"MEETING_CADENCE_{name}", value)

    sentence = refused()

    assert "hunter2" not in sentence
    assert f"MEETING_CADENCE_{name} is “***”" in sentence


def test_the_sentence_is_chinese_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_CADENCE_PORT", "0")
    with pytest.raises(SettingsRefused) as caught:
        Settings.load()

    assert tell(caught.value, "zh").splitlines() == [
        "设置有 1 处不能用，未启动，也未改动任何数据：",
        "  MEETING_CADENCE_PORT 的值“0”不能用，应为：1 至 65535 的整数。",
    ]


def test_a_named_file_must_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_CADENCE_CONFIG", "absent.toml")

    assert refused(SettingsFileMissing).startswith(
        "MEETING_CADENCE_CONFIG names the settings file absent.toml"
    )


def test_a_broken_file_is_told_with_its_line(empty: Path) -> None:
    (empty / "meeting-cadence.toml").write_text("port = 8000\nlanguage = zh\n")

    assert "meeting-cadence.toml is not TOML at line 2" in refused(SettingsFileBroken)


def test_a_file_that_ends_too_soon_is_told_with_its_last_line(empty: Path) -> None:
    (empty / "meeting-cadence.toml").write_text('port = 8000\n\ntrusted_proxies = ["10.0.0.1",')

    assert "not TOML at line 3" in refused(SettingsFileBroken)


def test_a_file_in_another_encoding_is_refused(empty: Path) -> None:
    (empty / "meeting-cadence.toml").write_bytes('mail_from = "秘书处"\n'.encode("gb18030"))

    assert "cannot be read" in refused(SettingsFileUnreadable)


def test_a_folder_is_no_settings_file(empty: Path) -> None:
    (empty / "meeting-cadence.toml").mkdir()

    assert "cannot be read" in refused(SettingsFileUnreadable)


def test_names_with_our_prefix_that_are_no_settings_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_CADENCE_LANG", "zh")

    assert Settings.load() == Settings()


def test_nothing_is_read_at_import() -> None:
    import subprocess
    import sys

    finished = subprocess.run(
        [sys.executable, "-c", "import meeting_cadence.settings"],
        env={**os.environ, "MEETING_CADENCE_PORT": "none"},
        capture_output=True,
        text=True,
    )

    assert (finished.returncode, finished.stderr) == (0, "")
