"""Browser windows over a house: each watches what a page must never do."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from playwright.sync_api import Browser, BrowserContext, Page, Playwright
from tests.browser.house import OpenHouse

CHROMIUM: Final = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DESKTOP: Final = {"width": 1280, "height": 900}
PHONE: Final = {"width": 390, "height": 844}
SOON: Final = 30_000
"""Milliseconds after which something on a page is missing."""


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, without a window; `--no-sandbox` only as root, where it has no other way."""
    arguments = ["--disable-gpu", "--disable-dev-shm-usage", "--lang=zh-CN"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield browser
    browser.close()


@dataclass
class Watch:
    """What was seen in a window that must not be: all of it stays empty."""

    base: str
    abroad: list[str] = field(default_factory=list)
    """Addresses of another host that were asked for."""
    console: list[str] = field(default_factory=list)
    """Errors, violations of the content policy among them."""
    dialogs: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.console.append(str(error.error)))
        context.on("dialog", self._note_dialog)

    def _note_request(self, request: Any) -> None:
        if not request.url.startswith((self.base + "/", "data:", "about:")):
            self.abroad.append(request.url)

    def _note_console(self, message: Any) -> None:
        # A refused form answers 4xx with a page of its own; Chromium notes the status as an error of the page.
        is_status = "the server responded with a status of 4" in message.text
        if message.type == "error" and not is_status:
            self.console.append(f"{message.type}: {message.text}")

    def _note_dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def forget(self) -> None:
        """What was seen so far was meant."""
        for seen in (self.abroad, self.console, self.dialogs):
            seen.clear()

    def check(self) -> None:
        """Raises AssertionError for whatever was seen."""
        seen = {"abroad": self.abroad, "console": self.console, "dialogs": self.dialogs}
        assert not any(seen.values()), seen


Scheme = Literal["light", "dark"]


@dataclass
class Windows:
    """Opens windows for people of a role; each is watched until it is closed."""

    browser: Browser
    house: OpenHouse
    watches: list[Watch] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        role: str | None = "secretary",
        *,
        language: str = "zh",
        phone: bool = False,
        scheme: Scheme = "light",
        javascript: bool = True,
        token: str | None = None,
        guarded: bool = True,
    ) -> Page:
        """A fresh window; nobody is signed in where `role` is None. `token`: the session of somebody else.

        Not `guarded`: content policies are passed over, so that only escaping is in the way of a script.
        """
        context = self.browser.new_context(
            base_url=self.house.base,
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            has_touch=phone,
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            bypass_csp=not guarded,
            locale="zh-CN" if language == "zh" else "en-GB",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(SOON)
        watch = Watch(self.house.base)
        watch.over(context)
        self.watches.append(watch)
        self.contexts.append(context)
        cookies = {"language": language}
        if role is not None:
            cookies["session"] = token or self.house.tokens[role]
        context.add_cookies(
            [{"name": name, "value": value, "url": self.house.base} for name, value in cookies.items()]
        )
        return context.new_page()

    def close(self) -> None:
        """Close every window; raises AssertionError for what one of them must not have done."""
        for context in self.contexts:
            context.close()
        for watch in self.watches:
            watch.check()
