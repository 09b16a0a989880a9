"""libical, on which Evolution and KDE are built, reads hostile boards alike. Run where the library is."""

import ctypes
import ctypes.util
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.clients.boards import expected

pytestmark = pytest.mark.slow
_VEVENT = 4
"""ICAL_VEVENT_COMPONENT of libical 3."""


def test_libical_reads_them_alike(board_files: list[Path]) -> None:
    name = ctypes.util.find_library("ical")
    assert name is not None
    library = ctypes.CDLL(name)
    assert [_by_libical(library, path.read_bytes()) for path in board_files] == expected(board_files)


def _by_libical(library: ctypes.CDLL, body: bytes) -> Mapping[str, list[str]]:
    for function in (
        "icalparser_parse_string",
        "icalcomponent_get_first_component",
        "icalcomponent_get_next_component",
    ):
        getattr(library, function).restype = ctypes.c_void_p
    for function in ("icalcomponent_get_uid", "icalcomponent_get_summary", "icalcomponent_as_ical_string"):
        getattr(library, function).restype = ctypes.c_char_p
    calendar = ctypes.c_void_p(library.icalparser_parse_string(body))
    assert library.icalcomponent_count_errors(calendar) == 0
    found: dict[str, list[str]] = {}
    event = library.icalcomponent_get_first_component(calendar, _VEVENT)
    while event:
        one = ctypes.c_void_p(event)
        written = library.icalcomponent_as_ical_string(one).decode()
        day = re.search(r"^DTSTART[^:]*:(\d{8})", written, re.MULTILINE)
        assert day is not None
        uid = library.icalcomponent_get_uid(one).decode()
        found[uid] = [day[1], library.icalcomponent_get_summary(one).decode()]
        event = library.icalcomponent_get_next_component(calendar, _VEVENT)
    library.icalcomponent_free(calendar)
    return found
