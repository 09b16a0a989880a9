"""When a meeting takes place, in words: the weekday belongs to it, and the hours of its own zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from meeting_cadence.dates import local_day
from meeting_cadence.words.say import Language, day, say


def when_in_words(
    start: date | datetime, end: date | datetime | None, zone: ZoneInfo, language: Language
) -> str:
    """2026年3月12日（周四）09:00至11:30 / Thursday, 12 March 2026 09:00 to 11:30."""
    first = _moment(start, zone, language)
    if end is None or end == start:
        return first
    same_day = (
        isinstance(end, datetime) and isinstance(start, datetime) and _day(end, zone) == _day(start, zone)
    )
    last = f"{_local(end, zone):%H:%M}" if same_day else _moment(end, zone, language)
    return say("invitations.when.until", language, start=first, end=last)


def _moment(when: date | datetime, zone: ZoneInfo, language: Language) -> str:
    local = _day(when, zone)
    weekday = say(f"invitations.weekday.{local.weekday()}", language)
    told = say("invitations.when.day", language, day=day(local, language), weekday=weekday)
    if not isinstance(when, datetime):
        return told
    return f"{told}{'' if language == 'zh' else ' '}{_local(when, zone):%H:%M}"


def _day(when: date | datetime, zone: ZoneInfo) -> date:
    return local_day(when, zone) if isinstance(when, datetime) else when


def _local(when: date | datetime, zone: ZoneInfo) -> date | datetime:
    return when.astimezone(zone) if isinstance(when, datetime) else when
