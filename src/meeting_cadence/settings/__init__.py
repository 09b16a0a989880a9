"""Settings: what an installation decides for itself. Read when asked (`Settings.load()`), never at import."""

from meeting_cadence.settings.load import CONFIG_FILE, PREFIX
from meeting_cadence.settings.refused import (
    SettingRefused,
    SettingsFileBroken,
    SettingsFileMissing,
    SettingsFileUnreadable,
    SettingsRefused,
    SettingUnknown,
)
from meeting_cadence.settings.secret_key import SecretKeyNeeded, SecretKeyUnusable, secret_key_of
from meeting_cadence.settings.values import Settings

__all__ = [
    "CONFIG_FILE",
    "PREFIX",
    "SecretKeyNeeded",
    "SecretKeyUnusable",
    "SettingRefused",
    "SettingUnknown",
    "Settings",
    "SettingsFileBroken",
    "SettingsFileMissing",
    "SettingsFileUnreadable",
    "SettingsRefused",
    "secret_key_of",
]
