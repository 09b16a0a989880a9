"""What a request says: does the client hold the current body, and does it take gzip? (RFC 9110)"""

import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import Final

_TAG: Final = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')


def is_held(
    *, none_match: str | None, modified_since: str | None, tags: tuple[str, ...], modified: datetime
) -> bool:
    """Whether 304 is the answer. If-None-Match (a list, weak tags, `*`) beats If-Modified-Since."""
    if none_match is not None:
        return none_match.strip() == "*" or any(tag in tags for tag in _TAG.findall(none_match))
    since = http_date(modified_since)
    return since is not None and modified <= since


def http_date(text: str | None) -> datetime | None:
    """An HTTP date as an aware instant; None where it is none: a bad date asks for nothing."""
    if text is None:
        return None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def written_date(instant: datetime) -> str:
    """An instant as an HTTP date."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)


@lru_cache(maxsize=1024)
def takes_gzip(accepted: str | None) -> bool:
    """Whether Accept-Encoding allows gzip: `q=0` forbids it, `*` allows it unless gzip itself is named."""
    qualities = dict(_weighed(part) for part in (accepted or "").lower().split(","))
    return qualities.get("gzip", qualities.get("*", 0.0)) > 0


def _weighed(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            return name, _quality(value)
    return name, 1.0


def _quality(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
