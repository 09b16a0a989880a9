"""The ways in which somebody works a page: by mouse, or by the keyboard alone."""

from typing import Final, Protocol

from playwright.sync_api import Locator, Page

MOST_TABS: Final = 200
"""Tab stops of the longest page; a control that is not reached by then cannot be reached."""


class Hands(Protocol):
    """What a person does with a page. Labels and words are those that stand on it."""

    page: Page

    def press(self, control: Locator) -> None:
        """Follow a link, push a button, open a detail, tick a box."""
        ...

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a list by what it says."""
        ...

    def write(self, label: str, text: str) -> None: ...

    def date(self, label: str, day: str) -> None:
        """Fill in a day, given as 2026-11-23."""
        ...


class Mouse:
    """Points, clicks and types; works without JavaScript too."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, control: Locator) -> None:
        control.click()

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def write(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        field.click()
        field.fill(text)

    def date(self, label: str, day: str) -> None:
        self.page.get_by_label(label, exact=True).fill(day)


class Keyboard:
    """Never touches the mouse: Tab until the control has the focus, then keys."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, control: Locator) -> None:
        self._reach(control)
        is_link = control.evaluate("one => one.tagName === 'A'")
        self.page.keyboard.press("Enter" if is_link else "Space")
        self.page.wait_for_load_state()

    def choose(self, label: str, option: str) -> None:
        """Arrow keys, as on a list that shows one line."""
        field = self.page.get_by_label(label, exact=True)
        self._reach(field)
        self.page.keyboard.press("Home")
        for _ in range(field.locator("option").count()):
            if field.evaluate("one => one.selectedOptions[0].text") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"“{option}” is no choice of {label}")

    def write(self, label: str, text: str) -> None:
        self._reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def date(self, label: str, day: str) -> None:
        """Digits go into the parts of the field in the order in which this browser shows them."""
        field = self.page.get_by_label(label, exact=True)
        self._reach(field)
        year, month, number = day.split("-")
        for digits in (month + number + year, year + month + number, number + month + year):
            self.page.keyboard.type(digits)
            if field.input_value() == day:
                return
            field.blur()
            self._reach(field)
        raise AssertionError(f"{day} could not be typed into {label}")

    def _reach(self, control: Locator) -> None:
        """Tab forward, over the end of the page if need be."""
        control.wait_for(state="visible")
        for _ in range(MOST_TABS):
            if control.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {control}")
