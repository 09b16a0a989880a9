"""`serve`: the service as the settings say."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

import click

from meeting_cadence import clock
from meeting_cadence.cli.language import language_of
from meeting_cadence.cli.show import with_lang
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.workday_notices import NoticeFolder
from meeting_cadence.settings import Settings
from meeting_cadence.settings.secret_key import secret_key_of
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.kept_notices import notices_of
from meeting_cadence.store.settings_trail import note_settings
from meeting_cadence.words.say import say

_QUEUE = 2048
"""Connections that may wait to be taken."""


class PortTaken(MeetingCadenceError):
    """Something else listens there, or the address is not of this machine. Subject: host and port."""

    code = "port_taken"


@click.command("serve")
@click.option("--host", help="Address to listen on; default: the settings'. 监听地址，默认按设置。")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port; default: the settings'. 端口，默认按设置。"
)
@click.option(
    "--no-work",
    is_flag=True,
    help="Serve only; `work` ticks and sends in processes of its own. 只提供网页，判定和发信由 work 进程承担。",
)
@with_lang
def serve(host: str | None, port: int | None, no_work: bool) -> None:
    """Run pages, API, feeds and the doorbell in one process. 启动服务。"""
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    loaded = Settings.load()
    settings = loaded.model_copy(update=given)
    taken = take(settings.host, settings.port)
    store = open_store(settings.database_url, secret=partial(secret_key_of, settings))
    store.prepare()
    note_settings(store, loaded, at=clock.now())
    tables = notices_of(store, NoticeFolder(settings.workdays_folder))
    link = first_administrator_link(store, settings)
    if link is not None:
        click.echo(say("cli.serve.first_link", language_of(), link=link))
    run(settings, store, tables, taken, with_work=not no_work)


def take(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done; connections are refused until `answer`. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP: asyncio sends small answers without delay only then (40 ms a request otherwise).
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with _told(taken, host, port):
        taken.bind((host, port))
    return taken


def answer(taken: socket.socket) -> None:
    """Let connections come: only once they can be answered, for a proxy would wait here instead of asking the next
    process. Raises PortTaken where another took it at the same time.
    """
    host, port = taken.getsockname()[:2]
    with _told(taken, host, port):
        taken.listen(_QUEUE)


@contextmanager
def _told(taken: socket.socket, host: str, port: int) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        taken.close()
        raise PortTaken(f"{host}:{port}", reason=failure.strerror or str(failure)) from failure


def first_administrator_link(store: Store, settings: Settings) -> str | None:
    """The address by which the first administrator chooses a login; None once somebody is there."""
    from meeting_cadence.actions.people import first_link
    from meeting_cadence.store.people import SqlPeople

    with store.session() as session:
        invited = first_link(SqlPeople(session, at=clock.now()))
    return f"{settings.public_url}/welcome/{invited.token}" if invited else None


def run(
    settings: Settings, store: Store, tables: Tables, taken: socket.socket, *, with_work: bool = True
) -> None:
    """Serve until the process is told to stop; then end what is under way and give the database back."""
    import uvicorn

    from meeting_cadence.app import build_app
    from meeting_cadence.logs import set_up_logging

    set_up_logging(level=settings.log_level, form=settings.log_format)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    present: Callable[[], datetime] = clock.now
    config = uvicorn.Config(
        build_app(settings, store, clock=present, tables=tables, with_doorbell=with_work),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=10,
    )
    try:
        answer(taken)
        click.echo(say("cli.serve.address", language_of(), address=settings.public_url))
        uvicorn.Server(config).run(sockets=[taken])
    finally:
        store.close()
