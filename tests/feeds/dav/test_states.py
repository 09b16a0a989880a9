"""What changed since a token: between two states, over cut answers, after a restored database; both databases."""

import gzip
from collections.abc import Mapping

import pytest
from sqlalchemy import delete, func, insert, select, update
from tests.feeds.conftest import utc

from meeting_cadence.feeds.dav import states
from meeting_cadence.feeds.dav.states import Changes, changes, is_known, last_state, record
from meeting_cadence.feeds.dav.tokens import SyncToken, read_token
from meeting_cadence.feeds.snapshots import digest
from meeting_cadence.store.engine import Store
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.dav import DavMember, DavState
from meeting_cadence.store.tables.feeds import FeedSnapshot

CALENDAR = "c" * 32
SNAPSHOT = table_of(FeedSnapshot)
AT = utc(2024, 2, 1)


def body(entries: Mapping[str, str]) -> bytes:
    events = (
        f"BEGIN:VEVENT\r\nLAST-MODIFIED:20240101T000000Z\r\nUID:{name}@h\r\nDTSTART:20240101T000000Z\r\n"
        f"SUMMARY:{summary}\r\nEND:VEVENT\r\n"
        for name, summary in entries.items()
    )
    return f"BEGIN:VCALENDAR\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


class Book:
    """A calendar whose entries are written as name=summary: `a=1 b=2`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def publish(self, written: str) -> SyncToken:
        """Publish these entries, record the state; answers its token."""
        whole = body(dict(one.split("=") for one in written.split()))
        values = {"packed": gzip.compress(whole), "etag": digest(whole), "modified": AT, "number": 1}
        values |= {"day": AT.date(), "cause": "", "entries": 0, "allowed": False}
        with self.store.session() as session:
            session.connection().execute(delete(SNAPSHOT))
            session.connection().execute(insert(SNAPSHOT).values(calendar=CALENDAR, **values))
        record(self.store, CALENDAR, at=AT)
        return self.now

    @property
    def now(self) -> SyncToken:
        with self.store.reading() as session:
            row = last_state(session, CALENDAR)
        return SyncToken.of(CALENDAR, row.number, row.etag)

    def since(self, token: SyncToken | None, limit: int | None = None) -> Changes:
        with self.store.reading() as session:
            assert token is None or is_known(session, token)
            return changes(session, self.now, token, limit=limit)

    def told(self, token: SyncToken | None) -> str:
        found = self.since(token)
        assert (found.token, found.is_cut) == (self.now, False)
        return written(found)

    def knows(self, token: SyncToken) -> bool:
        with self.store.reading() as session:
            return is_known(session, token)


def written(found: Changes) -> str:
    return " ".join(f"-{one.name}" if one.gone else one.name for one in found.listed)


@pytest.fixture
def book(store: Store) -> Book:
    return Book(store)


def test_each_state_tells_what_changed_came_and_went(book: Book) -> None:
    first = book.publish("a=1 b=1 c=1")
    assert (first.number, book.told(None), book.told(first)) == (1, "a b c", "")
    second = book.publish("a=1 b=2 d=1")
    assert (second.number, book.told(first), book.told(second)) == (2, "b -c d", "")
    third = book.publish("a=1 b=2 c=2 d=1")
    assert (book.told(first), book.told(second), book.told(third)) == ("b d c", "c", "")
    assert book.told(None) == "a b d c"


def test_what_came_and_went_between_is_told_as_gone(book: Book) -> None:
    first = book.publish("a=1")
    book.publish("a=1 b=1")
    book.publish("a=1")
    assert book.told(first) == "-b"
    assert book.told(None) == "a"


def test_the_same_body_is_the_same_state(book: Book) -> None:
    assert book.publish("a=1") == book.publish("a=1")
    assert book.publish("").number == 2
    assert book.publish("a=1").number == 3


def test_a_cut_answer_goes_on_where_it_ended(book: Book) -> None:
    first = book.publish("a=1 b=1 c=1 d=1")
    book.publish("a=2 b=2 c=1")
    one = book.since(first, 1)
    assert (written(one), one.is_cut) == ("a", True)
    two = book.since(one.token, 1)
    assert (written(two), two.is_cut) == ("b", True)
    three = book.since(two.token, 1)
    assert (written(three), three.is_cut, three.token) == ("-d", False, book.now)
    assert written(book.since(first, 3)) == "a b -d"
    assert not book.since(first, 3).is_cut


def test_what_changes_during_a_cut_first_sync_is_told(book: Book) -> None:
    book.publish("a=1 b=1 c=1 x=1")
    book.publish("a=1 b=1 c=1")
    one = book.since(None, 2)
    assert (written(one), one.is_cut) == ("a b", True)
    book.publish("b=1 c=1 e=1")
    two = book.since(one.token, 2)
    assert (written(two), two.is_cut) == ("c -a", True)
    three = book.since(two.token, 2)
    assert (written(three), three.token) == ("e", book.now)


def test_tokens_of_other_histories_are_unknown(book: Book) -> None:
    token = book.publish("a=1")
    assert book.knows(token)
    assert not book.knows(token._replace(number=2))
    assert not book.knows(token._replace(calendar="d" * 32))
    assert not book.knows(token._replace(mark="0" * 12))


def test_a_restored_database_counts_anew_and_says_so(book: Book) -> None:
    book.publish("a=1")
    lost = book.publish("a=2")
    with book.store.session() as session:
        session.connection().execute(delete(table_of(DavState)).where(table_of(DavState).c.number == 2))
    again = book.publish("a=3")
    assert (again.number, lost.number) == (2, 2)
    assert not book.knows(lost)


def test_old_states_and_their_tombstones_are_forgotten(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "KEPT_STATES", 2)
    tokens = [book.publish(f"a={number} b{number}=1") for number in range(1, 6)]
    assert [book.knows(token) for token in tokens] == [False, False, True, True, True]
    assert book.told(tokens[2]) == "-b3 a -b4 b5"
    with book.store.reading() as session:
        table = table_of(DavMember)
        graves = session.connection().execute(select(func.count()).where(table.c.gone)).scalar_one()
    assert graves == 2
    cut = book.since(tokens[2], 1).token
    assert (book.knows(cut), book.knows(cut._replace(told=(2, "a")))) == (True, False)


def test_two_processes_record_a_state_once(book: Book) -> None:
    book.publish("a=1")
    with book.store.session() as session:
        whole = body({"a": "2"})
        values = {"packed": gzip.compress(whole), "etag": digest(whole)}
        session.connection().execute(update(SNAPSHOT).values(values))
    record(book.store, CALENDAR, at=AT)
    record(book.store, CALENDAR, at=AT)
    assert book.now.number == 2


@pytest.mark.parametrize(
    "token",
    [
        SyncToken(CALENDAR, 1, "0123456789ab"),
        SyncToken(CALENDAR, 12, "0123456789ab", (3, "due-x")),
        SyncToken(CALENDAR, 12, "0123456789ab", (3, "mark090-x"), is_first=True),
    ],
)
def test_tokens_are_read_as_they_were_written(token: SyncToken) -> None:
    assert read_token(f" {token}\n") == token
    assert str(token).startswith("data:,")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        f"data:,{CALENDAR}-1",
        f"data:,{CALENDAR}-1-0123456789AB",
        f"data:,{CALENDAR}-1-0123456789ab-x",
    ],
)
def test_texts_that_are_no_tokens(text: str) -> None:
    assert read_token(text) is None
