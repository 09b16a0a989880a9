"""Which resource a path means: the root, a person, their home, one of their calendars, an entry of it."""

import re
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

WELL_KNOWN: Final = "/.well-known/caldav"
ROOT: Final = "/dav"
_PATH: Final = re.compile(
    r"/dav(?:/(?:"
    r"(?P<principals>principals)/(?P<principal>[0-9]{1,18})/?|"
    r"calendars/(?P<home>[0-9]{1,18})(?:/(?:(?P<calendar>[0-9a-f]{16})(?:/(?:(?P<entry>[a-z0-9-]{1,80})\.ics)?)?)?)?"
    r")?)?\Z"
)


class Address(NamedTuple):
    """`person` None: the root. `calendar` and `entry`: how they are called within home and calendar."""

    person: int | None = None
    is_principal: bool = False
    calendar: str | None = None
    entry: str | None = None

    @property
    def path(self) -> str:
        """The one way to write it; collections end in a slash."""
        if self.person is None:
            return f"{ROOT}/"
        if self.is_principal:
            return f"{ROOT}/principals/{self.person}/"
        home = f"{ROOT}/calendars/{self.person}/"
        calendar = f"{home}{self.calendar}/" if self.calendar else home
        return f"{calendar}{self.entry}.ics" if self.entry else calendar


def read_path(path: str) -> Address | None:
    """The address of a decoded path; None where nothing of ours can be called so."""
    found = _PATH.match(path)
    if found is None:
        return None
    person = found["principal"] or found["home"]
    return Address(
        int(person) if person else None, found["principals"] is not None, found["calendar"], found["entry"]
    )


def read_href(href: str, prefix: str) -> Address | None:
    """The address that an href means: a path or a whole address, percent-encoded. `prefix`: before /dav."""
    try:
        path = unquote(urlsplit(href.strip()).path, errors="strict")
    except ValueError:
        return None
    if not path.startswith(prefix):
        return None
    return read_path(path[len(prefix) :])
