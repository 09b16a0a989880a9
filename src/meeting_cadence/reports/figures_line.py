"""The figures of a year in one sentence, each with its denominator."""

from meeting_cadence.queries.compliance import Figures
from meeting_cadence.words.say import Language, say


def figures_line(found: Figures, year: int, language: Language) -> str:
    """On time of what was decided; what is excused, unrecorded or not yet due is named beside it."""
    code = "reports.figures" if found.decided else "reports.figures.none"
    return say(
        code,
        language,
        year=year,
        **found._asdict() | {"decided": found.decided, "rate": rate_of(found, language)},
    )


def rate_of(found: Figures, language: Language) -> str:
    """The share on time as a percentage; a dash where nothing is decided."""
    return say("reports.rate.none", language) if found.rate is None else f"{found.rate:.1%}"
