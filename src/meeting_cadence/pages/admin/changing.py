"""A change of the packs from a form: seen before it works, then made, refused with every reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from meeting_cadence.actions.edit_packs import Edit, last_day, make_edit, plan_edit
from meeting_cadence.actions.pack_parts import Packs
from meeting_cadence.actions.ports import AppliedTogether
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.visit import Visit
from meeting_cadence.queries.amendment import Change, Preview
from meeting_cadence.queries.amendment_answer import sentence
from meeting_cadence.queries.amendment_words import COLUMNS, changed_window, rule_lines
from meeting_cadence.regulations.definition_text import HERE
from meeting_cadence.regulations.problems import Refused
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.words.problems import sentence as problem_sentence
from meeting_cadence.words.say import Language, say
from meeting_cadence.words.windows import window_named

MOST_WINDOWS = 200
"""So many changed windows a page lists; the number of all stands above them."""
Find = Callable[[Packs], Edit]


@dataclass(frozen=True, slots=True)
class Effects:
    """A preview in words. `refusals`: verdicts of closed windows it would rewrite; then it cannot be made."""

    lines: Sequence[str]
    columns: Sequence[str]
    windows: Sequence[Sequence[str]]
    in_all: int
    frozen: int
    refusals: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a form: `done` when it was saved, `effects` when it was only looked at, else `problems`."""

    problems: Sequence[str] = field(default=())
    effects: Effects | None = None
    done: AppliedTogether | None = None


def try_edit(visit: Visit, find: Find, *, keep: bool, reason: str) -> Tried:
    """Make an edit or look at what it would do; nothing is changed where it is refused."""
    try:
        if keep:
            with visit.site.store.session() as session:
                actor = visit.signed_in.login
                desk = SqlDesk(session, at=visit.now, tables=visit.site.tables, actor=actor)
                edit = find(desk.packs())
                done = make_edit(desk, edit, by=visit.signed_in.name, reason=reason or None)
            return Tried(done=done)
        with visit.site.store.reading() as session:
            desk = SqlDesk(session, at=visit.now, tables=visit.site.tables)
            return Tried(effects=effects_of(desk, plan_edit(desk, find(desk.packs())), visit.language))
    except MeetingCadenceError as error:
        return Tried(problems=lines_of_refusal(error, visit.language))


def effects_of(desk: SqlDesk, found: Preview, language: Language) -> Effects:
    """The preview of an edit or of a whole pack, in words."""
    names = _names_of(desk, found, language)
    lines = rule_lines(found, last_day(desk), language, called=lambda one: names.get(one, one))
    return Effects(
        lines=lines or ([] if found.changes else [say("amendment.nothing", language)]),
        columns=[say(f"amendment.column.{column}", language) for column in COLUMNS],
        windows=[_told(change, language) for change in found.changes[:MOST_WINDOWS]],
        in_all=len(found.changes),
        frozen=len(found.frozen),
        refusals=[sentence(problem).in_language(language) for problem in found.problems],
    )


def _names_of(desk: SqlDesk, found: Preview, language: Language) -> dict[str, str]:
    """What mandates and bodies are called: those in force, and those that the change brings."""
    pack = desk.world.pack
    known = {one.id: one.title.in_language(language) for one in pack.mandates}
    known |= {one.id: one.name.in_language(language) for one in pack.tree}
    for change in found.changes:
        stream = change.row.stream
        known[stream.mandate.id] = stream.mandate.title.in_language(language)
        known[stream.body.id] = stream.body.name.in_language(language)
    return known


def _told(change: Change, language: Language) -> tuple[str, ...]:
    """The cells of COLUMNS, with names in the place of ids."""
    row, told = change.row, changed_window(change, language)
    mandate = row.stream.mandate
    window = window_named(row.label, mandate, row.window.occasion)
    names = (mandate.title, row.stream.body.name, window)
    return (*(one.in_language(language) for one in names), *told[len(names) :])


def lines_of_refusal(error: MeetingCadenceError, language: Language) -> list[str]:
    """Every problem; of a text that was typed here with its line."""
    if not isinstance(error, Refused):
        return problem_lines(error, language)
    return [
        say("pages.definition.line", language, line=one.line, problem=problem_sentence(one, language))
        if one.line and one.file == HERE
        else problem_sentence(one, language)
        for one in error.problems
    ]
