"""Pictures of the mails and of the page that their links open, to be looked at: phone and desktop, HTML and text.

    .venv/bin/python docs/mail_pictures.py FOLDER

Needs the development extra and a chromium (CHROMIUM, else /usr/bin/chromium). The example of the Zhejiang pack is
filled into a store in FOLDER, time passes, and what would leave is caught instead of sent.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.enter import enter
from meeting_cadence.alerts.channels.channel import Message
from meeting_cadence.alerts.deliver import drain
from meeting_cadence.alerts.setup import courier_of
from meeting_cadence.alerts.tick import tick
from meeting_cadence.app import build_app
from meeting_cadence.cli import demo
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.regulations.workday_notices import tables_from
from meeting_cadence.settings import Settings
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.migrate import prepare
from meeting_cadence.store.registry import digest_of

WIDTHS = {"phone": 390, "desktop": 1280}
START = datetime.fromisoformat("2026-11-16T09:00:00+08:00")
PORT = 8391


HOURS = """
format: 1
pack: hours
title: {zh: 示例：4小时内报告, en: "Example: reported within four hours"}
timezone: Asia/Shanghai
bodies:
  - id: duty
    name: {zh: 示例值班室, en: Example duty office}
    contacts: [{role: secretariat, email: duty@example.org, name: 示例值班}]
regulations:
  - id: duty-rules
    title: {zh: 示例规定（虚构）, en: Example rules (invented)}
    mandates:
      - id: incident-report
        title: {zh: 示例事件报告, en: Report of an example incident}
        article: 第六条
        quote: 发生示例事件的，应当在4小时内报告（虚构）
        obliged: {body: duty}
        act: report
        counts: {forms: [written]}
        clauses: [{deadline: {after: {event: incident}, within: 4h, count: instant}}]
"""
NAMES = {
    "到期提醒": "due_soon",
    "逾期未见登记": "overdue",
    "无登记，请确认": "confirm",
    "不符合要求": "violated",
    "更正：已按期召开": "corrected",
    "更正：已按期办结": "corrected",
}


class Caught:
    """A channel that keeps what it is given."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def send(self, message: Message) -> None:
        self.messages.append(message)

    def line(self, message: Message) -> str:
        return "caught"

    def close(self) -> None:
        """There is nothing to give back."""


def main(folder: Path) -> None:
    """Write the pictures into the folder, by what they show, their language and width."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        settings = Settings(
            database_url=f"sqlite:///{place}/pictures.db",
            base_url=f"http://127.0.0.1:{PORT}",
            smtp_url="smtp://127.0.0.1:9",
        )
        store = open_store(settings.database_url)
        prepare(store)
        caught = _pass_time(store, settings)
        with _serving(store, settings), sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
            for name, message in caught.items():
                _picture_mail(browser, folder, name, message)
            for name in ("due_soon", "overdue", "hours"):
                _picture_act(browser, folder, name, caught[name])
            browser.close()


def _pass_time(store: Store, settings: Settings) -> Mapping[str, Message]:
    """One message of each sort, as they leave in the weeks after the start."""
    tables = tables_from(Path("config/workdays"))
    demo.prepare(store, settings, tables, at=START, language="zh")
    _add_hours(store, tables)
    channel, at = Caught(), START
    courier = courier_of(settings, store, tables=tables, clock=lambda: at)._replace(
        channels={"email": channel}
    )
    for day in range(75):
        at = START + timedelta(days=day, minutes=5)
        for content in _happens(day):
            with store.session() as session:
                enter(SqlDesk(session, at=at, tables=tables), content, by="示例秘书")
        tick(store, at=at, tables=tables, base_url=settings.public_url)
        drain(courier)
    return _chosen(channel.messages)


def _add_hours(store: Store, tables: Tables) -> None:
    files = {"hours.yaml": HOURS}
    with store.session() as session:
        desk = SqlDesk(session, at=START, tables=tables)
        digest = digest_of(files, "hours.yaml")
        apply_pack(desk, pack="hours", files=files, root="hours.yaml", digest=digest, by="示例")
        enter(desk, {"adopt": {"regulation": "duty-rules", "body": "duty", "on": "2026-11-01"}}, by="示例")


def _happens(day: int) -> Iterator[dict[str, Any]]:
    """An incident on the second day; a meeting that was held in time, put on record after it was told as overdue."""
    if day == 1:
        instant = (START + timedelta(days=1)).isoformat()
        yield {"event": {"id": "incident-1", "body": "duty", "kind": "incident", "at": instant}}
    if day == 60:
        act = {"body": "zj-commission", "kind": "commission_plenary", "start": "2026-12-28", "id": "late-1"}
        yield {"act": act}


def _chosen(messages: list[Message]) -> Mapping[str, Message]:
    """The first of each sort; of overdue the second too, for its other colour; and the first digest."""
    found: dict[str, Message] = {}
    for message in messages:
        heading = message.subject.split("】")[0].strip("【")
        name = NAMES.get(heading, "digest" if "共" in heading else "other")
        if "剩余" in message.subject:
            name = "hours"
        if name == "overdue" and "第2次" in message.text:
            name = "overdue-again"
        found.setdefault(name, message)
    return found


@contextmanager
def _serving(store: Store, settings: Settings) -> Iterator[None]:
    """The service on its port, at the end of the time that passed."""
    now = START + timedelta(days=1, hours=1)
    tables = tables_from(Path("config/workdays"))
    app = build_app(settings, store, clock=lambda: now, tables=tables, with_doorbell=False)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=PORT, log_level="error"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _picture_mail(browser: Browser, folder: Path, name: str, message: Message) -> None:
    """The mail as HTML and as text; Chinese and English stand in one mail, one below the other."""
    style = "white-space:pre-wrap;overflow-wrap:anywhere;font:15px/1.5 monospace"
    plain = f"<!DOCTYPE html><meta charset=utf-8><pre style='{style}'>{escape(message.text)}</pre>"
    head = f"<p style='font:13px sans-serif;color:#555;margin:8px 16px'>{escape(message.subject)}</p>"
    for width, pixels in WIDTHS.items():
        for form, html in (
            ("html", message.html.replace("<body", f"{head}<body", 1)),
            ("text", head + plain),
        ):
            page = browser.new_page(viewport={"width": pixels, "height": 800})
            page.set_content(html)
            page.screenshot(path=folder / f"mail-{name}-{form}-{width}.png", full_page=True)
            page.close()


def _picture_act(browser: Browser, folder: Path, name: str, message: Message) -> None:
    """The page behind the mail's own link, in both languages."""
    found = re.search(r"http://\S+?/act/[\w.-]+", message.text)
    assert found is not None, "a mail that can be answered has a link"
    address = found[0]
    for width, pixels in WIDTHS.items():
        for language in ("zh", "en"):
            page = browser.new_page(viewport={"width": pixels, "height": 800})
            page.goto(f"{address}?lang={language}")
            page.screenshot(path=folder / f"act-{name}-{language}-{width}.png", full_page=True)
            page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
