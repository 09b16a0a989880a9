"""Chats by the address that their product shows for a robot, with the name of the service before it.

    wecom+https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=KEY
    dingtalk+https://oapi.dingtalk.com/robot/send?access_token=TOKEN&secret=SECRET
    feishu+https://open.feishu.cn/open-apis/bot/v2/hook/TOKEN?secret=SECRET
    slack+https://hooks.slack.com/services/A/B/C
    teams+https://HOST/workflows/ID/triggers/manual/paths/invoke?sig=SIGNATURE

Any host may stand in place of the public one, with a path before the known one: products that run in one's own house
answer there. `apprise` knows what each of them wants to read; its extra is `chat`.
"""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from meeting_cadence.errors import MeetingCadenceError

Arguments = dict[str, Any]
Asked = Mapping[str, str]


class ChatInvalid(MeetingCadenceError):
    """The address of a chat cannot be read; the subject is its name, the address itself is a secret."""

    code = "chat_invalid"
    exit_status = 2


class ChatExtraMissing(MeetingCadenceError):
    """A chat is set up, but the library for chats is not installed."""

    code = "chat_extra_missing"
    exit_status = 2


class Service(NamedTuple):
    """One product. `path`: where its robots listen; what it captures and what is asked give the plugin's arguments."""

    module: str
    plugin: str
    path: re.Pattern[str]
    arguments: Callable[[re.Match[str], Asked], Arguments]
    most: int
    """Bytes of one text."""


class Chat(NamedTuple):
    """One robot of one group. `base`: scheme, host and the path before the known one."""

    name: str
    service: str
    base: str
    arguments: Arguments
    secret: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be repeated anywhere."""
        return tuple(one for one in (*self.arguments.values(), self.secret) if isinstance(one, str))

    @classmethod
    def parse(cls, name: str, address: str) -> "Chat":
        """Raises ChatInvalid."""
        service, _, plain = address.partition("+")
        try:
            parts = urlsplit(plain)
            port = parts.port
            asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
            found = SERVICES[service].path.search(parts.path)
            arguments = SERVICES[service].arguments(found, asked) if found is not None else {}
        except (KeyError, ValueError) as error:
            raise ChatInvalid(name) from error
        if (
            found is None
            or parts.scheme not in ("http", "https")
            or not parts.hostname
            or parts.username
            or port == 0
        ):
            raise ChatInvalid(name)
        base = f"{parts.scheme}://{parts.netloc}{parts.path[: found.start()]}"
        secret = asked.get("secret") if service in ("dingtalk", "feishu") else None
        return cls(name, service, base, arguments, secret)


def plugin_of(chat: Chat) -> Any:
    """The library's object for this chat. Raises ChatExtraMissing, ChatInvalid."""
    service = SERVICES[chat.service]
    try:
        module = import_module(service.module)
    except ImportError as error:
        raise ChatExtraMissing(chat.name) from error
    try:
        return getattr(module, service.plugin)(**chat.arguments)
    except TypeError as error:  # What apprise raises for arguments that cannot be.
        raise ChatInvalid(chat.name) from error


def _teams(found: re.Match[str], asked: Asked) -> Arguments:
    given = {
        "workflow": found["workflow"],
        "signature": asked["sig"],
        "host": "teams",
        "include_image": False,
    }
    return given | {"version": asked["api-version"]} if "api-version" in asked else given


SERVICES: Final[Mapping[str, Service]] = {
    "wecom": Service(
        "apprise.plugins.wecombot",
        "NotifyWeComBot",
        re.compile(r"/cgi-bin/webhook/send/?$"),
        lambda _, asked: {"key": asked["key"]},
        2048,
    ),
    "dingtalk": Service(
        "apprise.plugins.dingtalk",
        "NotifyDingTalk",
        re.compile(r"/robot/send/?$"),
        lambda _, asked: {"token": asked["access_token"]},
        18_000,
    ),
    "feishu": Service(
        "apprise.plugins.feishu",
        "NotifyFeishu",
        re.compile(r"/open-apis/bot/v2/hook/(?P<token>[^/]+)/?$"),
        lambda found, _: {"token": found["token"]},
        18_000,
    ),
    "slack": Service(
        "apprise.plugins.slack",
        "NotifySlack",
        re.compile(r"/services/(?P<token_a>[^/]+)/(?P<token_b>[^/]+)/(?P<token_c>[^/]+)/?$"),
        lambda found, _: {**found.groupdict(), "include_image": False, "include_footer": False},
        30_000,
    ),
    "teams": Service(
        "apprise.plugins.workflows",
        "NotifyWorkflows",
        re.compile(r"/workflows/(?P<workflow>[^/]+)/triggers/manual/paths/invoke/?$"),
        _teams,
        24_000,
    ),
}
