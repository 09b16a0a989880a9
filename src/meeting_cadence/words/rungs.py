"""The rungs of alert policies in words: how long before, on breach, how often after, which step up the tree."""

from meeting_cadence.dates import Duration
from meeting_cadence.words.cadence import length_in_words
from meeting_cadence.words.say import Language, say


def rung_named(rung: str, occurrence: int, language: Language) -> str:
    """The rung of a notice by its lasting id, as `before-30wd` or `every-7d`; an id that says no length as its word."""
    trigger, _, written = rung.partition("-")
    length = Duration.parse(written) if written else None
    if length is None:
        return say(f"alerts.rung.{trigger}", language)
    told = length_in_words(length).in_language(language)
    return say(f"alerts.rung.{trigger}", language, length=told, count=occurrence)
