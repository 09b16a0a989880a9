"""Pages of rows against the whole board: every sort, forwards and back, now, overtaken by time, in the past."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from tests.conftest import Office
from tests.stores import NewStore

from meeting_cadence.access import Person, Role
from meeting_cadence.queries.board import Cursor, CursorInvalid, Page, Question, Sort
from meeting_cadence.store import listing, walk
from meeting_cadence.store.engine import Store
from meeting_cadence.store.listing import count_judged, every_page, list_judged
from meeting_cadence.store.reading import Judged, Reading


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that an office of five bodies needs several of everything."""
    monkeypatch.setattr(walk, "_FIRST_GROUP", 2)
    monkeypatch.setattr(listing, "_AT_ONCE", 2)


@pytest.fixture
def full(new_store: NewStore) -> Iterator[Any]:
    """The office with rows of every form, on both databases in turn."""
    store = new_store.furnished(fill)
    yield Office(store)
    new_store.drop(store)


@pytest.fixture
def sqlite_full(new_sqlite_store: NewStore) -> Iterator[Any]:
    """The same in a SQLite file, for what does not depend on the database."""
    store = new_sqlite_store.furnished(fill)
    yield Office(store)
    new_sqlite_store.drop(store)


def fill(store: Store) -> None:
    """Acts, events, a relief, gaps and reviews: rows of every form, with and without a due day."""
    office = Office(store)
    office.apply()
    office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    for year in (2022, 2024):
        office.enter(act={"body": "commission", "kind": "plenary", "start": f"{year}-02-01"})
    office.enter(act={"body": "city-a", "kind": "study", "start": "2023-03-01"})
    office.enter(event={"body": "city-b", "kind": "incident", "at": "2024-03-05T09:00:00+08:00"})
    office.enter(event={"body": "commission", "kind": "appointment", "at": "2024-05-05"})


def reading_of(office: Any, session: Any, scope: str | None = None, **times: Any) -> Reading:
    person = Person(1, "viewer", "某", Role.VIEWER, scope)
    return Reading(session, office.tables, person, office.at, **times)


def page(office: Any, question: Question, scope: str | None = None, **times: Any) -> Page[Judged]:
    with office.store.reading() as session:
        return list_judged(reading_of(office, session, scope, **times), question).page


def whole(office: Any, sort: Sort, scope: str | None = None, **times: Any) -> list[str]:
    """The keys of every row that the board itself answers, in the order that is promised."""
    with office.store.reading() as session:
        reading = reading_of(office, session, scope, **times)
        bodies, mandates = reading.places

        def place(row: dict[str, Any]) -> tuple[Any, ...]:
            rank = {"due": 0, "body": bodies.index(row["body"]), "mandate": mandates.index(row["mandate"])}
            return (rank[sort.value], row["due"] is None, (row["due"] or "")[:10], row["key"])

        return [row["key"] for row in sorted((one.row for one in reading.judged(bodies)), key=place)]


def forwards(office: Any, question: Question, **times: Any) -> Iterator[Page[Judged]]:
    cursor: Cursor | None = None
    while True:
        found = page(office, Question(sort=question.sort, limit=question.limit, after=cursor), **times)
        yield found
        if found.next is None:
            return
        cursor = Cursor.parse(str(found.next))


TIMES: list[dict[str, Any]] = [{}, {"at": date(2023, 7, 1)}, {"known_at": "now"}]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("times", TIMES, ids=["now", "then", "known"])
def test_pages_forwards_and_back_are_the_whole_board(full: Any, sort: Sort, times: dict[str, Any]) -> None:
    check_pages(full, sort, times, limit=4)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("times", TIMES, ids=["now", "then", "known"])
def test_every_row_may_be_the_edge_of_a_page(sqlite_full: Any, sort: Sort, times: dict[str, Any]) -> None:
    check_pages(sqlite_full, sort, times, limit=1)


def check_pages(full: Any, sort: Sort, times: dict[str, Any], *, limit: int) -> None:
    times = {name: full.at if value == "now" else value for name, value in times.items()}
    if not times:
        full.at += timedelta(days=200)
    pages = list(forwards(full, Question(sort=sort, limit=limit), **times))
    keys = [judged.row["key"] for one in pages for judged in one.rows]
    assert keys == whole(full, sort, **times)
    assert len(keys) > 20 and all(len(one.rows) == limit for one in pages[:-1])
    assert pages[0].previous is None
    for here, there in zip(pages[1:], pages, strict=False):
        back = page(full, Question(sort=sort, limit=limit, before=here.previous), **times)
        assert back.rows == there.rows
        assert (back.previous is None) == (there is pages[0])


