"""From a template and values to a page, in the reader's language. All is escaped; a missing value is an error."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from meeting_cadence.pages.marks import shape, sprite
from meeting_cadence.pages.rows import Row
from meeting_cadence.words.say import Language, say

STATIC = Path(str(files("meeting_cadence.pages"))) / "static"
TEMPLATES = Path(str(files("meeting_cadence.pages"))) / "templates"


@cache
def environment() -> Environment:
    """The one Jinja environment of the process."""
    loaded = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    loaded.globals.update(sprite=sprite(), shape=shape, asset_version=_asset_version())
    return loaded


def _asset_version() -> str:
    """Changes with the style sheet and the scripts, so that browsers may keep them for long."""
    files_ = sorted(path for path in STATIC.iterdir() if path.suffix in (".css", ".js"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files_)).hexdigest()[:8]


def words_for(language: Language, zone: ZoneInfo) -> Mapping[str, Any]:
    """What every template may call to speak one language."""
    return {
        "language": language,
        "t": partial(_tell, language),
        "when": partial(when_text, language, zone),
        "face_word": lambda face: say(f"standings.{face}", language),
        "days_cell": partial(days_cell, language),
    }


def _tell(language: Language, code: str, **values: Any) -> str:
    return say(f"pages.{code}", language, **values)


def when_text(language: Language, zone: ZoneInfo, when: date | datetime) -> str:
    """A day or an instant, short enough for a table: 2026-01-31, 2026-01-31 09:30 in the zone of the pack."""
    if isinstance(when, datetime):
        return f"{when.astimezone(zone):%Y-%m-%d %H:%M}"
    return when.isoformat()


def days_cell(language: Language, row: Row) -> Markup | str:
    """The number of days that matters: overdue by, or left."""
    if row.standing in ("overdue", "missed"):
        return Markup('<b class="red">{}</b>').format(say("pages.days.over", language, days=row.days_late))
    if row.standing in ("open", "upcoming") and row.days_left is not None:
        return Markup("<b>{}</b>").format(say("pages.days.left", language, days=row.days_left))
    return "–"
