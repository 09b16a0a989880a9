"""What can be wrong with settings. Every refusal ends the command with exit status 2."""

from typing import ClassVar

from meeting_cadence.errors import MeetingCadenceError, Phrase


class SettingsRefused(MeetingCadenceError):
    """All that is wrong with the settings, told together; `parts` are the single refusals."""

    code: ClassVar[str] = "settings_refused"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 500

    def __init__(self, parts: tuple[MeetingCadenceError, ...]) -> None:
        super().__init__("", count=len(parts))
        self.parts = parts


class SettingRefused(MeetingCadenceError):
    """One bad value. The subject says where it was given: an environment variable, or a key of the file."""

    code: ClassVar[str] = "setting_refused"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 500

    def __init__(self, given_as: str, *, field: str, value: str) -> None:
        super().__init__(given_as, value=value, expects=Phrase(f"settings.expects.{field}"))


class SettingUnknown(MeetingCadenceError):
    """A name that is no setting, most often a slip of the pen; `near` is the closest one that exists."""

    code: ClassVar[str] = "setting_unknown"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 500

    def __init__(self, given_as: str, *, near: str) -> None:
        super().__init__(given_as, near=near)


class SettingsFileMissing(MeetingCadenceError):
    """MEETING_CADENCE_CONFIG names a file that does not exist. The subject is its path, here and below."""

    code: ClassVar[str] = "settings_file_missing"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 500


class SettingsFileUnreadable(MeetingCadenceError):
    """The settings file exists, but cannot be read, or is not text in UTF-8."""

    code: ClassVar[str] = "settings_file_unreadable"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 500


class SettingsFileBroken(MeetingCadenceError):
    """The settings file is not TOML."""

    code: ClassVar[str] = "settings_file_broken"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 500
