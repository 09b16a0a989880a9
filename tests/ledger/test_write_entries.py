"""Entries become mappings and back, without loss."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meeting_cadence.ledger.entries import (
    Act,
    Adopt,
    Complete,
    Entry,
    Event,
    NextDue,
    NotHeld,
    Plan,
    Relief,
    Replace,
    Retract,
)
from meeting_cadence.ledger.read import read_entry, read_ledger
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.regulations.check_terms import ACT_FORMS, ACT_PARTS

days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
instants = st.builds(
    lambda day, seconds, offset: (
        datetime(day.year, day.month, day.day, tzinfo=timezone(timedelta(minutes=offset)))
        + timedelta(seconds=seconds)
    ),
    st.dates(date(1001, 1, 1), date(2998, 1, 1)),
    st.floats(0, 86_400),
    st.integers(-14 * 60, 14 * 60),
)
texts = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
maybe = st.none() | texts
bodies = st.lists(st.sampled_from(["a", "b"]), min_size=1, unique=True).map(tuple)
body = st.sampled_from(["a", "b"])
mandate = st.sampled_from(["yearly", "convey"])
years = st.integers(1000, 2999).map(str)
labels = {"yearly": years | years.map("{}#2".format), "convey": texts}
"""What windows of the mandates can be called: years, and whatever triggers are called."""
items = st.frozensets(texts, max_size=3)


@st.composite
def spans(draw):
    """A start and an end that is not before it."""
    start = draw(days | instants)
    end = draw(st.none() | st.just(start))
    return start, end


@st.composite
def acts(draw, id=maybe):
    start, end = draw(spans())
    entitled = draw(st.none() | st.integers(1, 99))
    present = draw(st.none() | st.integers(0, entitled or 99))
    counts_for = {name: draw(labels[name]) for name in draw(st.sets(mandate))}
    return Act(
        bodies=draw(bodies),
        kind=draw(texts),
        start=start,
        id=draw(id),
        end=end,
        ordinal=draw(st.none() | st.integers(1, 99)),
        form=draw(st.none() | st.sampled_from(ACT_FORMS)),
        part=draw(st.sampled_from(ACT_PARTS)),
        present=present,
        entitled=entitled,
        items=draw(items),
        about=draw(st.lists(body, max_size=2).map(tuple)),
        series=draw(maybe),
        plan=draw(maybe),
        counts_for=tuple(sorted(counts_for.items())),
        title=draw(maybe),
        place=draw(maybe),
        evidence=tuple(draw(st.lists(texts, max_size=2))),
    )


@st.composite
def plans(draw, id=texts):
    start, end = draw(spans())
    status = draw(st.sampled_from(["tentative", "confirmed", "cancelled"]))
    form = draw(st.none() | st.sampled_from(ACT_FORMS))
    decided = draw(st.none() | days)
    return Plan(
        draw(id),
        draw(bodies),
        draw(texts),
        start,
        status,
        decided,
        end,
        draw(items),
        form,
        draw(maybe),
        draw(maybe),
    )


@st.composite
def reliefs(draw):
    relief = draw(st.sampled_from(["extend", "advance", "postpone", "set_date", "waive", "suspend"]))
    until = draw(days) if relief in ("extend", "advance", "set_date", "suspend") else None
    which = draw(mandate)
    return Relief(
        which,
        draw(body),
        relief,
        draw(days),
        window=draw(st.none() | labels[which] if relief == "suspend" else labels[which]),
        until=until,
        start=until if relief == "suspend" else None,
        authority=draw(maybe),
        authority_body=draw(st.none() | body),
        instrument=draw(maybe),
        retroactive=draw(st.booleans()),
        id=draw(maybe),
    )


adopts = st.one_of(
    st.builds(Adopt, body, days, st.just("law"), st.none(), st.none() | days, maybe),
    st.builds(Adopt, body, days, st.none(), mandate, st.none() | days, maybe),
)
facts = st.one_of(
    acts(),
    plans(),
    reliefs(),
    adopts,
    st.builds(Event, body, texts, days | instants, maybe, maybe),
    st.builds(Complete, st.none() | body, maybe, st.none() | days, st.none() | days, maybe),
    st.builds(NextDue, mandate, body, days, st.none() | days, maybe),
    mandate.flatmap(lambda one: st.builds(NotHeld, st.just(one), body, labels[one], st.none() | days, maybe)),
)
corrections = st.one_of(
    st.builds(Retract, texts, texts, maybe),
    st.builds(lambda fact, own: Replace(fact.id, "reason", fact, own), acts(id=texts) | plans(), maybe),
)
all_entries = st.builds(Entry, facts | corrections, st.none() | instants, maybe)


@given(all_entries)
def test_reading_what_was_written_gives_the_same_entry(pack, entry):
    mapping = json.loads(json.dumps(entry_as_mapping(entry)))
    assert read_entry(mapping, pack=pack) == entry


@pytest.mark.parametrize(
    ("entry", "mapping"),
    [
        (
            Entry(Act(("a",), "k", date(2024, 3, 5), "m"), datetime(2024, 3, 6, tzinfo=UTC), "王某"),
            {
                "act": {"id": "m", "body": "a", "kind": "k", "start": "2024-03-05"},
                "recorded": "2024-03-06T00:00:00+00:00",
                "by": "王某",
            },
        ),
        (
            Entry(Plan("p", ("a", "b"), "k", date(2024, 3, 5))),
            {
                "plan": {
                    "id": "p",
                    "bodies": ["a", "b"],
                    "kind": "k",
                    "start": "2024-03-05",
                    "status": "confirmed",
                }
            },
        ),
        (Entry(Complete()), {"complete": {"from": None}}),
        (
            Entry(
                Relief("m", "a", "suspend", date(2020, 1, 1), start=date(2020, 1, 2), until=date(2020, 1, 3))
            ),
            {
                "relief": {
                    "mandate": "m",
                    "body": "a",
                    "type": "suspend",
                    "granted": "2020-01-01",
                    "until": "2020-01-03",
                    "from": "2020-01-02",
                }
            },
        ),
        (
            Entry(Replace("m", "typo", Event("a", "e", date(2024, 1, 1), "m"), "c")),
            {
                "replace": {
                    "id": "c",
                    "entry": "m",
                    "reason": "typo",
                    "event": {"id": "m", "body": "a", "kind": "e", "at": "2024-01-01"},
                }
            },
        ),
    ],
)
def test_the_keys_are_those_of_the_file_format(entry, mapping):
    assert entry_as_mapping(entry) == mapping


def test_an_offset_of_seconds_is_written_in_utc(pack):
    """Local mean time, before the zones: ISO 8601 offsets have minutes."""
    shanghai = timezone(timedelta(hours=8, minutes=5, seconds=43))
    entry = Entry(Event("a", "e", datetime(1900, 1, 1, 12, tzinfo=shanghai)))
    assert entry_as_mapping(entry)["event"]["at"] == "1900-01-01T03:54:17+00:00"
    assert read_entry(entry_as_mapping(entry), pack=pack) == entry


def test_a_whole_ledger_written_and_read_again(pack):
    entries = (Entry(Complete()), Entry(Act(("a",), "plenary", date(2024, 3, 5), "m-1")))
    text = json.dumps({"format": 1, "entries": [entry_as_mapping(entry) for entry in entries]})
    assert read_ledger(text, name="l.json", pack=pack).entries == entries
