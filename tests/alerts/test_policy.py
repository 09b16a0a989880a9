"""Policies: what a pack may write, what the default one is, and which rungs serve which cadence."""

from dataclasses import replace

import pytest
from tests.alerts.conftest import PACK

from meeting_cadence.alerts.policy import (
    ASK,
    DEFAULT,
    PolicyRefused,
    Rung,
    as_definition,
    period_months,
    policies_of,
    policy_from,
    policy_of,
    rungs_for,
)
from meeting_cadence.cadence import Align, Deadline, Gap, Quota, Review, Rule
from meeting_cadence.cadence.rules import Trigger
from meeting_cadence.dates import Duration
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack_text


def pack(**policies: object) -> Pack:
    read = read_pack_text(PACK, name="house.yaml", include=lambda name: name)
    return replace(read, alert_policies=policies)


def test_without_any_the_default_policy_holds() -> None:
    policies = policies_of(pack())
    assert policies == {"default": DEFAULT}
    assert policy_of(pack().mandate["plenary"], policies) is DEFAULT


def test_the_default_tells_30_and_7_working_days_before_on_breach_and_weekly() -> None:
    assert [rung.id for rung in rungs_for(DEFAULT, 12)] == [
        "before-30wd",
        "before-7wd",
        "breach",
        "every-7d",
        "escalate-5wd",
        "no_record",
        "violated",
    ]


@pytest.mark.parametrize(("months", "more"), [(59, []), (60, ["before-60wd"]), (None, [])])
def test_five_yearly_cadences_are_told_60_working_days_before_as_well(
    months: int | None, more: list[str]
) -> None:
    plain = {rung.id for rung in rungs_for(DEFAULT, 12)}
    assert [rung.id for rung in rungs_for(DEFAULT, months) if rung.id not in plain] == more


def test_a_pack_writes_rungs_of_five_kinds() -> None:
    rungs = [
        {"before": "2m", "to": ["chair"], "period_at_least": "1y"},
        {"at": "breach", "to": ["secretariat", "superior_secretariat"]},
        {"every": "5wd", "to": ["supervisor"]},
        {"at": "no_record", "to": ["chair"]},
        {"at": "violated", "to": ["chair"]},
    ]
    assert policies_of(pack(strict={"rungs": rungs}))["strict"].rungs == (
        Rung("before", ("chair",), Duration(2, "m"), Duration(1, "y")),
        Rung("breach", ("secretariat", "superior_secretariat")),
        Rung("every", ("supervisor",), Duration(5, "wd")),
        Rung("no_record", ("chair",)),
        Rung("violated", ("chair",)),
    )


def test_every_policy_asks_where_nothing_is_on_record() -> None:
    rungs = [{"at": "breach", "to": ["secretariat"]}]
    assert policies_of(pack(brief={"rungs": rungs}))["brief"].rungs[1] == ASK


@pytest.mark.parametrize(
    "rung",
    [
        {"before": "30wd"},
        {"before": "30wd", "to": []},
        {"before": "30wd", "to": "secretariat"},
        {"before": "soon", "to": ["secretariat"]},
        {"before": "0d", "to": ["secretariat"]},
        {"before": 30, "to": ["secretariat"]},
        {"at": "noon", "to": ["secretariat"]},
        {"at": "breach", "every": "7d", "to": ["secretariat"]},
        {"at": "breach", "to": ["secretariat"], "period_at_least": "30d"},
        {"after": "3d", "to": ["secretariat"]},
        "breach",
    ],
)
def test_a_rung_that_is_not_understood_is_named(rung: object) -> None:
    with pytest.raises(PolicyRefused) as caught:
        policies_of(pack(odd={"rungs": [{"at": "breach", "to": ["chair"]}, rung]}))
    assert [part.subject for part in caught.value.parts] == ["odd.rungs[2]"]


@pytest.mark.parametrize("policy", [None, [], {}, {"rungs": []}, {"rungs": {}}, {"rungs": [], "more": 1}])
def test_a_policy_without_rungs_is_named(policy: object) -> None:
    with pytest.raises(PolicyRefused) as caught:
        policies_of(pack(empty=policy))
    assert [part.subject for part in caught.value.parts] == ["empty"]


def test_all_problems_are_told_at_once_with_mandates_that_name_no_policy() -> None:
    house = pack(empty={})
    regulation = house.regulations[0]
    plenary = replace(regulation.mandates[0], alerts="lost")
    house = replace(house, regulations=(replace(regulation, mandates=(plenary,)),))
    with pytest.raises(PolicyRefused) as caught:
        policies_of(house)
    assert [(part.code, part.subject) for part in caught.value.parts] == [
        ("alert_policy_rung", "empty"),
        ("alert_policy_unknown", "plenary"),
    ]


@pytest.mark.parametrize(
    ("rule", "months"),
    [
        (Quota(1, None, Duration(5, "y")), 60),
        (Quota(1, None, Duration(1, "w"), Align("calendar")), None),
        (Quota(1, None, None), 60),
        (Gap(Duration(15, "m")), 15),
        (Gap(None, Duration(90, "d")), None),
        (Deadline("after", Trigger(event="incident"), Duration(4, "h")), None),
        (Review(Duration(1, "y")), 12),
        (Review("term"), None),
    ],
)
def test_the_period_of_a_cadence(rule: Rule, months: int | None) -> None:
    assert period_months(rule) == months


def test_a_grace_is_read_and_written_back() -> None:
    written = {"grace": "3wd", "rungs": [{"at": "breach", "to": ["secretariat"]}]}
    patient = policy_from("patient", written)
    assert patient.grace == Duration(3, "wd")
    assert as_definition(patient) == {
        "grace": "3wd",
        "rungs": [*written["rungs"], {"at": "violated", "to": ["secretariat"]}],
    }
    for bad in ("0d", "soon", 3):
        with pytest.raises(PolicyRefused):
            policy_from("patient", {**written, "grace": bad})


def test_the_default_policy_can_be_written_and_read_back_as_it_is() -> None:
    assert set(policy_from("default", as_definition(DEFAULT)).rungs) == set(DEFAULT.rungs)
