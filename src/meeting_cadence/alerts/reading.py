"""From a stored obligation and the applied packs to the values that planning and writing need."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from meeting_cadence.alerts.hush import NONE, Hush
from meeting_cadence.alerts.policy import period_months
from meeting_cadence.alerts.slips import Slip
from meeting_cadence.alerts.story import Topic
from meeting_cadence.alerts.violation import Violation
from meeting_cadence.alerts.watched import Kind, Watched
from meeting_cadence.bodies import Text
from meeting_cadence.cadence import Deadline, Gap, Quota
from meeting_cadence.dates import local_day
from meeting_cadence.queries.judgement_row import read_occasion
from meeting_cadence.queries.world import World
from meeting_cadence.regulations.model import Clause, Mandate
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.words.cadence import cadence_of
from meeting_cadence.words.windows import window_named

Row = Mapping[str, Any]
"""The columns of an `obligation` row."""


def watch(row: Row, world: World) -> Watched | None:
    """The row as alerts see it; None when its mandate or body is no longer applied, or the row is gone."""
    mandate, body = world.pack.mandate.get(row["mandate"]), world.pack.tree.bodies.get(row["body"])
    if mandate is None or body is None or row["gone_at"] is not None:
        return None
    clause = _clause(mandate, row)
    return Watched(
        key=row["key"],
        body=row["body"],
        form=row["form"],
        standing=Standing(row["standing"]),
        opens=_when(row, "opens"),
        due=_when(row, "due"),
        zone=body.zone,
        months=period_months(clause.rule) if clause is not None else None,
        soft=row["force"] == "normally",
        forecast=row["forecast"],
        shown_overdue=_was_shown_overdue(row),
    )


def topic(
    row: Row,
    world: World,
    *,
    kind: Kind,
    at: datetime,
    answer_by: datetime | None = None,
    hush: Hush = NONE,
    slip: Slip | None = None,
) -> Topic:
    """What a mail tells of the row at `at`. The mandate and the body must be applied."""
    mandate, body = world.mandate(row["mandate"]), world.body(row["body"])
    regulation = world.pack.regulation.get(mandate.regulation)
    return Topic(
        key=row["key"],
        kind=kind,
        body=body.name,
        title=_title(mandate, row, world),
        label=window_named(row["label"], mandate, read_occasion(row["judged"])),
        regulation=regulation.title if regulation is not None else None,
        article=mandate.article,
        quote=mandate.quote,
        due=_local(_when(row, "due"), world, row),
        original_due=_local(_when(row, "original_due"), world, row),
        planned=row["planned"],
        need=row["need"],
        on_record=row["count"],
        meeting=mandate.is_meeting,
        extendable=mandate.relief is None or not mandate.relief.types or "extend" in mandate.relief.types,
        now=at,
        today=local_day(at, body.zone),
        answer_by=local_day(answer_by, body.zone) if answer_by is not None else None,
        violation=_violation(mandate, row) if row["standing"] == Standing.VIOLATED else None,
        acknowledged=hush.acknowledged[-1] if hush.acknowledged else None,
        quieted=hush.told_at(at),
        asked=hush.asked,
        slip=slip,
        was_overdue=_was_shown_overdue(row) and not _is_order(mandate, row),
    )


def _was_shown_overdue(row: Row) -> bool:
    return any(note.get("type") == "shown_overdue" for note in row["judged"].get("annotations", ()))


def _is_order(mandate: Mandate, row: Row) -> bool:
    """Whether the clause is a limit before an event."""
    clause = _clause(mandate, row)
    return clause is not None and isinstance(clause.rule, Deadline) and clause.rule.relation == "before"


def _violation(mandate: Mandate, row: Row) -> Violation | None:
    """In what the clause was not kept; only a limit before an event, a maximum and a least distance can be violated."""
    clause = _clause(mandate, row)
    if clause is None:
        return None
    demand = cadence_of(clause, mandate.vocabulary)
    if isinstance(clause.rule, Quota):
        return Violation("cap", demand, most=clause.rule.max or 0, held=row["count"])
    if isinstance(clause.rule, Gap):
        return Violation("distance", demand, not_before=row["not_before"], held_on=row["settled_on"])
    return Violation("order", demand, event_day=row["opens"])


def _title(mandate: Mandate, row: Row, world: World) -> Text:
    """The mandate's title, and whom it is about where it covers a set of members."""
    member = world.pack.tree.bodies.get(row["member"] or "")
    if member is None:
        return mandate.title
    return Text(f"{mandate.title.zh}：{member.name.zh}", f"{mandate.title.en}: {member.name.en}")


def _clause(mandate: Mandate, row: Row) -> Clause | None:
    if row["version"] >= len(mandate.versions):
        return None
    clauses = mandate.versions[row["version"]].clauses
    return clauses[row["clause"]] if row["clause"] < len(clauses) else None


def _when(row: Row, name: str) -> date | datetime | None:
    instant: datetime | None = row[f"{name}_at"]
    day: date | None = row[name]
    return instant.astimezone(UTC) if instant is not None else day


def _local(when: date | datetime | None, world: World, row: Row) -> date | datetime | None:
    """An instant by the body's own clock."""
    return when.astimezone(world.body(row["body"]).zone) if isinstance(when, datetime) else when
