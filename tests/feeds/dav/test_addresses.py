"""Which paths are ours, and how an href in a request is understood."""

import pytest

from meeting_cadence.feeds.dav.addresses import Address, read_href, read_path

CALENDAR = "0123456789abcdef"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/dav", Address()),
        ("/dav/", Address()),
        ("/dav/principals/7/", Address(7, is_principal=True)),
        ("/dav/principals/7", Address(7, is_principal=True)),
        ("/dav/calendars/7/", Address(7)),
        (f"/dav/calendars/7/{CALENDAR}/", Address(7, calendar=CALENDAR)),
        (f"/dav/calendars/7/{CALENDAR}", Address(7, calendar=CALENDAR)),
        (f"/dav/calendars/7/{CALENDAR}/due-ab2.ics", Address(7, calendar=CALENDAR, entry="due-ab2")),
    ],
)
def test_ours(path: str, address: Address) -> None:
    assert read_path(path) == address
    assert address.path == (path if path.endswith(("/", ".ics")) else f"{path}/")


@pytest.mark.parametrize(
    "path",
    [
        "/dav/x",
        "/dav/principals/",
        "/dav/principals/wang/",
        "/dav/calendars/",
        "/dav/calendars/7/../8/",
        "/dav/calendars/7/x/",
        "/dav/calendars/-7/",
        "/dav/calendars/٧/",
        f"/dav/calendars/{'7' * 19}/",
        f"/dav/calendars/7/{CALENDAR}/due.ICS",
        f"/dav/calendars/7/{CALENDAR}/a/b.ics",
        f"/dav/calendars/7/{CALENDAR}/..ics",
        f"/dav/calendars/7/{CALENDAR}/due-a.ics\n",
        f"/dav/calendars/7/{CALENDAR}/{'a' * 81}.ics",
    ],
)
def test_none_of_ours(path: str) -> None:
    assert read_path(path) is None


@pytest.mark.parametrize(
    ("href", "prefix", "address"),
    [
        ("/dav/calendars/7/", "", Address(7)),
        ("  /dav/calendars/7/\n", "", Address(7)),
        ("https://x.example:8/dav/calendars/7/", "", Address(7)),
        ("/dav/%63alendars/7/", "", Address(7)),
        ("/cadence/dav/calendars/7/", "/cadence", Address(7)),
        ("/dav/calendars/7/", "/cadence", None),
        ("/dav/calendars/7/%2e%2e/8/", "", None),
        ("/dav/calendars/7%2f", "", Address(7)),
        ("/dav/calendars/%ff/", "", None),
        ("http://[/dav/", "", None),
        ("x" * 100_000, "", None),
        ("", "", None),
    ],
    ids=lambda value: str(value)[:30],
)
def test_hrefs(href: str, prefix: str, address: Address | None) -> None:
    assert read_href(href, prefix) == address
