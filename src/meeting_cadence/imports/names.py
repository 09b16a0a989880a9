"""From what people write to ids: bodies, kinds, agenda items and mandates, by id or by Chinese or English name."""

from collections.abc import Collection, Container, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple
from unicodedata import normalize

from meeting_cadence.bodies import Text
from meeting_cadence.queries.world import World
from meeting_cadence.regulations.problems import Place, Report
from meeting_cadence.words.imports import FORMS
from meeting_cadence.words.say import say_both


class Index:
    """Ids of one sort, found by id or name; `code` is the problem of a name that is unknown."""

    def __init__(self, named: Iterable[tuple[str, Text | None]], code: str) -> None:
        self.code = code
        self.ids: dict[str, Text | None] = dict(named)
        self._by_name: dict[str, list[str]] = {}
        for id_, name in self.ids.items():
            for one in {_plain(text) for text in name or ()}:
                self._by_name.setdefault(one, []).append(id_)

    def find(self, text: str, place: Place, report: Report) -> str | None:
        """The id; None, and a problem, where there is none or more than one."""
        if text in self.ids:
            return text
        found = self._by_name.get(_plain(text), [])
        if len(found) > 1:
            report.add(place, "sheet_name_ambiguous", id=text[:100], ids=tuple(found))
        elif not found:
            report.add(place, self.code, id=text[:100], nearest=report.nearest(text, self.words))
        return found[0] if len(found) == 1 else None

    def knows(self, text: str) -> bool:
        return text in self.ids or _plain(text) in self._by_name

    @cached_property
    def words(self) -> Collection[str]:
        """Everything that may be written: names, then ids."""
        return tuple(dict.fromkeys([*(text for name in self.ids.values() for text in name or ()), *self.ids]))


class Names(NamedTuple):
    """What a table may speak of."""

    bodies: Index
    kinds: Index
    items: Index
    mandates: Index
    forms: Mapping[str, str]
    """Plain name to form."""


def names_of(world: World, bodies: Container[str] | None = None) -> Names:
    """The names of the applied packs. `bodies`: those that may be spoken of (None: all); others look absent."""
    vocabulary, mandates = world.pack.vocabulary, world.pack.mandates
    kinds = {kind: vocabulary.acts.get(kind) for mandate in mandates for kind in sorted(mandate.kinds)}
    items = {item: vocabulary.items.get(item) for mandate in mandates for item in sorted(mandate.items)}
    return Names(
        bodies=Index(
            ((body.id, body.name) for body in world.pack.tree if bodies is None or body.id in bodies),
            "sheet_body_unknown",
        ),
        kinds=Index({**kinds, **vocabulary.acts}.items(), "sheet_kind_unknown"),
        items=Index({**items, **vocabulary.items}.items(), "sheet_item_unknown"),
        mandates=Index(((mandate.id, mandate.title) for mandate in mandates), "sheet_mandate_unknown"),
        forms=_forms(),
    )


def form_names() -> tuple[Text, ...]:
    """The forms of a meeting, as the template offers them."""
    return tuple(say_both(f"imports.form.{form}") for form in FORMS)


def find_form(names: Names, text: str, place: Place, report: Report) -> str | None:
    """The form of a meeting; None, and a problem, where it is none."""
    found = names.forms.get(_plain(text))
    if found is None:
        report.add(place, "sheet_form_unknown", id=text[:100], known_forms=form_names())
    return found


def _forms() -> Mapping[str, str]:
    written = {form: (form, *aliases, *say_both(f"imports.form.{form}")) for form, aliases in FORMS.items()}
    return {_plain(name): form for form, names in written.items() for name in names}


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().split())
