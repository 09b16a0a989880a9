"""People: sign in without telling who exists, sessions that end, links that work once, disabling at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from meeting_cadence.access import Role
from meeting_cadence.access.refusals import BodyUnknown
from meeting_cadence.actions.passwords import hash_token, is_password
from meeting_cadence.actions.people import (
    add_person,
    disable_person,
    enable_person,
    first_link,
    look_at_link,
    reset_person,
    use_link,
)
from meeting_cadence.actions.refusals import (
    LinkUseless,
    LoginInvalid,
    LoginTaken,
    PasswordTooWeak,
    PersonUnknown,
    RoleUnknown,
    SignInRefused,
)
from meeting_cadence.actions.sign_in import SignedIn, sign_in, sign_out, who_is
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.tables.feeds import Feed
from meeting_cadence.store.tables.record import OneTimeLink, PersonRow, SecurityEvent, SessionRow

PASSWORD = "正确的一句长密码 0123"


class Desk:
    """People of one store, on a clock of their own."""

    def __init__(self, office: Any) -> None:
        self.office = office
        self.at = datetime(2024, 3, 5, 4, tzinfo=UTC)

    def do(self, verb: Any, *given: Any, **named: Any) -> Any:
        with self.office.store.session() as session:
            return verb(SqlPeople(session, at=self.at), *given, **named)

    def add(self, login: str = "li", **fields: Any) -> Any:
        given = {"name": "李某", "role": "secretary", "scope": "commission", "by": "admin"} | fields
        return self.do(add_person, self.office.world, login=login, **given)

    def with_password(self, login: str = "li") -> None:
        self.do(use_link, self.add(login).token, password=PASSWORD)

    def sign_in(self, password: str = PASSWORD, login: str = "li") -> Any:
        return self.do(sign_in, login, password)


@pytest.fixture
def desk(sqlite_office: Any) -> Desk:
    return Desk(sqlite_office)


def test_someone_added_chooses_a_password_by_a_link_and_signs_in(office: Any) -> None:
    desk = Desk(office)
    invited = desk.add(login="Li")
    assert invited.person.login == "li"
    assert desk.do(look_at_link, invited.token).person == invited.person.id
    desk.do(use_link, invited.token, password=PASSWORD)
    signed = desk.sign_in(login="LI")
    assert isinstance(signed, SignedIn)
    assert desk.do(who_is, signed.token) == invited.person


def test_no_secret_is_kept_in_the_clear(desk: Desk) -> None:
    invited = desk.add()
    desk.do(use_link, invited.token, password=PASSWORD)
    signed = desk.sign_in()
    with desk.office.store.reading() as session:
        assert session.get(OneTimeLink, hash_token(invited.token)) is not None
        assert session.get(SessionRow, hash_token(signed.token)) is not None
        kept = session.get(PersonRow, invited.person.id).password_hash
    assert kept.startswith("$argon2id$")
    assert is_password(PASSWORD, kept)
    assert not is_password(PASSWORD, None)


def test_a_link_works_once_and_for_three_days(desk: Desk) -> None:
    invited = desk.add()
    desk.do(use_link, invited.token, password=PASSWORD)
    with pytest.raises(LinkUseless):
        desk.do(use_link, invited.token, password=PASSWORD)
    other = desk.add("zhang")
    desk.at += timedelta(hours=72)
    with pytest.raises(LinkUseless):
        desk.do(look_at_link, other.token)
    with pytest.raises(LinkUseless):
        desk.do(look_at_link, "nothing")


def test_a_weak_password_leaves_the_link_alive(desk: Desk) -> None:
    invited = desk.add()
    for weak in ("short", "aaaaaaaaaaaa", "x" * 201):
        with pytest.raises(PasswordTooWeak):
            desk.do(use_link, invited.token, password=weak)
    desk.do(use_link, invited.token, password=PASSWORD)


def test_wrong_password_unknown_login_and_disabled_are_answered_alike(desk: Desk) -> None:
    desk.with_password()
    answers = [desk.sign_in("wrong"), desk.sign_in(login="nobody")]
    desk.do(disable_person, "li", by="admin")
    answers.append(desk.sign_in())
    assert [(type(one), one.subject, dict(one.values)) for one in answers] == [(SignInRefused, "", {})] * 3


def test_five_failures_lock_for_fifteen_minutes(desk: Desk) -> None:
    desk.with_password()
    for _ in range(5):
        assert isinstance(desk.sign_in("wrong"), SignInRefused)
    assert isinstance(desk.sign_in(), SignInRefused)
    desk.at += timedelta(minutes=14, seconds=59)
    assert isinstance(desk.sign_in(), SignInRefused)
    desk.at += timedelta(seconds=1)
    assert isinstance(desk.sign_in(), SignedIn)


def test_four_failures_do_not_lock_and_success_forgets_them(desk: Desk) -> None:
    desk.with_password()
    for _ in range(2):
        for _ in range(4):
            desk.sign_in("wrong")
        assert isinstance(desk.sign_in(), SignedIn)


def test_a_session_ends_after_thirty_idle_minutes(desk: Desk) -> None:
    desk.with_password()
    token = desk.sign_in().token
    for _ in range(3):
        desk.at += timedelta(minutes=30)
        assert desk.do(who_is, token) is not None
    desk.at += timedelta(minutes=30, seconds=1)
    assert desk.do(who_is, token) is None


def test_a_session_ends_after_twelve_hours_however_busy(desk: Desk) -> None:
    desk.with_password()
    token = desk.sign_in().token
    for _ in range(24):
        desk.at += timedelta(minutes=30)
        assert desk.do(who_is, token) is not None
    desk.at += timedelta(seconds=1)
    assert desk.do(who_is, token) is None


def test_signing_out_ends_this_session_only(desk: Desk) -> None:
    desk.with_password()
    one, other = desk.sign_in().token, desk.sign_in().token
    desk.do(sign_out, one)
    assert desk.do(who_is, one) is None
    assert desk.do(who_is, other) is not None


def test_disabling_ends_sessions_links_and_feeds_at_once(office: Any) -> None:
    desk = Desk(office)
    desk.with_password()
    token = desk.sign_in().token
    person = desk.do(who_is, token)
    link = desk.do(reset_person, "li", by="admin").token
    with office.store.session() as session:
        session.add(
            Feed(
                token_hash="f", person=person.id, kind="body", scope="commission", options={}, created=desk.at
            )
        )
    assert desk.do(disable_person, "li", by="admin").login == "li"
    assert desk.do(who_is, token) is None
    with pytest.raises(LinkUseless):
        desk.do(use_link, link, password=PASSWORD)
    with office.store.reading() as session:
        assert session.query(Feed).one().revoked_at == desk.at


def test_a_reset_ends_sessions_and_the_old_password(desk: Desk) -> None:
    desk.with_password()
    token = desk.sign_in().token
    invited = desk.do(reset_person, "li", by="admin")
    assert desk.do(who_is, token) is None
    assert isinstance(desk.sign_in(), SignInRefused)
    desk.do(use_link, invited.token, password=PASSWORD + "x")
    assert isinstance(desk.sign_in(PASSWORD + "x"), SignedIn)


def test_enabling_again_needs_a_new_password(desk: Desk) -> None:
    desk.with_password()
    desk.do(disable_person, "li", by="admin")
    invited = desk.do(enable_person, "li", by="admin")
    assert isinstance(desk.sign_in(), SignInRefused)
    desk.do(use_link, invited.token, password=PASSWORD)
    assert isinstance(desk.sign_in(), SignedIn)


def test_the_first_link_makes_an_administrator_and_then_there_is_none(desk: Desk) -> None:
    first = desk.do(first_link)
    second = desk.do(first_link)
    with pytest.raises(LinkUseless):
        desk.do(use_link, first.token, password=PASSWORD, login="admin", name="管理员")
    person = desk.do(use_link, second.token, password=PASSWORD, login="admin", name="管理员")
    assert (person.login, person.role, person.scope) == ("admin", Role.ADMINISTRATOR, None)
    assert desk.do(first_link) is None


def test_who_is_added_is_checked(desk: Desk) -> None:
    desk.add()
    with pytest.raises(LoginTaken):
        desk.add("LI")
    with pytest.raises(LoginInvalid):
        desk.add("li zhang")
    with pytest.raises(LoginInvalid):
        desk.add("zhang", name=" ")
    with pytest.raises(BodyUnknown):
        desk.add("zhang", scope="comission")
    with pytest.raises(RoleUnknown) as refusal:
        desk.add("zhang", role="secretery")
    assert refusal.value.values["near"] == "secretary"
    with pytest.raises(PersonUnknown) as unknown:
        desk.do(disable_person, "lii", by="admin")
    assert unknown.value.values["near"] == "li"


def test_the_security_log_names_what_happened(desk: Desk) -> None:
    desk.with_password()
    desk.sign_in("wrong")
    desk.sign_in()
    desk.do(disable_person, "li", by="admin")
    with desk.office.store.reading() as session:
        kinds = [row.kind for row in session.query(SecurityEvent).order_by("id")]
    assert kinds == ["person_added", "password_chosen", "sign_in_failed", "signed_in", "person_disabled"]
