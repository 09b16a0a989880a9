"""Whom a role means, and who stands in where nobody is there."""

from zoneinfo import ZoneInfo

from meeting_cadence.alerts.recipients import Administrator, Directory, Recipient
from meeting_cadence.bodies import Body, Contact, Text, Tree

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = Contact("secretariat", "office@example.org", "办公室")
CHAIR = Contact("chair", "chair@example.org")
PROVINCE = Contact("secretariat", "province@example.org")
WATCH = Contact("supervisor", "watch@example.org")
ADMIN = Administrator("admin@example.org", "管理员")


def directory(
    *,
    own: tuple[Contact, ...] = (OFFICE, CHAIR),
    above: tuple[Contact, ...] = (PROVINCE,),
    admin: bool = True,
) -> Directory:
    bodies = [
        Body("country", Text.both("country"), ZONE, contacts=(WATCH,)),
        Body("province", Text.both("province"), ZONE, parent="country", contacts=above),
        Body("city", Text.both("city"), ZONE, parent="province", contacts=own),
    ]
    return Directory(Tree(bodies), (ADMIN,) if admin else ())


def told(house: Directory, *roles: str, **how: bool) -> list[tuple[str, str, bool]]:
    return [(one.address, one.role, one.stands_in) for one in house.told("city", roles, **how)]


def test_own_roles_are_the_contacts_of_the_body() -> None:
    assert directory().told("city", ["secretariat", "chair"]) == (
        Recipient("office@example.org", "secretariat", "办公室"),
        Recipient("chair@example.org", "chair"),
    )


def test_a_superior_role_is_the_nearest_superior_that_has_it() -> None:
    assert told(directory(), "secretariat", "superior_secretariat") == [
        ("office@example.org", "secretariat", False),
        ("province@example.org", "superior_secretariat", False),
    ]
    assert told(directory(), "superior_supervisor") == [("watch@example.org", "superior_supervisor", False)]


def test_the_supervisor_may_sit_above() -> None:
    assert told(directory(), "supervisor") == [("watch@example.org", "supervisor", False)]


def test_soft_mandates_are_never_told_to_superiors() -> None:
    assert told(directory(), "secretariat", "superior_secretariat", soft=True) == [
        ("office@example.org", "secretariat", False)
    ]
    assert told(directory(own=()), "secretariat", soft=True) == [("admin@example.org", "administrator", True)]


def test_where_the_body_has_nobody_the_superior_and_the_administrators_stand_in() -> None:
    assert told(directory(own=(CHAIR,)), "secretariat") == [
        ("province@example.org", "superior_secretariat", True),
        ("admin@example.org", "administrator", True),
    ]


def test_who_stands_in_and_is_told_anyway_is_told_once() -> None:
    assert told(directory(own=(), admin=False), "secretariat", "superior_secretariat") == [
        ("province@example.org", "superior_secretariat", True)
    ]


def test_a_question_goes_to_the_body_itself_or_to_the_administrators() -> None:
    assert told(directory(), "secretariat", own_only=True) == [("office@example.org", "secretariat", False)]
    assert told(directory(own=()), "secretariat", own_only=True) == [
        ("admin@example.org", "administrator", True)
    ]


def test_where_nobody_is_left_one_without_an_address_makes_it_visible() -> None:
    assert told(directory(own=(), above=(), admin=False), "secretariat") == [("", "secretariat", True)]


def test_an_address_in_two_roles_is_told_once() -> None:
    both = (OFFICE, Contact("chair", "OFFICE@example.org"))
    assert told(directory(own=both), "secretariat", "chair") == [("office@example.org", "secretariat", False)]
