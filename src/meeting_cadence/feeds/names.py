"""What a calendar calls things: mandates, bodies, documents, windows, in the language of the feed."""

from dataclasses import dataclass

from meeting_cadence.bodies import Text
from meeting_cadence.obligations.window import Occasion
from meeting_cadence.regulations.model import Mandate, Pack
from meeting_cadence.words.say import Language, say
from meeting_cadence.words.windows import CALENDAR, window_named


@dataclass(frozen=True, slots=True)
class Names:
    """Names from the packs; an id that no pack knows stays as it is."""

    pack: Pack
    language: Language

    def text(self, text: Text | None, otherwise: str = "") -> str:
        return text.in_language(self.language) if text is not None else otherwise

    def body(self, body: str) -> str:
        found = self.pack.tree.bodies.get(body)
        return self.text(found.name, body) if found else body

    def mandate(self, mandate: str) -> str:
        found = self.pack.mandate.get(mandate)
        return self.text(found.title, mandate) if found else mandate

    def kind(self, kind: str) -> str:
        """The name of an act kind, an agenda item or an event kind.

        A kind without a name of its own is called like the one mandate that counts it.
        """
        words = self.pack.vocabulary
        named = words.acts.get(kind) or words.items.get(kind) or words.events.get(kind)
        counting = [mandate.title for mandate in self.pack.mandates if kind in mandate.kinds]
        return self.text(named or (counting[0] if len(counting) == 1 else None), kind)

    def clause(self, mandate: Mandate) -> str:
        """《document》article."""
        regulation = self.pack.regulation[mandate.regulation]
        title = self.text(regulation.title).strip("《》")
        article = self.text(mandate.article)
        if not article:
            return say("feeds.clause.plain", self.language, regulation=title)
        return say("feeds.clause", self.language, regulation=title, article=article)

    def window(self, label: str, mandate: Mandate, occasion: Occasion | None = None) -> str:
        """A window's name as people say it; empty for labels that only name what a window of a gap runs from."""
        is_time = any(shape.fullmatch(label) for shape in CALENDAR)
        named = window_named(label, mandate, occasion).in_language(self.language)
        return named if is_time or occasion is not None else ""
