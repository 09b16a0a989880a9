"""Chats through their robots, each written to a real server that stands for the product in one's own house."""

import base64
import hmac
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.alerts.http_sink import HttpSink, listening

from meeting_cadence.alerts.channels.channel import LineError, Message, Told
from meeting_cadence.alerts.channels.chat import Chat, ChatChannel, ChatExtraMissing, ChatInvalid
from meeting_cadence.alerts.channels.chat.channel import chat_text
from meeting_cadence.bodies import Text
from meeting_cadence.words.errors import tell

AT = datetime(2025, 1, 2, 1, 0, tzinfo=UTC)
TOLD = Told(
    "k" * 26, "commission", "plenary", "2024", "overdue", "2024-12-31", Text("未见登记。", "No record seen."),
    "https://house.example/obligations/k", "https://house.example/act/t",
)  # fmt: skip
TEXT = "【逾期】全体会议\n\n未见登记。\nNo record seen.\nhttps://house.example/act/t"
LETTER = Message("abc@house", "office", "【逾期】全体会议", "正文", "<p>正文</p>", AT, None, (TOLD,))
ROBOTS = {
    "wecom": "/cgi-bin/webhook/send?key=KEY-0123456789",
    "dingtalk": "/robot/send?access_token=TOKEN0123456789&secret=SEC0123456789",
    "feishu": "/open-apis/bot/v2/hook/TOKEN-0123456789?secret=SEC0123456789",
    "slack": "/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "teams": "/workflows/643e69f83c8944438d68119179a10a64/triggers/manual/paths/invoke"
    "?api-version=2016-06-01&sig=KODuebWbDGYFr0z0eu-6Rj8aUKz7108W3wrNJZxFE5A",
}
TAKEN = {
    "wecom": b'{"errcode":0}',
    "dingtalk": b'{"errcode":0}',
    "feishu": b'{"code":0}',
    "slack": b"ok",
    "teams": b"",
}


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with listening(HttpSink()) as served:
        yield served


def channel(service: str, sink: HttpSink, *, before: str = "") -> ChatChannel:
    return ChatChannel(Chat.parse("office", f"{service}+{sink.url}{before}{ROBOTS[service]}"), timeout=5)


def sent(service: str, sink: HttpSink, **how: str) -> tuple[str, dict[str, list[str]], dict[str, object]]:
    """Path, what was asked, and body of the letter that arrived."""
    sink.answer(202 if service == "teams" else 200, TAKEN[service])
    channel(service, sink, **how).send(LETTER)
    (arrived,) = sink.arrived
    parts = urlsplit(arrived.path)
    return parts.path, parse_qs(parts.query), json.loads(arrived.body)


def failure(service: str, sink: HttpSink) -> LineError:
    with pytest.raises(LineError) as caught:
        channel(service, sink).send(LETTER)
    return caught.value


def test_wecom(sink: HttpSink) -> None:
    assert sent("wecom", sink) == (
        "/cgi-bin/webhook/send",
        {"key": ["KEY-0123456789"]},
        {"msgtype": "text", "text": {"content": TEXT}},
    )


def test_dingtalk_signs(sink: HttpSink) -> None:
    path, asked, body = sent("dingtalk", sink)
    digest = hmac.new(b"SEC0123456789", b"1735779600000\nSEC0123456789", "sha256").digest()
    assert asked == {
        "access_token": ["TOKEN0123456789"],
        "timestamp": ["1735779600000"],
        "sign": [base64.b64encode(digest).decode()],
    }
    assert path == "/robot/send"
    assert body["text"] == {"content": TEXT}


def test_feishu_signs(sink: HttpSink) -> None:
    path, _, body = sent("feishu", sink)
    digest = hmac.new(b"1735779600\nSEC0123456789", b"", "sha256").digest()
    assert path.rstrip("/") == "/open-apis/bot/v2/hook/TOKEN-0123456789"
    assert body == {
        "timestamp": "1735779600",
        "sign": base64.b64encode(digest).decode(),
        "msg_type": "text",
        "content": {"text": TEXT},
    }


def test_slack(sink: HttpSink) -> None:
    path, _, body = sent("slack", sink)
    assert path == "/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
    assert "No record seen." in json.dumps(body, ensure_ascii=False)


