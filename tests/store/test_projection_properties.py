"""Properties of the projection, tried on random histories: it equals the spine, whatever came in which order."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from meeting_cadence.actions.retract import retract
from meeting_cadence.store.obligation_row import content_of
from meeting_cadence.store.projection import reproject_all
from meeting_cadence.store.registry import load_world

few = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking over a database takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

days = st.dates(date(2021, 6, 1), date(2025, 6, 30)).map(date.isoformat)
bodies = st.sampled_from(["province", "commission", "city-a", "city-b", "city-old"])
kinds = st.sampled_from(["plenary", "study", "conference", "report", "consult", "inspect"])
labels = st.sampled_from(["2022", "2023", "2024", "2025"])

acts = st.fixed_dictionaries(
    {"body": bodies, "kind": kinds, "start": days},
    optional={
        "items": st.sampled_from([["convey"], ["hear_report"]]),
        "part": st.sampled_from(["main", "cancelled", "preparatory"]),
        "form": st.sampled_from(["in_person", "written"]),
        "ordinal": st.integers(1, 6),
        "counts_for": labels.map(lambda label: {"plenary": label}),
    },
)
plans = st.fixed_dictionaries(
    {
        "body": bodies,
        "kind": kinds,
        "start": days,
        "status": st.sampled_from(["tentative", "confirmed", "cancelled"]),
    },
    optional={"decided": days},
)
events = st.fixed_dictionaries(
    {
        "body": bodies,
        "kind": st.sampled_from(["incident", "appointment"]),
        "at": days.map(lambda day: f"{day}T09:30:00+08:00") | days,
    }
)
reliefs = st.one_of(
    st.fixed_dictionaries(
        {
            "mandate": st.just("plenary"),
            "body": st.just("commission"),
            "window": labels,
            "type": st.sampled_from(["extend", "set_date"]),
            "until": days,
            "granted": days,
        }
    ),
    st.fixed_dictionaries(
        {
            "mandate": st.just("plenary"),
            "body": st.just("commission"),
            "window": labels,
            "type": st.sampled_from(["waive", "postpone"]),
            "granted": days,
        }
    ),
)
declared = st.one_of(
    st.fixed_dictionaries(
        {
            "adopt": st.fixed_dictionaries(
                {"regulation": st.just("local"), "body": st.just("province"), "on": days}
            )
        }
    ),
    st.fixed_dictionaries(
        {"complete": st.fixed_dictionaries({"body": bodies, "from": days, "declared": days})}
    ),
    st.fixed_dictionaries(
        {
            "next_due": st.fixed_dictionaries(
                {"mandate": st.just("conference"), "body": st.just("province"), "on": days}
            )
        }
    ),
    st.fixed_dictionaries(
        {
            "not_held": st.fixed_dictionaries(
                {"mandate": st.just("plenary"), "body": st.just("commission"), "window": labels}
            )
        }
    ),
)
entries = st.one_of(
    st.fixed_dictionaries({"act": acts}),
    st.fixed_dictionaries({"plan": plans}),
    st.fixed_dictionaries({"event": events}),
    st.fixed_dictionaries({"relief": reliefs}),
    declared,
)
steps = st.lists(st.tuples(entries, st.integers(0, 120), st.booleans()), min_size=1, max_size=8)


def contents(office: Any) -> dict[str, str]:
    return {row["key"]: content_of(row) for row in office.rows()}


@few
@given(steps=steps)
def test_incremental_equals_the_spine_and_rebuilding(
    new_sqlite_office: Callable[[], Any], steps: Any
) -> None:
    office = new_sqlite_office()
    written: list[str] = []
    for content, days_later, takes_back in steps:
        office.at += timedelta(days=days_later, minutes=1)
        office.tick()
        if takes_back and written:
            office.do(retract, written.pop(), reason="误录", by="王某")
        written.append(office.enter(**content).entry_id)
        assert office.verify().differences == ()
    incremental = contents(office)
    with office.store.session() as session:
        assert reproject_all(session, load_world(session), at=office.at, tables=office.tables) == []
    assert contents(office) == incremental


@few
@given(before=st.lists(entries, max_size=4), content=entries)
def test_recording_and_retracting_is_identity(
    new_sqlite_office: Callable[[], Any], before: Any, content: Any
) -> None:
    office = new_sqlite_office()
    for one in before:
        office.at += timedelta(minutes=1)
        office.enter(**one)
    office.at += timedelta(minutes=1)
    office.tick()
    kept = contents(office)
    receipt = office.enter(**content)
    office.at += timedelta(minutes=1)
    office.do(retract, receipt.entry_id, reason="误录", by="王某")
    assert contents(office) == kept


@few
@given(history=st.lists(entries, max_size=5), jumps=st.lists(st.integers(1, 400), min_size=1, max_size=4))
def test_the_tick_misses_nothing_however_long_it_slept(
    new_sqlite_office: Callable[[], Any], history: Any, jumps: Any
) -> None:
    office = new_sqlite_office()
    for content in history:
        office.at += timedelta(minutes=1)
        office.enter(**content)
    for jump in jumps:
        office.at += timedelta(days=jump, hours=7)
        office.tick()
        found = office.verify()
        assert (found.differences, found.awaiting_tick) == ((), 0)
        assert office.tick() == []


@few
@given(history=st.lists(entries, min_size=1, max_size=5))
def test_both_databases_keep_the_same_rows(
    new_sqlite_office: Callable[[], Any], new_postgresql_office: Callable[[], Any], history: Any
) -> None:
    offices = [new_sqlite_office(), new_postgresql_office()]
    for office in offices:
        for content in history:
            office.at += timedelta(minutes=1)
            office.enter(**content)
    assert offices[0].rows() == offices[1].rows()
