"""What each setting takes, and what is derived from the others."""

import re
from pathlib import Path
from typing import Any

import pytest
from annotated_types import Ge, Le
from pydantic import ValidationError

from meeting_cadence.settings import Settings
from meeting_cadence.words.say import pair


def given(name: str, value: Any) -> Any:
    """The value of one setting as it is kept."""
    kept = getattr(Settings(**{name: value}), name)
    return kept.get_secret_value() if hasattr(kept, "get_secret_value") else kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "sqlite:///meeting-cadence.db"),
        ("database_url", "sqlite:////var/lib/meeting-cadence/record.db"),
        ("database_url", "postgresql://user:password@db.example.org/meetings"),
        ("database_url", "postgresql+psycopg://db.example.org/meetings"),
        ("base_url", "https://meetings.example.org"),
        ("base_url", "http://intranet:8080/meetings"),
        ("port", 1),
        ("port", 65535),
        ("smtp_url", "smtp://mail.example.org:25"),
        ("smtp_url", "smtp+starttls://user:password@mail.example.org:587"),
        ("smtp_url", "smtps://user:password@mail.example.org"),
        ("mail_from", "meetings@example.org"),
        ("secret_key", "k" * 32),
        ("timezone", "America/Santiago"),
        ("language", "en"),
        ("feed_months_back", 0),
    ],
)
def test_taken_as_given(name: str, value: Any) -> None:
    assert given(name, value) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "meeting-cadence.db"),
        ("database_url", "sqlite://meeting-cadence.db"),
        ("database_url", "sqlite://"),
        ("database_url", "mysql://db.example.org/meetings"),
        ("base_url", "meetings.example.org"),
        ("base_url", "ftp://meetings.example.org"),
        ("base_url", "https://user:password@meetings.example.org"),
        ("base_url", "https://meetings.example.org/?x=1"),
        ("base_url", "https://meetings.example.org:99999"),
        ("host", ""),
        ("port", 0),
        ("port", 65536),
        ("port", 80.5),
        ("smtp_url", "mail.example.org"),
        ("smtp_url", "https://mail.example.org"),
        ("smtp_url", "smtp://"),
        ("smtp_url", "smtp://mail.example.org:smtp"),
        ("smtp_url", "smtp://mail.example.org/folder"),
        ("mail_from", "meetings"),
        ("mail_from", "meetings@example.org\r\nBcc: all@example.org"),
        ("mail_from", "Meetings <meetings@example.org>"),
        ("secret_key", "k" * 31),
        ("timezone", "Beijing"),
        ("timezone", "../../etc/passwd"),
        ("timezone", ""),
        ("language", "fr"),
        ("workdays_folder", "absent"),
        ("trusted_proxies", ["proxy.example.org"]),
        ("webhook_hosts", ["https://oa.example.org"]),
        ("webhook_hosts", ["two words"]),
        ("embed_hosts", ["portal.example.org"]),
        ("embed_hosts", ["https://portal.example.org/page"]),
        ("embed_hosts", ["https://portal.example.org; script-src *"]),
        ("embed_hosts", ["https://user@portal.example.org"]),
        ("embed_hosts", ["https://portal.example.org:port"]),
        ("chats", {"Office": "wecom+https://host.example/cgi-bin/webhook/send?key=K"}),
        ("chats", {"email": "wecom+https://host.example/cgi-bin/webhook/send?key=K"}),
        ("chats", {"office": "https://host.example/cgi-bin/webhook/send?key=K"}),
        ("chats", {"office": "icq+https://host.example/cgi-bin/webhook/send?key=K"}),
        ("chats", {"office": "wecom+https://u:p@host.example/cgi-bin/webhook/send?key=K"}),
        ("instance_host", "two words"),
        ("instance_host", "-meetings"),
        ("log_level", "loud"),
    ],
)
def test_refused(name: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        Settings(**{name: value})


def test_a_slash_at_the_end_of_the_base_url_goes() -> None:
    assert given("base_url", "https://meetings.example.org/") == "https://meetings.example.org"


def test_hosts_of_webhooks_are_names_and_networks() -> None:
    listed = ["OA.example.org", "10.1.2.3", "10.1.0.0/16"]
    assert given("webhook_hosts", listed) == ("oa.example.org", "10.1.2.3/32", "10.1.0.0/16")


def test_sites_that_may_embed_are_origins() -> None:
    listed = ["https://Portal.example.org/", "http://10.1.2.3:8080"]
    assert given("embed_hosts", listed) == ("https://portal.example.org", "http://10.1.2.3:8080")


def test_the_address_of_a_chat_is_a_secret() -> None:
    address = "wecom+https://wecom.example/cgi-bin/webhook/send?key=SECRET-KEY"
    settings = Settings(chats={"office": address})
    assert settings.chats["office"].get_secret_value() == address
    assert "SECRET-KEY" not in repr(settings)


def test_a_host_of_uids_is_written_small() -> None:
    assert given("instance_host", "Meetings.Example.org") == "meetings.example.org"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_bounds_are_those_that_the_words_name(name: str) -> None:
    bounds = [
        bound
        for rule in Settings.model_fields[name].metadata
        for bound in ([rule.ge] if isinstance(rule, Ge) else [rule.le] if isinstance(rule, Le) else [])
    ]
    numbers = (
        [int(number) for number in re.findall(r"\d+", pair(f"settings.expects.{name}")[1])] if bounds else []
    )

    assert numbers == bounds


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1


def test_the_text_of_settings_hides_credentials() -> None:
    settings = Settings(
        database_url="postgresql://user:hunter2@db.example.org/meetings",
        smtp_url="smtp://user:hunter2@mail.example.org",
        secret_key="hunter2" * 8,
    )

    assert "hunter2" not in repr(settings)
    assert "hunter2" not in str(settings)


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        (Settings(), "http://127.0.0.1:8000"),
        (Settings(host="0.0.0.0", port=80), "http://127.0.0.1:80"),
        (Settings(host="::1"), "http://[::1]:8000"),
        (Settings(host="intranet"), "http://intranet:8000"),
        (Settings(base_url="https://meetings.example.org/x/"), "https://meetings.example.org/x"),
    ],
)
def test_the_public_url(settings: Settings, url: str) -> None:
    assert settings.public_url == url


def test_the_sender_is_given_or_made_from_the_host() -> None:
    assert Settings(mail_from="office@example.org").sender == "office@example.org"
    assert Settings(base_url="https://meetings.example.org").sender == "meeting-cadence@meetings.example.org"


def test_the_host_of_uids_is_given_or_that_of_the_base_url() -> None:
    assert (
        Settings(instance_host="a.example.org", base_url="https://b.example.org").uid_host == "a.example.org"
    )
    assert Settings(base_url="https://b.example.org:8443").uid_host == "b.example.org"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///meeting-cadence.db", Path("meeting-cadence.db")),
        ("sqlite:////var/lib/record.db", Path("/var/lib/record.db")),
        ("sqlite:///record.db?timeout=5", Path("record.db")),
        ("sqlite:///:memory:", None),
        ("postgresql://db.example.org/meetings", None),
    ],
)
def test_the_database_file(url: str, path: Path | None) -> None:
    assert Settings(database_url=url).database_file == path
