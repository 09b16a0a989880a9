"""Contacts on the page of people: added over any channel, taken away, and tried for real."""

import json
from collections.abc import Iterator

import pytest
from tests.alerts.http_sink import HttpSink, listening
from tests.conftest import Office, Served

SECRET_KEY = "KEY-0123456789"


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with listening(HttpSink()) as made:
        yield made


@pytest.fixture
def chatty(sqlite_office: Office, sink: HttpSink) -> Served:
    """A service with a webhook host and one chat."""
    robot = f"wecom+{sink.url}/cgi-bin/webhook/send?key={SECRET_KEY}"
    return Served(sqlite_office, webhook_hosts=["127.0.0.1"], chats={"office": robot})


def test_a_contact_of_a_chat_needs_no_address_and_wants_its_all_clear(chatty: Served) -> None:
    browser = chatty.client("administrator")
    form = {"body": "commission", "role": "chair", "channel": "office", "address": "", "all_clear": "1"}
    assert browser.post("/contacts", data=form).status_code == 303
    page = browser.get("/people").text
    assert "群机器人 office" in page and "每周平安报告" in page
    assert SECRET_KEY not in page
    contact = chatty.office.world.body("commission").contacts[-1]
    assert (contact.channel, contact.address, contact.all_clear) == ("office", "office", True)
    assert browser.post("/contacts/remove", data=form).status_code == 303
    assert [one.channel for one in chatty.office.world.body("commission").contacts] == ["email"]


def test_a_test_is_sent_over_the_channel_and_left_on_the_trail(chatty: Served, sink: HttpSink) -> None:
    browser = chatty.client("administrator")
    form = {"body": "commission", "role": "chair", "channel": "office", "address": "office"}
    browser.post("/contacts", data=form)
    sink.answer(200, b'{"errcode":0}')
    assert browser.post("/contacts/test", data=form).status_code == 303
    (arrived,) = sink.arrived
    assert arrived.path == f"/cgi-bin/webhook/send?key={SECRET_KEY}"
    assert "测试通知" in json.loads(arrived.body)["text"]["content"]
    trail = chatty.client("auditor").get("/audit").text
    assert "contact.tried" in trail and SECRET_KEY not in trail


def test_what_a_channel_refuses_is_told_without_its_key(chatty: Served, sink: HttpSink) -> None:
    browser = chatty.client("administrator")
    form = {"body": "commission", "role": "chair", "channel": "office", "address": "office"}
    browser.post("/contacts", data=form)
    sink.answer(200, b'{"errcode":93000,"errmsg":"invalid webhook url ' + SECRET_KEY.encode() + b'"}')
    answer = browser.post("/contacts/test", data=form)
    assert answer.status_code == 422
    assert "93000" in answer.text and SECRET_KEY not in answer.text


def test_only_what_is_on_record_can_be_tried(chatty: Served, sink: HttpSink) -> None:
    form = {"body": "commission", "role": "chair", "channel": "webhook", "address": f"{sink.url}/in"}
    answer = chatty.client("administrator").post("/contacts/test", data=form)
    assert answer.status_code == 422 and "没有联系人" in answer.text
    assert sink.arrived == []


def test_a_channel_that_is_not_set_up_is_refused_with_those_that_are(chatty: Served) -> None:
    browser = chatty.client("administrator")
    form = {"body": "commission", "role": "secretariat", "address": "c@example.org"}
    answer = browser.post("/contacts/test", data=form)
    assert answer.status_code == 422 and "office, webhook" in answer.text
