"""Drafts: kept for their owner alone, for a week, no more than some."""

from datetime import UTC, datetime, timedelta

import pytest

from meeting_cadence.access import Person, Role
from meeting_cadence.store.drafts import LASTS, MOST, drop_draft, keep_draft, load_draft, load_drafts
from meeting_cadence.store.engine import Store
from meeting_cadence.store.people import SqlPeople

AT = datetime(2024, 3, 5, 4, tzinfo=UTC)
GIVEN = {"kind": ["plenary"], "items": ["a", "b"]}


@pytest.fixture
def people(store: Store) -> tuple[Person, Person]:
    with store.session() as session:
        kept = SqlPeople(session, at=AT)
        return (
            kept.add(Person(0, "wang", "王", Role.SECRETARY)),
            kept.add(Person(0, "li", "李", Role.SECRETARY)),
        )


def put(store: Store, person: Person, at: datetime = AT, path: str = "/record") -> int:
    with store.sharing() as session:
        return keep_draft(session, person, path, GIVEN, at=at)


def numbers(store: Store, person: Person, at: datetime = AT) -> list[int]:
    with store.reading() as session:
        return [draft.id for draft in load_drafts(session, person, at=at)]


def test_a_draft_comes_back_as_it_was_filled_in(store: Store, people: tuple[Person, Person]) -> None:
    number = put(store, people[0])
    with store.reading() as session:
        draft = load_draft(session, people[0], number, at=AT)
    assert draft is not None
    assert (draft.path, draft.answers, draft.saved) == ("/record", GIVEN, AT)


def test_nobody_else_reads_or_drops_it(store: Store, people: tuple[Person, Person]) -> None:
    number = put(store, people[0])
    with store.sharing() as session:
        assert load_draft(session, people[1], number, at=AT) is None
        assert not drop_draft(session, people[1], number, at=AT)
    assert numbers(store, people[0]) == [number]


def test_dropped_it_is_gone(store: Store, people: tuple[Person, Person]) -> None:
    number = put(store, people[0])
    with store.sharing() as session:
        assert drop_draft(session, people[0], number, at=AT)
        assert not drop_draft(session, people[0], number, at=AT)
    assert numbers(store, people[0]) == []


@pytest.mark.parametrize(("after", "count"), [(LASTS, 1), (LASTS + timedelta(microseconds=1), 0)])
def test_it_lasts_a_week(store: Store, people: tuple[Person, Person], after: timedelta, count: int) -> None:
    put(store, people[0])
    assert len(numbers(store, people[0], AT + after)) == count


def test_the_oldest_give_way(store: Store, people: tuple[Person, Person]) -> None:
    made = [put(store, people[0], AT + timedelta(minutes=number)) for number in range(MOST + 1)]
    other = put(store, people[1])
    later = AT + timedelta(hours=1)
    assert numbers(store, people[0], later) == made[:0:-1]
    assert numbers(store, people[1], later) == [other]
