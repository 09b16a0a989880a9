"""A bar for long judging: on a terminal, from a size on, up to its end; and the projection moves it."""

import io
import sys
from typing import Any

import click
import pytest

from meeting_cadence.cli.progress import MANY, on_terminal
from meeting_cadence.store.projection import all_streams, reproject_all
from meeting_cadence.store.registry import load_world


class Terminal(io.StringIO):
    """Text that says it is shown to a person."""

    def isatty(self) -> bool:
        return True


def told(monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, total: int) -> str:
    monkeypatch.setattr(sys, "stderr", screen)
    with click.Context(click.Command("apply")):
        done = on_terminal(total)
        for more in (total - 1, 1):
            done(more)
    return screen.getvalue()


def test_much_is_shown_on_a_terminal_until_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = told(monkeypatch, Terminal(), MANY)
    assert "100%" in shown and shown.endswith("\n")


def test_little_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, Terminal(), MANY - 1) == ""


def test_nothing_is_shown_to_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, io.StringIO(), MANY) == ""


def test_judging_tells_how_much_there_is_and_every_part_of_it(sqlite_office: Any) -> None:
    totals: list[int] = []
    parts: list[int] = []
    with sqlite_office.store.session() as session:
        world = load_world(session)
        reproject_all(
            session,
            world,
            at=sqlite_office.at,
            tables=sqlite_office.tables,
            progress=lambda total: totals.append(total) or parts.append,
        )
    assert totals == [len(all_streams(world))] == [sum(parts)]