def test_what_time_has_overtaken_stands_in_its_place_with_its_standing_of_now(full: Any) -> None:
    late = Question(standings=["overdue"], limit=100)
    before = {judged.row["key"] for judged in page(full, late).rows}
    full.at += timedelta(days=400)
    untouched = {row["key"]: row["standing"] for row in full.rows()}
    after = [judged.row for judged in page(full, late).rows]
    assert {row["key"] for row in after} - before, "nobody ticked, and more is overdue"
    assert {row["key"]: row["standing"] for row in full.rows()} == untouched
    assert [row["due"] for row in after] == sorted(row["due"] for row in after)


@pytest.mark.parametrize(
    ("question", "keep"),
    [
        (Question(bodies=["city-a", "city-b"]), lambda row: row["body"].startswith("city")),
        (Question(mandate="study"), lambda row: row["mandate"] == "study"),
        (Question(standings=["overdue", "missed"]), lambda row: row["standing"] in ("overdue", "missed")),
        (Question(binding_only=True), lambda row: row["binding"]),
        (Question(forecasts=False), lambda row: not row["forecast"]),
        (Question(reviews=False), lambda row: row["form"] != "review"),
        (Question(force="normally"), lambda row: row["force"] == "normally"),
        (
            Question(due_from=date(2023, 6, 30), due_to=date(2023, 12, 31)),
            lambda row: row["due"] is not None and "2023-06-30" <= row["due"][:10] <= "2023-12-31",
        ),
        (
            Question(due_to=date(2023, 12, 31), undated_too=True),
            lambda row: row["due"] is None or row["due"][:10] <= "2023-12-31",
        ),
    ],
)
def test_every_filter_holds_in_every_way_of_reading(sqlite_full: Any, question: Question, keep: Any) -> None:
    for sort in Sort:
        check_filter(sqlite_full, question, keep, sort)
        check_filter(sqlite_full, question, keep, sort, at=date(2024, 3, 5))


def check_filter(full: Any, question: Question, keep: Any, sort: Sort, **times: Any) -> None:
    with full.store.reading() as session:
        reading = reading_of(full, session, **times)
        asked = Question(**{name: getattr(question, name) for name in FILTERS}, sort=sort, limit=3)
        found = [one.row for one in every_page(lambda one: list_judged(reading, one).page, asked)]
        everything = {one.row["key"]: one.row for one in reading.judged(reading.bodies)}
        assert count_judged(reading, asked) == len(found)
    assert {row["key"] for row in found} == {key for key, row in everything.items() if keep(row)}


FILTERS = (
    *(
        "bodies",
        "mandate",
        "standings",
        "binding_only",
        "forecasts",
        "reviews",
        "force",
        "due_from",
        "due_to",
    ),
    "undated_too",
)


def test_of_many_bodies_the_past_comes_in_the_order_of_the_bodies(
    full: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "WHOLE", 3)
    past = {"at": date(2024, 3, 5)}
    with full.store.reading() as session:
        reading = reading_of(full, session, **past)
        first = list_judged(reading, Question(limit=5))
        assert first.sort is Sort.BODY
        found = [one.row["key"] for one in every_page(lambda one: list_judged(reading, one).page, Question())]
        few = list_judged(reading, Question(bodies=["city-a"], limit=5))
    assert few.sort is Sort.DUE
    assert found == whole(full, Sort.BODY, **past)
    pages = list(forwards(full, Question(limit=5), **past))
    assert [one.row["key"] for each in pages for one in each.rows] == found
    back = page(full, Question(limit=5, before=pages[2].previous), **past)
    assert back.rows == pages[1].rows


def test_bodies_out_of_sight_are_in_no_list(full: Any) -> None:
    asked = Question(bodies=["province", "city-a"], limit=1000)
    assert {one.row["body"] for one in page(full, asked, scope="city-a").rows} == {"city-a"}
    assert {one.row["body"] for one in page(full, Question(limit=1000), scope="commission").rows} == {
        *("commission", "city-a", "city-b"),
    }


@pytest.mark.parametrize("sort", Sort)
def test_a_cursor_of_another_sort_is_refused(full: Any, sort: Sort) -> None:
    for other in Sort:
        cursor = page(full, Question(sort=other, limit=2)).next
        if other is not sort:
            with pytest.raises(CursorInvalid):
                page(full, Question(sort=sort, after=cursor))


def test_a_page_reads_no_more_rows_than_it_shows_and_one(full: Any) -> None:
    fetched: list[int] = []

    @event.listens_for(full.store.engine, "after_cursor_execute")
    def told(_connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM obligation" in statement and "judged" in statement:
            fetched.append(statement.count("LIMIT"))

    for sort in Sort:
        page(full, Question(sort=sort, limit=2, standings=["upcoming", "missed"]))
    event.remove(full.store.engine, "after_cursor_execute", told)
    assert fetched and all(fetched), "no statement reads rows without a limit"
