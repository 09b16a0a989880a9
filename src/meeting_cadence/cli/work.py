"""`work`: ticks and deliveries without pages, in a process of its own."""

import logging
import signal
from functools import partial
from threading import Event
from types import FrameType

import click

from meeting_cadence import clock
from meeting_cadence.cli.language import language_of
from meeting_cadence.cli.show import with_lang
from meeting_cadence.jobs.doorbell import Doorbell
from meeting_cadence.jobs.setup import doorbell_of
from meeting_cadence.logs import set_up_logging
from meeting_cadence.regulations.workday_notices import NoticeFolder
from meeting_cadence.settings import Settings
from meeting_cadence.settings.secret_key import secret_key_of
from meeting_cadence.store.engine import open_store
from meeting_cadence.store.kept_notices import notices_of
from meeting_cadence.store.settings_trail import note_settings
from meeting_cadence.words.say import say


@click.command("work")
@with_lang
def work() -> None:
    """Tick and send without serving pages: beside `serve --no-work`. 只做判定与发信，不提供网页。"""
    settings = Settings.load()
    store = open_store(settings.database_url, secret=partial(secret_key_of, settings))
    store.prepare()
    note_settings(store, settings, at=clock.now())
    set_up_logging(level=settings.log_level, form=settings.log_format)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    tables = notices_of(store, NoticeFolder(settings.workdays_folder))
    bell = doorbell_of(settings, store, tables=tables, clock=clock.now)
    click.echo(say("cli.work.started", language_of(), place=store.place))
    try:
        ring_until_told(bell)
    finally:
        store.close()
    click.echo(say("cli.work.stopped", language_of()))


def ring_until_told(bell: Doorbell) -> None:
    """Ring until the process gets SIGTERM or SIGINT; then let end what is under way."""
    told = Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    bell.start()
    told.wait()
    bell.stop()
