"""Numbers of pages below a long table: the first, the last and those around the one that is shown."""

from typing import NamedTuple

from meeting_cadence.pages.visit import Visit


class PageLink(NamedTuple):
    """`is_here`: the page that is shown."""

    number: int
    href: str
    is_here: bool


def page_links(visit: Visit, number: int, a_page: int, shown: int) -> list[PageLink]:
    """Links to the pages of so many lines; nothing where one page holds all."""
    last = -(-number // a_page)
    near = sorted({1, last, *range(max(shown - 2, 1), min(shown + 2, last) + 1)}) if last > 1 else []
    return [PageLink(one, visit.href(page=str(one)), one == shown) for one in near]
