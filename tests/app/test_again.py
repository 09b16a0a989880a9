"""Reads are tried again when the database was out of reach, at most twice; nothing else is."""

import asyncio
from collections.abc import Sequence

import pytest

from meeting_cadence.app.again import ReadAgain
from meeting_cadence.app.headers import Message, Receive, Scope, Send

GONE, REFUSED, GOOD = "gone", "refused", "good"


class Spelled:
    """An app that answers as it is told, one word an attempt; the last one holds."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.states: list[dict[str, object]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self.answers[min(len(self.states), len(self.answers) - 1)]
        self.states.append(scope["state"])
        if answer == GONE:
            scope["state"]["out_of_reach"] = True
        await send({"type": "http.response.start", "status": 200 if answer == GOOD else 503, "headers": []})
        await send({"type": "http.response.body", "body": answer.encode()})


def ask(app: Spelled, method: str = "GET") -> tuple[int, Sequence[float]]:
    """The status that arrives, and how long was waited in between."""
    waited: list[float] = []
    sent: list[Message] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    scope: Scope = {"type": "http", "method": method, "path": "/", "state": {"kept": 1}}
    asyncio.run(ReadAgain(app, sleep=sleep)(scope, receive, send))
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    return sent[0]["status"], waited


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_read_is_tried_until_the_database_is_back(method: str) -> None:
    assert ask(Spelled(GOOD), method) == (200, [])
    assert ask(Spelled(GONE, GOOD), method) == (200, [0.2])
    assert ask(Spelled(GONE, GONE, GOOD), method) == (200, [0.2, 0.8])


def test_after_three_attempts_the_failure_is_told() -> None:
    app = Spelled(GONE)
    assert ask(app) == (503, [0.2, 0.8])
    assert len(app.states) == 3


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_may_write_is_never_sent_twice(method: str) -> None:
    app = Spelled(GONE, GOOD)
    assert ask(app, method) == (503, [])
    assert len(app.states) == 1


def test_another_failure_is_told_at_once() -> None:
    assert ask(Spelled(REFUSED, GOOD)) == (503, [])


def test_every_attempt_begins_with_the_scope_as_it_came() -> None:
    app = Spelled(GONE, GOOD)
    ask(app)
    assert app.states == [{"kept": 1, "out_of_reach": True}, {"kept": 1}]
