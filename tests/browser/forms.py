"""The forms of a page as its HTML has them, and filled in: whatever a person can type into holds the given text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_TYPED: Final = frozenset({"text", "search", "email", "url", "tel", "textarea", "password"})
_SAID: Final = {"date": "2026-11-20", "number": "3", "time": "09:00", "datetime-local": "2026-11-20T09:00"}


@dataclass
class Control:
    """One field. `values`: what it holds, or what it offers."""

    name: str
    type: str
    values: list[str] = field(default_factory=list)
    longest: int | None = None

    @property
    def is_typed(self) -> bool:
        return self.type in _TYPED


@dataclass
class Form:
    """What a form sends, and where to."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    def filled(self, text: str) -> dict[str, list[str]]:
        """All that is typed is the text, as much of it as fits; of choices the first."""
        sent: dict[str, list[str]] = {}
        for one in self.controls:
            if one.name and (one.type != "submit" or one.name not in sent):
                sent.setdefault(one.name, []).extend(_said(one, text))
        return sent

    @property
    def is_typed_into(self) -> bool:
        return any(one.is_typed and one.name for one in self.controls)


def _said(one: Control, text: str) -> list[str]:
    if one.is_typed:
        plain = text if one.type == "textarea" else text.replace("\n", " ")
        return [plain[: one.longest]]
    if one.type == "file":
        return []
    return one.values[:1] or [_SAID.get(one.type, "")]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._choice: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").casefold())
            self.forms.append(self._open)
        elif tag == "option" and self._choice is not None:
            self._choice.values.insert(
                0 if "selected" in given else len(self._choice.values), given.get("value", "")
            )
        elif self._open is not None and tag in ("input", "textarea", "select", "button"):
            self._open.controls.append(self._control(tag, given))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._choice = None

    def _control(self, tag: str, given: dict[str, str]) -> Control:
        kind = {"input": given.get("type", "text"), "button": "submit"}.get(tag, tag)
        longest = int(given["maxlength"]) if "maxlength" in given else None
        made = Control(given.get("name", ""), kind, longest=longest)
        if "value" in given and tag != "textarea":
            made.values.append(given["value"])
        if tag == "select":
            self._choice = made
        return made


def forms_of(html: str) -> Iterator[Form]:
    """Every form that something can be typed into."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from (form for form in reader.forms if form.is_typed_into)
