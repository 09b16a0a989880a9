"""A bar on the terminal for what judges very much: applying a pack, rebuilding, verifying."""

import sys
from collections.abc import Callable
from typing import Final

import click

from meeting_cadence.cli.show import spoken
from meeting_cadence.words.say import say

MANY: Final = 500
"""Fewer streams than this are judged before a bar could be read."""


def on_terminal(total: int) -> Callable[[int], object]:
    """A bar over so many streams on standard error; nothing where that is no terminal. Answers what moves it on."""
    if total < MANY or not sys.stderr.isatty():
        return lambda _more: None
    bar = click.progressbar(length=total, label=say("cli.judging", spoken()), file=sys.stderr)
    bar.render_progress()

    def done(more: int) -> None:
        bar.update(more)
        if bar.finished:
            bar.render_finish()

    return done
