"""One file per body and year for an inspection (督查、巡视): its duties, facts, reliefs, notices and evidence."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from meeting_cadence.ledger.entries import Act, Relief
from meeting_cadence.queries.dossier import Dossier, Window, dossier_of
from meeting_cadence.queries.ledger_lines import Line, lines_of
from meeting_cadence.reports.figures_line import figures_line
from meeting_cadence.reports.heading import Wish, heading, sheet
from meeting_cadence.reports.matter import source_of
from meeting_cadence.reports.report import Cell, Report, Sheet
from meeting_cadence.store.ledger import load_kept
from meeting_cadence.store.letters import Letter, letters_about
from meeting_cadence.store.occasions import occasions_in
from meeting_cadence.store.reading import Reading
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import Language, say
from meeting_cadence.words.standings import standing_word
from meeting_cadence.words.why import explain
from meeting_cadence.words.windows import window_named

WINDOWS = (
    ("number", 5), ("mandate", 17), ("source", 17), ("window", 10), ("opens", 11), ("due", 11), ("original_due", 11),
    ("standing", 11), ("settled_on", 11), ("days_late", 6), ("done", 6), ("acts", 22), ("attendance", 8),
    ("evidence", 17), ("reliefs", 16), ("told", 6), ("last_told", 11), ("why", 36),
)  # fmt: skip
ENTRIES = (
    ("recorded", 17), ("by", 12), ("bodies", 22), ("entry", 40), ("details", 44), ("state", 12), ("id", 16),
)  # fmt: skip
RELIEFS = (
    ("mandate", 28), ("window", 16), ("relief", 12), ("granted", 12), ("until", 12), ("authority", 24),
    ("instrument", 24),
)  # fmt: skip
NOTICES = (("sent", 17), ("mandate", 22), ("window", 12), ("to", 30), ("subject", 52), ("state", 14))


def inspection(reading: Reading, body_id: str, year: int, wish: Wish) -> Report:
    """The report, as of the time of the reading. Raises NotFound for a body that the person does not see."""
    body = reading.body(body_id)
    entries = [
        kept
        for kept in load_kept(reading.session, [body_id])
        if reading.known_at is None or kept.entry.recorded is None or kept.entry.recorded <= reading.known_at
    ]
    rows = reading.judgements([body_id])
    dossier = dossier_of(body, year, rows, entries, reading.facts_about([body_id]))
    names = Names(reading.world.pack, wish.language, occasions_in(reading.session, reading.world))
    keys = [window.row.key for window in dossier.windows]
    told = letters_about(reading.session, keys, wish.language, by=reading.until)
    title = say("reports.inspection.title", wish.language, body=names.body(body_id), year=year)
    lines = heading(reading, wish, figures_line(dossier.figures, year, wish.language))
    return Report(
        name=f"inspection-{body_id}-{year}",
        title=title,
        lines=lines,
        sheets=_sheets(dossier, names, told, lines_of(dossier.entries, names, may_retract=False)),
    )


def _sheets(
    dossier: Dossier, names: Names, told: Sequence[tuple[str, Letter]], entries: Sequence[Line]
) -> list[Sheet]:
    by_key: dict[str, list[Letter]] = {}
    for key, letter in told:
        by_key.setdefault(key, []).append(letter)
    teller = _Teller(names, dossier)
    windows = [
        teller.window(number, window, by_key.get(window.row.key, []))
        for number, window in enumerate(dossier.windows, 1)
    ]
    reliefs = [teller.relief(window, one) for window in dossier.windows for one in window.reliefs]
    language = names.language
    return [
        sheet("windows", WINDOWS, windows, language),
        sheet("entries", ENTRIES, [teller.entry(line) for line in reversed(entries)], language),
        sheet("reliefs", RELIEFS, reliefs, language),
        sheet("notices", NOTICES, [teller.notice(key, letter) for key, letter in told], language),
    ]


class _Teller:
    """The rows of one dossier in one language."""

    def __init__(self, names: Names, dossier: Dossier) -> None:
        self.names, self.dossier = names, dossier
        self._by_key = {window.row.key: window for window in dossier.windows}
        self.language: Language = names.language

    def window(self, number: int, window: Window, told: Sequence[Letter]) -> list[Cell]:
        row = window.row
        mandate = row.stream.mandate
        return [
            number,
            self.names.text(mandate.title),
            source_of(mandate, self.names),
            self._window_name(window),
            self._local(row.opens),
            self._local(row.due),
            self._local(row.original_due) if row.original_due != row.due else None,
            self._standing(window),
            self._local(row.settled_on),
            row.days_late or None,
            f"{row.count}/{row.need}",
            "\n".join(self._act(act) for act in row.acts),
            "\n".join(_attendance(row.acts)),
            "\n".join(reference for act in row.acts for reference in act.evidence),
            "\n".join(self._relief(one) for one in window.reliefs),
            len(told),
            max(letter.at for letter in told).astimezone(self.dossier.body.zone).date() if told else None,
            self.names.text(explain(row)),
        ]

    def relief(self, window: Window, relief: Relief) -> list[Cell]:
        return [
            self.names.text(window.row.stream.mandate.title),
            self._window_name(window),
            self._say(f"pages.relief.{relief.relief}"),
            relief.granted,
            relief.until,
            relief.authority or (self.names.body(relief.authority_body) if relief.authority_body else None),
            relief.instrument,
        ]

    def entry(self, line: Line) -> list[Cell]:
        recorded = self._local(line.recorded) if line.recorded else self._say("pages.entry.always")
        state = "void" if line.void else "holds"
        return [
            recorded,
            line.by or self._say("pages.entry.no_author"),
            line.bodies,
            line.what,
            "\n".join(line.details),
            self._say(f"reports.state.{state}"),
            line.id,
        ]

    def notice(self, key: str, letter: Letter) -> list[Cell]:
        window = self._by_key[key]
        title = self.names.text(window.row.stream.mandate.title)
        about = [title, self._window_name(window)]
        return [self._local(letter.at), *about, letter.to, letter.subject, letter.state]

    def _window_name(self, window: Window) -> str:
        row = window.row
        return self.names.text(window_named(row.label, row.stream.mandate, row.window.occasion))

    def _standing(self, window: Window) -> str:
        row = window.row
        word = standing_word(row.standing.value, row.stream.mandate, self.language)
        is_counted = row.binding and row.force == "must"
        return word if is_counted else f"{word}\n{self._say('reports.transition')}"

    def _act(self, act: Act) -> str:
        kind = self.names.kind(act.kind)
        what = act.title or (
            self._say("reports.act.ordinal", ordinal=act.ordinal, kind=kind)
            if act.ordinal is not None
            else kind
        )
        start = self._local(act.start)
        return self._say("reports.act.on", start=start, what=what)

    def _relief(self, relief: Relief) -> str:
        code = "reports.relief.until" if relief.until else "reports.relief.by"
        kind = self._say(f"pages.relief.{relief.relief}")
        told = self._say(code, type=kind, until=relief.until, granted=relief.granted)
        source = " ".join(part for part in (relief.authority, relief.instrument) if part)
        return self._say("reports.relief.source", what=told, source=source) if source else told

    def _local(self, when: date | datetime | None) -> date | datetime | None:
        """An instant as the clock of the body showed it."""
        if isinstance(when, datetime):
            return when.astimezone(self.dossier.body.zone).replace(tzinfo=None)
        return when

    def _say(self, code: str, /, **values: object) -> str:
        return say(code, self.language, **values)


def _attendance(acts: Iterable[Act]) -> Iterable[str]:
    for act in acts:
        if act.present is not None and act.entitled is not None:
            yield f"{act.present}/{act.entitled}"
