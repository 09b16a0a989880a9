"""Links by topic: judging reads few entries, and never one too few; corrections and moved plans are read whole."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from meeting_cadence.ledger.entries import Entry
from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.queries.scope import Stream
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import EntryTopic
from meeting_cadence.store.topics import EVERY, relink, topics_for

TOPICS = table_of(EntryTopic)
Links = set[tuple[str, str, int]]


def links(office: Any) -> Links:
    with office.store.reading() as session:
        columns = (TOPICS.c.body, TOPICS.c.topic, TOPICS.c.seq)
        return {tuple(row) for row in session.connection().execute(select(*columns))}


def act(kind: str, day: str, body: str = "commission", **more: Any) -> dict[str, Any]:
    return {"body": body, "kind": kind, "start": day, **more}


def test_an_act_is_linked_by_its_kind_items_and_windows(office: Any) -> None:
    office.enter(act=act("plenary", "2024-02-01", items=["convey"], counts_for={"duty": "review"}))
    assert links(office) == {("commission", topic, 1) for topic in ("plenary", "convey", "duty")}


@pytest.mark.parametrize(
    ("content", "topic"),
    [
        ({"event": {"body": "commission", "kind": "appointment", "at": "2024-05-05"}}, "appointment"),
        ({"plan": act("plenary", "2024-08-01")}, "plenary"),
        ({"not_held": {"body": "commission", "mandate": "plenary", "window": "2022"}}, "plenary"),
        ({"complete": {"body": "commission", "from": "2022-01-01"}}, EVERY),
        ({"adopt": {"body": "commission", "regulation": "local", "on": "2023-01-01"}}, EVERY),
    ],
)
def test_other_entries_are_linked_by_what_they_speak_of(
    sqlite_office: Any, content: dict[str, Any], topic: str
) -> None:
    sqlite_office.enter(**content)
    assert links(sqlite_office) == {("commission", topic, 1)}


def test_what_is_corrected_is_read_for_everything(office: Any) -> None:
    first = office.enter(act=act("plenary", "2024-02-01")).entry_id
    second = office.enter(
        replace={"entry": first, "reason": "kind", "act": act("consult", "2024-02-01")}
    ).entry_id
    office.enter(retract={"entry": second, "reason": "was right"})
    assert {seq for _, topic, seq in links(office) if topic == EVERY} == {1, 2, 3}
    assert office.verify().differences == ()


def test_a_plan_that_moves_is_read_for_everything_and_its_act_with_it(office: Any) -> None:
    office.enter(plan={"id": "p", **act("plenary", "2024-08-01")})
    assert links(office) == {("commission", "plenary", 1)}
    office.enter(plan={"id": "p", **act("consult", "2024-09-01")})
    assert {(topic, seq) for _, topic, seq in links(office) if seq == 2} == {("consult", 2), (EVERY, 2)}
    assert ("commission", EVERY, 1) in links(office)
    office.enter(act=act("inspect", "2024-03-01", plan="p"))
    topics = {topic for _, topic, seq in links(office) if seq == 3}
    assert topics == {"inspect", "plenary", EVERY}


def test_an_act_is_read_wherever_its_plan_moves_later(office: Any) -> None:
    office.enter(plan={"id": "p", **act("plenary", "2024-08-01")})
    office.enter(act=act("inspect", "2024-03-01", plan="p"))
    assert {topic for _, topic, seq in links(office) if seq == 2} == {"inspect", "plenary"}
    office.enter(plan={"id": "p", **act("consult", "2024-09-01")})
    assert ("commission", EVERY, 2) in links(office)
    assert office.verify().differences == ()


def test_a_plan_that_moves_to_another_body_leaves_the_first(office: Any) -> None:
    office.enter(plan={"id": "p", **act("plenary", "2024-08-01")})
    assert any(row["planned"] for row in office.rows("plenary"))
    office.enter(plan={"id": "p", **act("conference", "2024-08-02", body="province")})
    assert not any(row["planned"] for row in office.rows("plenary"))
    assert office.verify().differences == ()


def test_judging_reads_only_what_can_matter(office: Any) -> None:
    for kind in ("plenary", "consult", "inspect"):
        office.enter(act=act(kind, "2024-02-01"))
    office.enter(complete={"from": "2022-01-01"})
    with office.store.reading() as session:
        topics = topics_for(office.world, [Stream("plenary", "commission")])
        found = load_entries(session, ["commission"], topics)
    assert [entry.content.type for entry in found] == ["act", "complete"]


def test_an_import_links_within_itself(office: Any) -> None:
    office.do(lambda desk: desk.append_all(_ledger(office), reason=None))
    every = {seq for _, topic, seq in links(office) if topic == EVERY}
    assert every == {1, 2, 3, 4, 5}
    assert office.verify().differences == ()
    kept = links(office)
    with office.store.session() as session:
        relink(session)
    assert links(office) == kept


def _ledger(office: Any) -> list[Entry]:
    """A correction with what it corrects, a plan in two versions and the act that carries it out."""
    lines = [
        {"act": {"id": "m", **act("plenary", "2024-02-01")}, "recorded": "2024-02-02T09:00:00+08:00"},
        {"retract": {"entry": "m", "reason": "x"}, "recorded": "2024-02-03T09:00:00+08:00"},
        {"plan": {"id": "p", **act("consult", "2024-08-01")}, "recorded": "2024-02-02T09:00:00+08:00"},
        {"plan": {"id": "p", **act("consult", "2024-09-01")}, "recorded": "2024-02-03T09:00:00+08:00"},
        {"act": act("consult", "2024-03-01", plan="p"), "recorded": "2024-03-02T09:00:00+08:00"},
    ]
    told = json.dumps({"format": 1, "entries": lines})
    return list(read_ledger(told, name="l.json", pack=office.world.pack).entries)


kinds = st.sampled_from(["plenary", "study", "consult", "inspect", "report"])
bodies = st.sampled_from(["commission", "city-a", "city-b"])
days = st.dates(date(2022, 1, 1), date(2024, 12, 31)).map(date.isoformat)
acts = st.fixed_dictionaries({"body": bodies, "kind": kinds, "start": days})
moves = st.one_of(
    st.tuples(st.just("act"), acts, st.integers(0, 9)),
    st.tuples(st.just("carry"), acts, st.integers(0, 9)),
    st.tuples(st.just("plan"), acts, st.integers(0, 2)),
    st.tuples(st.just("replace"), acts, st.integers(0, 9)),
    st.tuples(st.just("retract"), acts, st.integers(0, 9)),
)


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(moves, min_size=2, max_size=12))
def test_no_history_is_read_too_little_of(new_sqlite_office: Callable[[], Any], steps: Any) -> None:
    """`verify` judges from every entry: a row judged from too few would differ. Corrections change kinds and bodies."""
    office = new_sqlite_office()
    written: list[str] = []
    plans: set[str] = set()
    for verb, fields, number in steps:
        office.at += timedelta(minutes=1)
        chosen = written[number % len(written)] if written else None
        plan = f"p{number % 3}"
        if verb == "plan":
            office.enter(plan={"id": plan, **fields})
            plans.add(plan)
        elif verb == "carry" and plan in plans:
            written.append(office.enter(act={**fields, "plan": plan}).entry_id)
        elif verb == "replace" and chosen and not chosen.startswith("c-"):
            more = {"entry": chosen, "reason": "r", "id": f"c-{len(written)}", "act": fields}
            written.append(office.enter(replace=more).entry_id)
        elif verb == "retract" and chosen:
            done = office.enter(retract={"entry": chosen, "reason": "r", "id": f"c-{len(written)}"})
            written.append(done.entry_id)
        else:
            written.append(office.enter(act=fields).entry_id)
        assert office.verify().differences == ()
    kept = links(office)
    with office.store.session() as session:
        relink(session)
    assert links(office) >= kept


def test_the_migration_links_what_is_on_record(office: Any) -> None:
    first = office.enter(act=act("plenary", "2024-02-01", items=["convey"])).entry_id
    office.enter(replace={"entry": first, "reason": "r", "act": act("consult", "2024-02-01")})
    for day in ("2024-08-01", "2024-09-01"):
        office.enter(plan={"id": "p", **act("consult", day)})
    office.enter(act=act("inspect", "2024-03-01", plan="p"))
    office.enter(event={"body": "city-a", "kind": "incident", "at": "2024-03-05"})
    kept = links(office)
    with office.store.session() as session:
        version = session.connection().execute(text("SELECT version_num FROM alembic_version")).scalar()
    office.store.migrate("0011_lists")
    office.store.migrate()
    with office.store.session() as session:
        assert (
            session.connection().execute(text("SELECT version_num FROM alembic_version")).scalar() == version
        )
    assert links(office) == kept
