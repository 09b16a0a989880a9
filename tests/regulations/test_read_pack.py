"""What a pack says becomes values, with the defaults of the format."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from meeting_cadence.bodies import Body, Condition, Contact, Selector, Term, Text
from meeting_cadence.cadence import Align, Deadline, First, Gap, Quota, Review, Slot, Trigger
from meeting_cadence.dates import Duration
from meeting_cadence.regulations.model import Counts, MakeUp, Matter, Notice, Reading, ReliefRule
from meeting_cadence.regulations.read import read_pack_text

HEAD = "format: 1\npack: p\ntitle: {zh: 示例, en: Example}\ntimezone: Asia/Shanghai\n"


def only_body(text):
    return read_pack_text(f"{HEAD}bodies:\n- {text}\n", name="p.yaml", include={}.__getitem__).bodies[0]


def test_a_body_with_everything():
    assert only_body(
        "{id: a, name: {zh: 甲, en: A}, tier: province, roles: [x, y], parent: null, order: 1, since: 1949-05-06,"
        " until: 2030-01-01, timezone: Europe/Berlin, attributes: {n: 12, share: 0.5, city: true, kind: big},"
        " contacts: [{role: secretariat, email: o@example.org, name: 王某, all_clear: true},"
        "  {role: secretariat, channel: wecom-office},"
        "  {role: chair, channel: webhook, address: 'https://oa.example.org/in'}], fiscal_year_end: '02-29',"
        " terms: [{number: 14, from: 2017-06-12}, {number: 15, from: 2022-06-20, expected_to: 2027-12-31}],"
        " source: the almanac}"
    ) == Body(
        id="a",
        name=Text("甲", "A"),
        zone=ZoneInfo("Europe/Berlin"),
        tier="province",
        roles=("x", "y"),
        order=1,
        since=date(1949, 5, 6),
        until=date(2030, 1, 1),
        attributes={"n": 12, "share": 0.5, "city": True, "kind": "big"},
        contacts=(
            Contact("secretariat", "o@example.org", "王某", all_clear=True),
            Contact("secretariat", "wecom-office", channel="wecom-office"),
            Contact("chair", "https://oa.example.org/in", channel="webhook"),
        ),
        fiscal_year_end=(2, 29),
        terms=(
            Term(14, date(2017, 6, 12), date(2022, 6, 20)),
            Term(15, date(2022, 6, 20), None, date(2027, 12, 31)),
        ),
        source="the almanac",
    )


def test_a_body_with_next_to_nothing_lives_in_the_zone_of_its_pack():
    assert only_body("{id: 甲-1.b_c, name: 甲}") == Body(
        "甲-1.b_c", Text("甲", "甲"), ZoneInfo("Asia/Shanghai")
    )


@pytest.mark.parametrize(
    ("clause", "rule"),
    [
        ("quota: {min: 1, per: 1y}", Quota(1, None, Duration(1, "y"))),
        ("quota: {max: 1, per: 1y}", Quota(0, 1, Duration(1, "y"))),
        ("quota: {min: 0, max: 2, per: 6m}", Quota(0, 2, Duration(6, "m"))),
        ("quota: {min: 1, per: 1w}", Quota(1, None, Duration(1, "w"))),
        ("quota: {min: 1, per: 1d}", Quota(1, None, Duration(1, "d"))),
        ("quota: {min: 1, per: term}", Quota(1, None, None)),
        (
            "quota: {min: 1, per: 3m, align: fiscal_year}",
            Quota(1, None, Duration(3, "m"), Align("fiscal_year")),
        ),
        (
            "quota: {min: 1, per: 10d, align: {date: 2024-02-29}}",
            Quota(1, None, Duration(10, "d"), Align("date", date(2024, 2, 29))),
        ),
        (
            "quota: {min: 1, per: 1y, slots: [{from: 01-01, to: 04-01}, {from: 07-01, to: 01-01}]}",
            Quota(
                1,
                None,
                Duration(1, "y"),
                slots=(Slot(start=(1, 1), end=(4, 1)), Slot(start=(7, 1), end=(1, 1))),
            ),
        ),
        (
            "quota: {min: 1, per: 1y, align: fiscal_year_following, slots: [{from: +0m, to: +6m}],"
            " first_slots: [{week: 3, month: 9}]}",
            Quota(
                1,
                None,
                Duration(1, "y"),
                Align("fiscal_year_following"),
                (Slot(from_offset=Duration(0, "m"), to_offset=Duration(6, "m")),),
                (Slot(week=3, month=9),),
            ),
        ),
        (
            "quota: {min: 1, per: 1y, align: {date: 2021-04-01}, slots: [{from: 11-01, to: 02-01}]}",
            Quota(
                1,
                None,
                Duration(1, "y"),
                Align("date", date(2021, 4, 1)),
                (Slot(start=(11, 1), end=(2, 1)),),
            ),
        ),
        ("gap: {max: 5y}", Gap(Duration(5, "y"))),
        ("gap: {min: 90d}", Gap(None, Duration(90, "d"))),
        (
            "gap: {max: 5y, min: 90d, from: end, snap: year, first: {after: {event: start}, within: 30d}}",
            Gap(
                Duration(5, "y"),
                Duration(90, "d"),
                "end",
                "year",
                First(None, "start", Duration(30, "d")),
            ),
        ),
        ("gap: {max: 1y, first: {after: effective}}", Gap(Duration(1, "y"), first=First("effective"))),
        ("gap: {max: 1y, first: {after: 2020-05-01}}", Gap(Duration(1, "y"), first=First(date(2020, 5, 1)))),
        (
            "deadline: {after: {event: e}, within: 30d}",
            Deadline("after", Trigger(event="e"), Duration(30, "d")),
        ),
        (
            "deadline: {after: {event: e}, within: 4h}",
            Deadline("after", Trigger(event="e"), Duration(4, "h"), "instant"),
        ),
        ("deadline: {after: {event: e}, within: null}", Deadline("after", Trigger(event="e"), None)),
        (
            "deadline: {before: {event: e}, at_least: 0d}",
            Deadline("before", Trigger(event="e"), Duration(0, "d")),
        ),
        (
            "deadline: {with: {act: y, by: superior, at: start}, within: 0d, count: same_day, roll: preceding}",
            Deadline(
                "with",
                Trigger(act="y", by="superior", at="start"),
                Duration(0, "d"),
                "same_day",
                "preceding",
            ),
        ),
        ("review: {every: 1y}", Review(Duration(1, "y"))),
        ("review: {every: term}", Review("term")),
        ("review: {}", Review(None)),
        ("review: {every: null}", Review(None)),
    ],
)
def test_clauses(clause, rule, read_mandate):
    assert read_mandate(f"act: x, clauses: [{{{clause}}}]").versions[0].clauses[0].rule == rule


@pytest.mark.parametrize(
    ("deadline", "roll"),
    [
        ("{after: {event: e}, within: 1d}", "following"),
        ("{after: {event: e}, within: 1w}", "following"),
        ("{after: {event: e}, within: 1m}", "following"),
        ("{with: {event: e}, within: 1y}", "following"),
        ("{with: {event: e}, within: 0d}", "none"),
        ("{after: {event: e}, within: 5wd}", "none"),
        ("{after: {event: e}, within: 4h}", "none"),
        ("{after: {event: e}, within: 30d, count: instant}", "none"),
        ("{after: {event: e}, within: null}", "none"),
        ("{before: {event: e}, at_least: 7d}", "none"),
        ("{after: {event: e}, within: 30d, roll: none}", "none"),
    ],
)
def test_the_chinese_civil_profile_rolls_forward_limits_in_days_and_more(deadline, roll, read_mandate):
    mandate = read_mandate(f"act: x, clauses: [{{deadline: {deadline}}}]", pack="profile: cn-civil")
    assert mandate.versions[0].clauses[0].rule.roll == roll


def test_a_mandate_with_next_to_nothing(read_mandate):
    mandate = read_mandate("act: x, clauses: [{gap: {max: 1y}}]")
    assert (mandate.matters, mandate.obliged) == ((Matter(kind="x"),), (Selector(body="a"),))
    assert (mandate.counts, mandate.makeup, mandate.relief) == (Counts(), MakeUp(), None)
    assert (mandate.force, mandate.first, mandate.coalesce) == ("must", "full", False)
    assert (mandate.effective, mandate.until) == (date(2020, 1, 1), None)
    assert (mandate.notice, mandate.lead, mandate.reading, mandate.alerts) == ((), None, None, None)


def test_a_mandate_with_everything(read_mandate):
    mandate = read_mandate(
        "act: {any_of: [x, {item: y}]}, counts: {forms: [written], quorum: 2/3, exclude: []},"
        " to: [{body: a}, {tier: t, if: {n: 1, m: {at_least: 7, at_most: 9}}}], force: normally,"
        " effective: 2021-01-01, first: 2022-01-01, makeup: {until: 90d}, article: 第九条, quote: 原文,"
        " relief: {types: [extend, waive], max: 3m, by: superior, before_due: false}, coalesce: true,"
        " notice: [{before: self, at_least: 7d, to: members}], lead: 60wd, alerts: default,"
        " reading: {alternatives: [甲, {zh: 乙, en: B}], decided_on: 2026-01-05},"
        " versions: [{to: 2022-01-01, clauses: [{gap: {max: 1y}, id: g}]},"
        " {from: 2022-01-01, clauses: [{gap: {max: 2y}, id: g, force: must}, {review: {}}]}]",
        pack="alert_policies: {own: {rungs: [{at: breach, to: [secretariat]}]}}",
    )
    assert mandate.matters == (Matter(kind="x"), Matter(item="y"))
    assert mandate.counts == Counts(frozenset({"written"}), (2, 3, False), frozenset())
    assert mandate.to == (
        Selector(body="a"),
        Selector(tier="t", conditions=(Condition("n", equals=1), Condition("m", at_least=7, at_most=9))),
    )
    assert (mandate.effective, mandate.first) == (date(2021, 1, 1), date(2022, 1, 1))
    assert mandate.makeup == MakeUp("within", Duration(90, "d"))
    assert mandate.relief == ReliefRule(("extend", "waive"), Duration(3, "m"), "superior", False)
    assert (mandate.article, mandate.quote) == (Text.both("第九条"), Text.both("原文"))
    assert mandate.notice == (Notice(Duration(7, "d"), "members"),)
    assert (mandate.lead, mandate.coalesce) == (Duration(60, "wd"), True)
    assert mandate.reading == Reading(None, (Text.both("甲"), Text("乙", "B")), None, date(2026, 1, 5))
    first, second = mandate.versions
    assert (first.start, first.end, second.start, second.end) == (
        None,
        date(2022, 1, 1),
        date(2022, 1, 1),
        None,
    )
    assert [(clause.id, clause.force) for clause in second.clauses] == [("g", "must"), (None, "normally")]


@pytest.mark.parametrize(
    ("makeup", "value"),
    [
        ("{until: end_of_next_window}", MakeUp()),
        ("end_of_next_window", MakeUp()),
        ("none", MakeUp("none")),
        ("{until: none}", MakeUp("none")),
        ("3m", MakeUp("within", Duration(3, "m"))),
    ],
)
def test_makeup(makeup, value, read_mandate):
    assert read_mandate(f"act: x, makeup: {makeup}, clauses: [{{gap: {{max: 1y}}}}]").makeup == value


@pytest.mark.parametrize(
    ("quorum", "value"),
    [
        ("more_than_half", (1, 2, True)),
        ("at_least_half", (1, 2, False)),
        ("2/3", (2, 3, False)),
        ("null", None),
    ],
)
def test_quorum(quorum, value, read_mandate):
    mandate = read_mandate(f"act: x, counts: {{quorum: {quorum}}}, clauses: [{{gap: {{max: 1y}}}}]")
    assert mandate.counts.quorum == value


def test_coverage_of_a_set(read_mandate):
    mandate = read_mandate("act: x, clauses: [{quota: {min: 1, per: 1y, each_of: {body: a}}}]")
    assert mandate.versions[0].clauses[0].each_of == (Selector(body="a"),)


def test_alert_policies_are_kept_as_written():
    rungs = "[{before: 30wd, to: [secretariat]}, {every: 7d, to: [chair], period_at_least: 5y}]"
    pack = read_pack_text(
        f"{HEAD}alert_policies: {{own: {{rungs: {rungs}}}}}\n", name="p.yaml", include={}.__getitem__
    )
    assert pack.alert_policies == {
        "own": {
            "rungs": [
                {"before": "30wd", "to": ["secretariat"]},
                {"every": "7d", "to": ["chair"], "period_at_least": "5y"},
            ]
        }
    }
