"""Who may see, record, relieve and administer: one case per role and side of the border."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from meeting_cadence.access import (
    Person,
    Role,
    may_administer,
    may_audit,
    may_record,
    may_relieve,
    may_see,
    may_see_people,
    visible,
)
from meeting_cadence.bodies import Body, Text, Tree

TREE = Tree(
    Body(id, Text.both(id), ZoneInfo("Asia/Shanghai"), parent=parent)
    for id, parent in (("province", None), ("city", "province"), ("district", "city"), ("other", "province"))
)
CITY = Person(1, "li", "李", Role.SECRETARY, scope="city")


@pytest.mark.parametrize("body", ["city", "district"])
def test_a_secretary_sees_and_records_the_own_subtree(body: str) -> None:
    assert may_see(CITY, TREE, body)
    assert may_record(CITY, TREE, body)


@pytest.mark.parametrize("body", ["province", "other", "absent"])
def test_what_lies_outside_looks_like_what_does_not_exist(body: str) -> None:
    assert not may_see(CITY, TREE, body)
    assert not may_record(CITY, TREE, body)


def test_without_a_scope_every_body_is_the_own() -> None:
    everywhere = replace(CITY, scope=None)
    assert may_record(everywhere, TREE, "province")
    assert not may_record(everywhere, TREE, "absent")


@pytest.mark.parametrize(
    ("role", "records", "relieves", "administers", "sees_people", "audits", "sees_other"),
    [
        (Role.VIEWER, False, False, False, False, False, False),
        (Role.SECRETARY, True, False, False, False, False, False),
        (Role.SUPERVISOR, True, True, False, False, False, False),
        (Role.ADMINISTRATOR, False, False, True, True, False, True),
        (Role.AUDITOR, False, False, False, True, True, True),
    ],
)
def test_the_roles(
    role: Role,
    records: bool,
    relieves: bool,
    administers: bool,
    sees_people: bool,
    audits: bool,
    sees_other: bool,
) -> None:
    person = replace(CITY, role=role)
    assert may_see(person, TREE, "city")
    assert may_record(person, TREE, "city") is records
    assert may_relieve(person, TREE, "city") is relieves
    assert may_administer(person) is administers
    assert may_see_people(person) is sees_people
    assert may_audit(person) is audits
    assert may_see(person, TREE, "other") is sees_other


@pytest.mark.parametrize("role", list(Role))
def test_a_disabled_person_may_do_nothing(role: Role) -> None:
    person = replace(CITY, role=role, disabled=True)
    assert not may_see(person, TREE, "city")
    assert not may_record(person, TREE, "city")
    assert not may_relieve(person, TREE, "city")
    assert not may_administer(person)
    assert not may_see_people(person)
    assert not may_audit(person)
    assert list(visible(person, TREE)) == []


def test_the_visible_bodies_come_superiors_first() -> None:
    assert list(visible(CITY, TREE)) == ["city", "district"]
    assert set(visible(replace(CITY, role=Role.AUDITOR), TREE)) == {"province", "city", "district", "other"}
    assert list(visible(replace(CITY, scope="gone"), TREE)) == []
