"""Screens: made by name, scope and days, found by their secret alone, ended at once."""

from datetime import timedelta

import pytest
from tests.conftest import Office

from meeting_cadence.access import NotFound, Role
from meeting_cadence.access.refusals import BodyUnknown
from meeting_cadence.actions.refusals import ScreenLasts, ScreenNameMissing, ScreenUnknown
from meeting_cadence.actions.screens import (
    LONGEST_DAYS,
    MadeScreen,
    Screen,
    WantedScreen,
    make_screen,
    revoke_screen,
    screen_of,
)
from meeting_cadence.store.audit import Asked, list_lines
from meeting_cadence.store.screens import SqlScreens

WALL = WantedScreen("wall", "值班室", "commission", "zh", None)


def make(office: Office, wanted: WantedScreen = WALL) -> MadeScreen:
    with office.store.session() as session:
        return make_screen(SqlScreens(session, at=office.at), office.world, wanted, by="admin")


def find(office: Office, secret: str, kind: str = "wall") -> Screen:
    with office.store.reading() as session:
        return screen_of(SqlScreens(session, at=office.at), office.world, kind, secret)  # type: ignore[arg-type]


def test_a_screen_is_found_by_its_secret_and_sees_its_scope_only(office: Office) -> None:
    made = make(office)
    found = find(office, made.secret)
    assert (found.id, found.name, found.scope, found.created_by) == (made.id, "值班室", "commission", "admin")
    assert (found.viewer.role, found.viewer.scope) == (Role.VIEWER, "commission")
    assert find(office, make(office, WALL._replace(scope=None)).secret).viewer.scope is None


def test_no_secret_is_kept_and_making_and_ending_leave_audit_lines(office: Office) -> None:
    made = make(office)
    with office.store.session() as session:
        revoke_screen(SqlScreens(session, at=office.at), made.id, by="admin")
    with office.store.reading() as session:
        lines = list_lines(session, Asked(subject=str(made.id)))
        kept = repr(SqlScreens(session, at=office.at).every())
    assert [line.action for line in lines if line.action.startswith("screen.")] == [
        "screen.revoked",
        "screen.created",
    ]
    assert made.secret not in kept and all(made.secret not in repr(line) for line in lines)


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\nb"])
def test_a_screen_needs_a_name(office: Office, name: str) -> None:
    with pytest.raises(ScreenNameMissing):
        make(office, WALL._replace(name=name))


@pytest.mark.parametrize(
    ("days", "lasts"), [(0, False), (1, True), (LONGEST_DAYS, True), (LONGEST_DAYS + 1, False)]
)
def test_a_screen_lasts_from_a_day_to_ten_years(office: Office, days: int, lasts: bool) -> None:
    if lasts:
        assert make(office, WALL._replace(days=days)).id
    else:
        with pytest.raises(ScreenLasts):
            make(office, WALL._replace(days=days))


def test_a_screen_of_an_unknown_body_is_refused(office: Office) -> None:
    with pytest.raises(BodyUnknown):
        make(office, WALL._replace(scope="nowhere"))


def test_what_is_unknown_of_the_other_kind_over_or_revoked_is_not_found(office: Office) -> None:
    made = make(office, WALL._replace(days=2))
    for secret, kind in (("x" * 43, "wall"), ("x" * 10_000, "wall"), (made.secret, "embed"), ("", "wall")):
        with pytest.raises(NotFound):
            find(office, secret, kind)
    office.at += timedelta(days=2) - timedelta(seconds=1)
    assert find(office, made.secret).id == made.id
    office.at += timedelta(seconds=1)
    with pytest.raises(NotFound):
        find(office, made.secret)


def test_a_screen_ends_with_its_revocation_and_with_its_body(office: Office) -> None:
    made, other = make(office), make(office, WALL._replace(scope="city-old"))
    with office.store.session() as session:
        screens = SqlScreens(session, at=office.at)
        revoke_screen(screens, made.id, by="admin")
        revoke_screen(screens, made.id, by="admin")
        with pytest.raises(ScreenUnknown):
            revoke_screen(screens, 999, by="admin")
    with pytest.raises(NotFound):
        find(office, made.secret)
    gone = office.pack.replace(
        "  - {id: city-old, name: 旧市, order: 5, parent: commission, until: 2023-01-01}\n", ""
    )
    office.apply(gone.replace(", predecessor: city-old", ""))
    with pytest.raises(NotFound):
        find(office, other.secret)
