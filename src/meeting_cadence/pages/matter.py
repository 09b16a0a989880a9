"""One obligation as its alerts tell it: for the page on which they are answered, signed in or not."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.actions.answer_alert import AnswerRefused
from meeting_cadence.bodies import Body, Text
from meeting_cadence.queries.judgement_row import read_occasion
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import Language
from meeting_cadence.words.standings import standing_word
from meeting_cadence.words.windows import window_named

_ROWS = table_of(Obligation)
_IN_PERSON = "in_person"
"""The form of an act that says none."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What stands on the page; `kinds`: (id, name) of the acts that would settle it."""

    key: str
    mandate: Mandate
    body: Body
    label: str
    window: Text
    """The window in words."""
    standing: str
    due: date | datetime | None
    due_revision: str
    names_window: bool
    """An act says for which window it counts: that has passed, or was opened by a trigger."""
    planned: date | None
    names: Names

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Agenda items are recorded with their meeting, on the form for that."""
        return (
            []
            if self.mandate.items
            else [(kind, self.names.kind(kind)) for kind in sorted(self.mandate.kinds)]
        )

    def held_day(self, today: date) -> date:
        """What the form for what was held begins with: the day that was planned, once it is past; else today."""
        return self.planned if self.planned is not None and self.planned <= today else today

    def may_ask(self, today: date) -> bool:
        """Whether an extension can still be asked for: there is a due day ahead, and the text does not forbid it."""
        relief = self.mandate.relief
        forbidden = relief is not None and relief.types and "extend" not in relief.types
        due = self.due.date() if isinstance(self.due, datetime) else self.due
        return due is not None and today <= due and not forbidden

    @property
    def standing_word(self) -> str:
        return standing_word(self.standing, self.mandate, self.names.language)

    def entry(self, do: str, kind: str, day: str) -> dict[str, Any]:
        """What goes on the ledger: the act on that day, naming the window once it has passed; or its plan."""
        if kind not in self.mandate.kinds or self.mandate.items:
            raise AnswerRefused("kind")
        if do == "planned":
            plan = {"body": self.body.id, "kind": kind, "start": day, "status": "confirmed"}
            return {"plan": {**plan, "id": f"plan-{self.key[:8]}-{day}"}}
        act: dict[str, Any] = {"body": self.body.id, "kind": kind, "start": day}
        if self.names_window:
            act["counts_for"] = {self.mandate.id: self.label}
        if _IN_PERSON not in self.mandate.counts.forms:
            act["form"] = min(self.mandate.counts.forms)
        return {"act": act}


def matter_of(session: Session, key: str, language: Language) -> Matter | None:
    """The matter; None when its obligation, body or mandate is no more."""
    row = session.connection().execute(select(_ROWS).where(_ROWS.c.key == key)).mappings().first()
    if row is None or row["gone_at"] is not None:
        return None
    pack = load_world(session).pack
    mandate, body = pack.mandate.get(row["mandate"]), pack.tree.bodies.get(row["body"])
    if mandate is None or body is None:
        return None
    instant: datetime | None = row["due_at"]
    due = instant.astimezone(UTC) if instant is not None else row["due"]
    return Matter(
        key=key,
        mandate=mandate,
        body=body,
        label=row["label"],
        standing=row["standing"],
        due=instant.astimezone(body.zone) if instant is not None else row["due"],
        due_revision="" if due is None else due.isoformat(),
        window=window_named(row["label"], mandate, read_occasion(row["judged"])),
        names_window=row["form"] == "deadline"
        or (row["form"] == "quota" and row["standing"] in ("overdue", "missed", "no_record")),
        planned=row["planned"],
        names=Names(pack, language),
    )
