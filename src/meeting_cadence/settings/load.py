"""Reading the settings: environment variables first, then the TOML file, then the defaults."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.settings.refused import (
    SettingRefused,
    SettingsFileBroken,
    SettingsFileMissing,
    SettingsFileUnreadable,
    SettingsRefused,
    SettingUnknown,
)

PREFIX: Final = "MEETING_CADENCE_"
CONFIG_FILE: Final = "meeting-cadence.toml"
NOT_SETTINGS: Final = frozenset({"CONFIG", "LANG"})
"""Names with our prefix that are read elsewhere: where the file is, the command line's language."""
LISTS: Final = frozenset(
    {"trusted_proxies", "slip_colours", "webhook_hosts", "calendar_hosts", "embed_hosts", "alive_hosts"}
)
CREDENTIALS: Final = frozenset(
    {"smtp_url", "secret_key", "oidc_client_secret", "database_url", "chats", "alive_url"}
)
"""Settings whose value may hold a password; their value is never repeated."""


def gather(model: type[BaseSettings]) -> Mapping[str, Any]:
    """What is given from outside, checked against `model`. Raises SettingsRefused with all that is wrong."""
    path, table = read_file(os.environ.get(f"{PREFIX}CONFIG"))
    unknown = tuple(_unknown(model, table, str(path)))
    environment = _Environment(model, env_prefix=PREFIX, env_ignore_empty=True, case_sensitive=False)()
    given = {name: table[name] for name in table if name in model.model_fields} | environment
    try:
        model(**given)
    except ValidationError as invalid:
        raise SettingsRefused((*unknown, *_refusals(invalid, str(path)))) from None
    if unknown:
        raise SettingsRefused(unknown)
    return given


def read_file(named: str | None) -> tuple[Path, Mapping[str, Any]]:
    """The settings file and its table: the one that is named must exist, the one in the working folder may.

    Raises SettingsFileMissing, SettingsFileUnreadable, SettingsFileBroken.
    """
    path = Path(named or CONFIG_FILE)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if named:
            raise SettingsFileMissing(str(path)) from None
        return path, {}
    except (OSError, UnicodeDecodeError) as failure:
        raise SettingsFileUnreadable(str(path)) from failure
    try:
        return path, tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise SettingsFileBroken(str(path), line=_line_of(broken, text)) from broken


def _line_of(broken: tomllib.TOMLDecodeError, text: str) -> int:
    """The line a TOML error names; errors at the end of the document name none."""
    named = re.search(r"at line (\d+)", str(broken))
    return int(named[1]) if named else len(text.splitlines())


class _Environment(EnvSettingsSource):
    """Environment variables, by the names of the settings. A list is written with commas."""

    def prepare_field_value(
        self, field_name: str, field: FieldInfo, value: Any, value_is_complex: bool
    ) -> Any:
        if field_name in LISTS and isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return super().prepare_field_value(field_name, field, value, value_is_complex)


def _unknown(model: type[BaseSettings], table: Mapping[str, Any], path: str) -> Iterator[MeetingCadenceError]:
    """Names that are no settings, in the environment and in the file."""
    known = list(model.model_fields)
    for variable in sorted(os.environ):
        name = variable.removeprefix(PREFIX)
        if variable.startswith(PREFIX) and name not in NOT_SETTINGS and name.lower() not in known:
            yield SettingUnknown(variable, near=_nearest(name, (field.upper() for field in known), PREFIX))
    for key in table:
        if key not in known:
            yield SettingUnknown(f"{key} ({path})", near=_nearest(key, known))


def _nearest(name: str, known: Iterable[str], prefix: str = "") -> str:
    candidates = list(known)
    return prefix + (get_close_matches(name, candidates, n=1, cutoff=0.0) or candidates)[0]


def _refusals(invalid: ValidationError, path: str) -> Iterator[SettingRefused]:
    """One refusal for each setting, however many things are wrong with its value."""
    told: set[str] = set()
    for error in invalid.errors(include_url=False, include_context=False):
        field = str(error["loc"][0])
        if field not in told:
            told.add(field)
            yield SettingRefused(_given_as(field, path), field=field, value=_shown(field, error["input"]))


def _given_as(field: str, path: str) -> str:
    variable = PREFIX + field.upper()
    return variable if os.environ.get(variable) else f"{field} ({path})"


def _shown(field: str, value: object) -> str:
    if field in CREDENTIALS:
        return "***"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
