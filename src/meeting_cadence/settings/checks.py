"""Checks of single settings. Each returns the value in its one spelling or raises ValueError."""

import re
from collections.abc import Iterable
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import SecretStr

DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
MAIL_SCHEMES = ("smtp", "smtp+starttls", "smtps")
OTHER_CHANNELS = ("email", "webhook")
_CHAT_NAME = re.compile(r"\A[a-z][a-z0-9-]{0,39}\Z")
_CHAT = re.compile(r"\A(wecom|dingtalk|feishu|slack|teams)\+https?://[^\s@/]+/\S*\Z")
_HOST_NAME = re.compile(r"\A[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\Z")


def check_database_url(url: str) -> str:
    """A SQLAlchemy address of SQLite (`sqlite:///file`) or PostgreSQL (`postgresql://…`)."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in DATABASES or not rest:
        raise ValueError
    if scheme == "sqlite" and not rest.startswith("/"):
        raise ValueError
    return url


def check_base_url(url: str) -> str:
    """http or https with a host, without credentials, query or fragment; returned without its last slash."""
    parts = urlsplit(url)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.query
        or parts.fragment
        or "@" in parts.netloc
    ):
        raise ValueError
    _port_of(url)
    return url.rstrip("/")


def check_alive_url(secret: SecretStr) -> SecretStr:
    """http or https with a host, without user, password or fragment."""
    parts = urlsplit(secret.get_secret_value())
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise ValueError
    _port_of(secret.get_secret_value())
    return secret


def check_provider_url(url: str) -> str:
    """https, or http on this very machine, with a host and without credentials or fragment; returned as it is."""
    parts = urlsplit(url)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise ValueError
    if not parts.hostname or parts.fragment or "@" in parts.netloc:
        raise ValueError
    _port_of(url)
    return url


def check_smtp_url(secret: SecretStr) -> SecretStr:
    """`smtp://host:port`, `smtp+starttls://…` or `smtps://…`, `user:password@` if the server wants it."""
    parts = urlsplit(secret.get_secret_value())
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError
    _port_of(secret.get_secret_value())
    return secret


def check_origins(listed: Iterable[str]) -> tuple[str, ...]:
    """Addresses of sites without a path, as `https://portal.example.org` or `http://10.1.2.3:8080`."""
    return tuple(_origin(one) for one in listed)


def _origin(one: str) -> str:
    parts = urlsplit(one)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError
    port = f":{parts.port}" if parts.port is not None else ""
    return f"{parts.scheme}://{check_host_name(parts.hostname)}{port}"


def check_hosts(listed: Iterable[str]) -> tuple[str, ...]:
    """Host names, addresses and networks, as `oa.example.org`, `10.1.2.3` or `10.1.0.0/16`."""
    return tuple(_network_or_name(one) for one in listed)


def _network_or_name(one: str) -> str:
    try:
        return str(ip_network(one))
    except ValueError:
        return check_host_name(one)


def check_chats(chats: dict[str, SecretStr]) -> dict[str, SecretStr]:
    """Names of small letters, digits and hyphens, and for each the service and the address of its robot."""
    for name, address in chats.items():
        if (
            not _CHAT_NAME.match(name)
            or name in OTHER_CHANNELS
            or not _CHAT.match(address.get_secret_value())
        ):
            raise ValueError
    return chats


def _port_of(url: str) -> int | None:
    """The port of an address; urlsplit raises ValueError for one that cannot be."""
    return urlsplit(url).port


def check_proxies(networks: Iterable[str]) -> tuple[str, ...]:
    """Addresses and networks, as `10.0.0.5` or `10.0.0.0/8`."""
    return tuple(str(ip_network(network)) for network in networks)


def check_host_name(name: str) -> str:
    """A host name in lower case."""
    if not _HOST_NAME.match(name):
        raise ValueError
    return name.lower()


def check_zone(name: str) -> str:
    """An IANA zone, as `Asia/Shanghai`."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError) as unknown:
        raise ValueError from unknown
    return name


def check_folder(folder: Path) -> Path:
    """A folder that was named must exist; the default one need not."""
    if not folder.is_dir():
        raise ValueError
    return folder
