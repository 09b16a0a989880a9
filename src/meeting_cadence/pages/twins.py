"""Acts of the same body, kind and day that are on record already: somebody else may have been quicker."""

from meeting_cadence.ledger.desk import day_of
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.queries.ledger_lines import fact_in_words
from meeting_cadence.words.say import say


def twins_of(view: View, filled: Filled, *, but: str | None = None) -> list[str]:
    """Each in words, with who recorded it. `but`: the act that is being corrected."""
    body, kind, start = filled.one("body"), filled.one("kind"), filled.one("start")[:10]
    if body not in view.seen:
        return []
    zone = view.world.pack.tree[body].zone
    found = [
        known.act
        for known in view.facts_of(body).acts.get((body, kind), ())
        if day_of(known.act.start, zone).isoformat() == start and (but is None or known.act.id != but)
    ]
    return [_line(view, fact_in_words(act, view.names), view.author_of(body, act.id)) for act in found]


def _line(view: View, what: str, by: str | None) -> str:
    code = "pages.panel.twin.line" if by else "pages.panel.twin.line.unknown"
    return say(code, view.language, what=what, by=by)
