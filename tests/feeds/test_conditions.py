"""Conditional requests and content coding, by RFC 9110."""

from datetime import UTC, datetime

import pytest

from meeting_cadence.feeds.conditions import http_date, is_held, takes_gzip, written_date

MODIFIED = datetime(2024, 3, 1, 8, 0, 0, tzinfo=UTC)
SAME = "Fri, 01 Mar 2024 08:00:00 GMT"
EARLIER = "Fri, 01 Mar 2024 07:59:59 GMT"


@pytest.mark.parametrize(
    ("none_match", "modified_since", "held"),
    [
        (None, None, False),
        ('"abc"', None, True),
        ('"abc-gz"', None, True),
        ('W/"abc"', None, True),
        ('"x", W/"y" ,"abc"', None, True),
        ("*", None, True),
        ('"x"', None, False),
        ("abc", None, False),
        ("", None, False),
        ('"x"', SAME, False),
        ('"abc"', EARLIER, True),
        (None, SAME, True),
        (None, "Sat, 02 Mar 2024 00:00:00 GMT", True),
        (None, EARLIER, False),
        (None, "yesterday", False),
        (None, "", False),
        (None, "Fri, 99 Mar 2024 08:00:00 GMT", False),
        (None, "1709280000", False),
    ],
)
def test_if_none_match_beats_if_modified_since(
    none_match: str | None, modified_since: str | None, held: bool
) -> None:
    tags = ("abc", "abc-gz")
    assert is_held(none_match=none_match, modified_since=modified_since, tags=tags, modified=MODIFIED) is held


def test_dates_are_written_as_they_are_read() -> None:
    assert written_date(MODIFIED) == SAME
    assert http_date(SAME) == MODIFIED
    assert http_date("Friday, 01-Mar-24 08:00:00 GMT") == MODIFIED
    assert http_date("Fri Mar  1 08:00:00 2024") == MODIFIED


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        (None, False),
        ("", False),
        ("identity", False),
        ("gzip", True),
        ("GZip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("gzip;q=high", False),
        ("*", True),
        ("*;q=0", False),
        ("*, gzip;q=0", False),
    ],
)
def test_gzip_is_sent_to_those_who_take_it(accepted: str | None, takes: bool) -> None:
    assert takes_gzip(accepted) is takes
