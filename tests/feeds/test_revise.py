"""When an entry gets a new revision."""

from datetime import UTC, datetime, timedelta

from meeting_cadence.feeds.revise import Revision, revise

BORN = datetime(2024, 1, 1, 8, tzinfo=UTC)
OLD = Revision("content", "place", 3, BORN)
LATER = BORN + timedelta(days=1)
AT = BORN + timedelta(days=2)


def test_the_first_revision_is_sequence_0_at_the_time_of_its_source() -> None:
    born = revise(None, "content", "place", changed=BORN.replace(microsecond=7), at=AT)
    assert born == Revision("content", "place", 0, BORN)
    assert revise(None, "content", "place", changed=None, at=AT).modified == AT


def test_the_same_content_moves_nothing() -> None:
    assert revise(OLD, "content", "place", changed=LATER, at=AT) == OLD


def test_other_content_moves_last_modified_alone() -> None:
    assert revise(OLD, "other", "place", changed=LATER, at=AT) == Revision("other", "place", 3, LATER)


def test_another_place_moves_the_sequence_too() -> None:
    assert revise(OLD, "other", "elsewhere", changed=LATER, at=AT) == Revision("other", "elsewhere", 4, LATER)


def test_what_comes_back_moves_the_sequence() -> None:
    assert revise(OLD._replace(gone=True), "content", "place", changed=LATER, at=AT) == Revision(
        "content", "place", 4, LATER
    )


def test_where_the_source_did_not_change_the_instant_of_rendering_counts() -> None:
    assert revise(OLD, "other", "place", changed=BORN, at=AT).modified == AT


def test_last_modified_grows_even_when_the_clock_went_back() -> None:
    revised = revise(OLD, "other", "place", changed=BORN, at=BORN - timedelta(days=9))
    assert revised.modified == BORN + timedelta(seconds=1)
