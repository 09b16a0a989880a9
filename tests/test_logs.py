"""The log is structured and never holds a secret."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from meeting_cadence.logs import set_up_logging, strike_out

TOKEN = "q7" * 22


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Leave the root logger as it was found."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("event", "left"),
    [
        ({"password": "hunter2"}, {"password": "***"}),
        ({"feed_token": TOKEN}, {"feed_token": "***"}),
        ({"Authorization": "Bearer x"}, {"Authorization": "***"}),
        ({"url": "smtp://user:hunter2@mail.example.org"}, {"url": "smtp://***@mail.example.org"}),
        ({"path": f"/feeds/{TOKEN}.ics"}, {"path": "/feeds/***.ics"}),
        ({"event": "GET /done?token=abc&lang=zh"}, {"event": "GET /done?token=***&lang=zh"}),
        ({"headers": {"Cookie": "s=1", "Accept": "*/*"}}, {"headers": {"Cookie": "***", "Accept": "*/*"}}),
        ({"tried": ["smtp://u:p@h", 3]}, {"tried": ["smtp://***@h", 3]}),
        ({"event": "tick", "flips": 3}, {"event": "tick", "flips": 3}),
        (
            {"path": "/obligations/abcdefghijklmnopqrstuvwxyz"},
            {"path": "/obligations/abcdefghijklmnopqrstuvwxyz"},
        ),
    ],
)
def test_what_is_struck_out(event: dict[str, object], left: dict[str, object]) -> None:
    assert strike_out(None, "info", event) == left


def test_for_programs_each_event_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(level="info", form="json")
    structlog.get_logger("meeting_cadence").info("tick", flips=3, place="网信办")

    event = json.loads(capsys.readouterr().err)

    assert (event["event"], event["flips"], event["place"], event["level"]) == ("tick", 3, "网信办", "info")
    assert event["timestamp"].endswith("Z")


def test_for_people_events_are_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(level="info", form="console")
    structlog.get_logger("meeting_cadence").warning("mail refused", code=550)

    line = capsys.readouterr().err

    assert "[warning" in line
    assert "mail refused" in line
    assert "code=550" in line
    assert "\x1b" not in line


def test_below_the_level_nothing_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(level="warning", form="json")
    structlog.get_logger("meeting_cadence").info("tick")
    logging.getLogger("uvicorn.access").info("GET /")

    assert capsys.readouterr().err == ""


def test_what_libraries_log_is_struck_out_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    access = logging.getLogger("uvicorn.access")
    # A uvicorn that another test ran in this process has cut this logger off.
    monkeypatch.setattr(access, "propagate", True)
    before = access.level
    access.setLevel(logging.NOTSET)
    set_up_logging(level="info", form="json")
    access.info('%s - "%s %s"', "10.0.0.7", "GET", f"/feeds/{TOKEN}.ics")
    access.setLevel(before)

    assert json.loads(capsys.readouterr().err)["event"] == '10.0.0.7 - "GET /feeds/***.ics"'


def test_a_traceback_is_struck_out_too(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(level="info", form="json")
    try:
        raise OSError("no answer of smtp://user:hunter2@mail.example.org")
    except OSError:
        logging.getLogger("meeting_cadence").exception("mail")

    logged = capsys.readouterr().err

    assert "hunter2" not in logged
    assert "no answer of smtp://***@mail.example.org" in logged
