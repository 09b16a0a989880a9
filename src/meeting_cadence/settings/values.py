"""The settings as one plain, frozen value. What each means stands in `words.settings`, under its name."""

import re
from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, StringConstraints
from pydantic.functional_validators import AfterValidator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from meeting_cadence.settings.checks import (
    check_alive_url,
    check_base_url,
    check_chats,
    check_database_url,
    check_folder,
    check_host_name,
    check_hosts,
    check_origins,
    check_provider_url,
    check_proxies,
    check_smtp_url,
    check_zone,
)

Seconds = Annotated[int, Field(ge=1, le=3600)]
MailAddress = Annotated[
    str, StringConstraints(pattern=re.compile(r"\A[^\s@<>\"]+@[^\s@<>\"]+\Z"), max_length=254)
]


class Settings(BaseSettings):
    """All settings with their defaults. A constructor call reads neither environment nor file; `load` does.

    A setting that is None is derived: see `public_url`, `sender`, `uid_host`, `secret_key_of`.
    """

    model_config = SettingsConfigDict(frozen=True, extra="forbid", validate_default=False)

    database_url: Annotated[str, AfterValidator(check_database_url), Field(repr=False)] = (
        "sqlite:///meeting-cadence.db"
    )
    base_url: Annotated[str, AfterValidator(check_base_url)] | None = None
    host: Annotated[str, StringConstraints(min_length=1, max_length=255)] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    trusted_proxies: Annotated[tuple[str, ...], AfterValidator(check_proxies)] = ()
    embed_hosts: Annotated[tuple[str, ...], AfterValidator(check_origins)] = ()

    smtp_url: Annotated[SecretStr, AfterValidator(check_smtp_url)] | None = None
    mail_from: MailAddress | None = None
    mail_timeout_seconds: Annotated[int, Field(ge=1, le=300)] = 20
    mails_per_hour: Annotated[int, Field(ge=1, le=1000)] = 20
    webhook_hosts: Annotated[tuple[str, ...], AfterValidator(check_hosts)] = ()
    chats: Annotated[dict[str, SecretStr], AfterValidator(check_chats), Field(repr=False)] = {}
    alive_url: Annotated[SecretStr, AfterValidator(check_alive_url)] | None = None
    alive_hosts: Annotated[tuple[str, ...], AfterValidator(check_hosts)] = ()
    alive_minutes: Annotated[int, Field(ge=1, le=1440)] = 5
    slip_prefix: Annotated[str, StringConstraints(min_length=1, max_length=10)] = chr(0x7763)  # 督
    slip_colours: Annotated[
        tuple[Literal["blue", "yellow", "orange", "red"], ...], Field(min_length=1, max_length=10)
    ] = ("yellow", "orange", "red")

    secret_key: Annotated[SecretStr, Field(min_length=32)] | None = None
    session_idle_minutes: Annotated[int, Field(ge=1, le=480)] = 30
    session_max_hours: Annotated[int, Field(ge=1, le=24)] = 12
    sign_in_failures: Annotated[int, Field(ge=1, le=100)] = 5
    sign_in_wait_minutes: Annotated[int, Field(ge=1, le=1440)] = 15

    oidc_issuer: Annotated[str, AfterValidator(check_provider_url)] | None = None
    oidc_client_id: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    oidc_client_secret: Annotated[SecretStr, Field(min_length=1)] | None = None
    oidc_match: Literal["email", "sub", "preferred_username"] = "email"

    access_profile: Literal["standard", "cn-level2", "cn-level3"] = "standard"
    audit_anchor_folder: Path | None = None
    audit_anchor_mail: MailAddress | None = None

    language: Literal["zh", "en"] = "zh"
    timezone: Annotated[str, AfterValidator(check_zone)] = "Asia/Shanghai"
    workdays_folder: Annotated[Path, AfterValidator(check_folder)] = Path("config/workdays")

    tick_seconds: Seconds = 60
    drain_seconds: Seconds = 15

    instance_host: Annotated[str, AfterValidator(check_host_name)] | None = None
    calendar_hosts: Annotated[tuple[str, ...], AfterValidator(check_hosts)] = ()
    calendar_minutes: Annotated[int, Field(ge=5, le=10_080)] = 60
    feed_months_back: Annotated[int, Field(ge=0, le=120)] = 12
    feed_months_ahead: Annotated[int, Field(ge=1, le=120)] = 36

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "console"

    @classmethod
    def load(cls) -> Self:
        """The settings of this installation, from the environment first, then from the settings file.

        Raises SettingsRefused (all bad values at once), SettingsFileMissing,
        SettingsFileUnreadable, SettingsFileBroken.
        """
        from meeting_cadence.settings.load import gather

        return cls(**gather(cls))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)

    @property
    def public_url(self) -> str:
        """The address that people use, without a slash at its end; links in mails and feeds begin with it."""
        if self.base_url is not None:
            return self.base_url
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def sender(self) -> str:
        """The address that mails come from."""
        return self.mail_from or f"meeting-cadence@{urlsplit(self.public_url).hostname}"

    @property
    def uid_host(self) -> str:
        """The right-hand side of calendar UIDs."""
        return self.instance_host or urlsplit(self.public_url).hostname or "localhost"

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.timezone)

    @property
    def database_file(self) -> Path | None:
        """The SQLite file; None for SQLite in memory and for other databases."""
        if not self.database_url.startswith("sqlite"):
            return None
        name = self.database_url.partition(":///")[2].partition("?")[0]
        return None if name in ("", ":memory:") else Path(name)
