"""Names from the pack in the reader's language: bodies, mandates, articles, kinds of acts. Unknown ids stay ids."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from meeting_cadence.bodies import Text
from meeting_cadence.obligations.window import Occasion
from meeting_cadence.regulations.model import Pack, Regulation
from meeting_cadence.words.say import Language, render
from meeting_cadence.words.windows import is_time, window_named


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called."""

    pack: Pack
    language: Language
    occasion_of: Callable[[str], Occasion | None] = field(default=lambda _: None, compare=False)
    """What a window is named after where its label is the id of an event or an act."""

    def text(self, value: Text | None, otherwise: str = "") -> str:
        return value.in_language(self.language) if value is not None else otherwise

    def several(self, texts: Iterable[str]) -> str:
        """A list in words: 甲、乙."""
        return str(render(list(texts), self.language))

    def body(self, body_id: str) -> str:
        body = self.pack.tree.bodies.get(body_id)
        return self.text(body.name) if body else body_id

    def mandate(self, mandate_id: str) -> str:
        mandate = self.pack.mandate.get(mandate_id)
        return self.text(mandate.title) if mandate else mandate_id

    def article(self, mandate_id: str) -> str:
        """The article, or the title of the document where the text has none."""
        mandate = self.pack.mandate.get(mandate_id)
        return self.text(mandate.article) if mandate else ""

    def regulation_of(self, mandate_id: str) -> Regulation | None:
        mandate = self.pack.mandate.get(mandate_id)
        return self.pack.regulation.get(mandate.regulation) if mandate else None

    def meeting(self, kind: str, title: str | None = None) -> str:
        """A meeting's title; else the name of its kind, else that of the one mandate that counts it."""
        counting = [mandate.title for mandate in self.pack.mandates if kind in mandate.kinds]
        named = self.kind(kind)
        return title or (self.text(counting[0]) if named == kind and len(counting) == 1 else named)

    def window(self, label: str, mandate_id: str) -> str:
        """A window of a mandate, of which only the label is known."""
        occasion = None if is_time(label) else self.occasion_of(label)
        return self.text(window_named(label, self.pack.mandate.get(mandate_id), occasion))

    def kind(self, code: str) -> str:
        """An act kind, an agenda item or an event kind."""
        words = self.pack.vocabulary
        named = words.acts.get(code) or words.items.get(code) or words.events.get(code)
        return self.text(named, code)