def test_teams(sink: HttpSink) -> None:
    path, asked, body = sent("teams", sink)
    assert path == "/workflows/643e69f83c8944438d68119179a10a64/triggers/manual/paths/invoke"
    assert asked["sig"] == ["KODuebWbDGYFr0z0eu-6Rj8aUKz7108W3wrNJZxFE5A"]
    assert asked["api-version"] == ["2016-06-01"]
    assert "未见登记" in json.dumps(body, ensure_ascii=False)


@pytest.mark.parametrize("service", ROBOTS)
def test_a_path_before_the_known_one_is_kept(sink: HttpSink, service: str) -> None:
    path, _, _ = sent(service, sink, before="/gateway/chat")
    assert path.startswith("/gateway/chat/") and "://" not in path


@pytest.mark.parametrize(
    ("service", "answer", "permanent"),
    [
        ("wecom", b'{"errcode":93000,"errmsg":"invalid webhook url"}', True),
        ("wecom", b'{"errcode":45009,"errmsg":"api freq out of limit"}', False),
        ("wecom", b"<html>please sign in</html>", False),
        ("dingtalk", b'{"errcode":310000,"errmsg":"sign not match"}', True),
        ("dingtalk", b'{"errcode":130101,"errmsg":"send too fast"}', False),
        ("feishu", b'{"code":19024,"msg":"Key Words Not Found"}', True),
        ("feishu", b'{"code":11232,"msg":"frequency limited"}', False),
        ("feishu", b"[]", False),
        ("slack", b"<html>please sign in</html>", False),
    ],
)
def test_a_refusal_within_an_answer_of_200_is_one(
    sink: HttpSink, service: str, answer: bytes, permanent: bool
) -> None:
    sink.answer(200, answer)
    found = failure(service, sink)
    assert (found.permanent, found.answered, found.detail) == (permanent, True, answer.decode())


@pytest.mark.parametrize("service", ROBOTS)
def test_http_failures_are_told_apart(sink: HttpSink, service: str) -> None:
    sink.answer(404)
    assert failure(service, sink).permanent
    sink.answer(429, Retry_After="60")
    busy = failure(service, sink)
    assert (busy.permanent, busy.retry_after) == (False, timedelta(seconds=60))
    sink.answer(302, Location="https://elsewhere.example/")
    assert failure(service, sink).permanent
    sink.hang_up = True
    assert failure(service, sink).uncertain


@pytest.mark.parametrize("service", ROBOTS)
def test_no_secret_is_repeated(sink: HttpSink, service: str, caplog: pytest.LogCaptureFixture) -> None:
    secrets = channel(service, sink).chat.secrets
    sink.answer(400, " ".join(secrets).encode())
    with caplog.at_level(logging.DEBUG):
        found = failure(service, sink)
    told = found.detail + caplog.text + tell(found, "zh") + str(found)
    assert "***" in found.detail
    assert [secret for secret in secrets if len(secret) > 8 and secret in told] == []


def test_a_long_digest_counts_what_does_not_fit() -> None:
    letter = LETTER._replace(told=(TOLD,) * 40)
    text = chat_text(letter, 2048)
    assert len(text.encode()) <= 2048
    told = text.count("未见登记。")
    assert text.endswith(
        f"另有{40 - told}项，请登录系统查看。\n{40 - told} more: please sign in to see them."
    )
    assert chat_text(LETTER._replace(told=(), text="长" * 1000), 2048).endswith("长…")


@pytest.mark.parametrize(
    "address",
    [
        "wecom+https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
        "wecom+https://qyapi.weixin.qq.com/other?key=K",
        "wecom+ftp://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K",
        "wecom+https://u:p@host.example/cgi-bin/webhook/send?key=K",
        "icq+https://host.example/cgi-bin/webhook/send?key=K",
        "https://host.example/cgi-bin/webhook/send?key=K",
        "wecom+https://host.example:99999/cgi-bin/webhook/send?key=K",
        "",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(ChatInvalid) as caught:
        Chat.parse("office", address)
    assert "key=K" not in tell(caught.value, "zh") and "office" in tell(caught.value, "zh")


def test_a_key_that_the_product_cannot_have_is_refused() -> None:
    with pytest.raises(ChatInvalid):
        ChatChannel(Chat.parse("office", "wecom+https://host.example/cgi-bin/webhook/send?key=a%20b"))


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "apprise.plugins.wecombot", None)
    with pytest.raises(ChatExtraMissing) as caught:
        ChatChannel(Chat.parse("office", "wecom+https://host.example/cgi-bin/webhook/send?key=K"))
    assert "meeting-cadence[chat]" in tell(caught.value, "zh")
