"""How a report names the text that a matter rests on."""

from meeting_cadence.regulations.model import Mandate
from meeting_cadence.words.names import Names


def source_of(mandate: Mandate | None, names: Names) -> str:
    """《…条例》第八条; the article alone where the text has no title."""
    if mandate is None:
        return ""
    title, article = names.text(mandate.regulation_title), names.text(mandate.article)
    if names.language == "zh":
        return f"《{title.strip('《》')}》{article}" if title else article
    return f"{title}, {article}" if title and article else title or article
