"""A clause in a few words: one case for each form and turn of phrase."""

import pytest

from meeting_cadence.bodies import Selector, Text
from meeting_cadence.cadence import Align, Deadline, Gap, Quota, Review, Rule, Slot, Trigger
from meeting_cadence.dates import Duration
from meeting_cadence.regulations.model import Clause, Vocabulary
from meeting_cadence.words.cadence import cadence_of

YEAR, FIVE_YEARS, MONTH = Duration(1, "y"), Duration(5, "y"), Duration(1, "m")
NAMES = Vocabulary(
    acts={"plenary": Text("全体会议", "plenary")},
    items={"hear": Text("听取报告", "hearing")},
    events={"incident": Text("事件发生", "incident")},
)
INCIDENT, PLENARY = Trigger(event="incident"), Trigger(act="plenary")


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (Quota(1, None, YEAR), "每年至少1次", "at least 1 in every year"),
        (Quota(2, None, Duration(6, "m")), "每6个月至少2次", "at least 2 in every 6 months"),
        (Quota(0, 1, YEAR), "每年至多1次", "at most 1 in every year"),
        (Quota(1, 3, MONTH), "每月1至3次", "1 to 3 in every month"),
        (Quota(1, None, None), "每届至少1次", "at least 1 in every term"),
        (
            Quota(1, None, YEAR, Align("calendar"), (Slot(week=3, month=9),)),
            "每年至少1次，限于规定时段",
            "at least 1 in every year, in set parts of it",
        ),
        (Gap(FIVE_YEARS), "距上次不超过5年", "no more than 5 years since the last"),
        (
            Gap(FIVE_YEARS, snap="year"),
            "距上次不超过5年，至当年年底",
            "no more than 5 years since the last, to the end of that year",
        ),
        (
            Gap(MONTH, snap="month"),
            "距上次不超过1个月，至当月月底",
            "no more than 1 month since the last, to the end of that month",
        ),
        (Gap(None, Duration(90, "d")), "距上次不少于90日", "no less than 90 days since the last"),
        (
            Deadline("after", INCIDENT, Duration(4, "h")),
            "“事件发生”之后4小时内",
            "within 4 hours after: incident",
        ),
        (Deadline("after", INCIDENT, None), "“事件发生”之后及时", "in good time after: incident"),
        (
            Deadline("before", PLENARY, Duration(7, "d")),
            "“全体会议”之前至少7日",
            "at least 7 days before: plenary",
        ),
        (Deadline("before", PLENARY, Duration(0, "d")), "“全体会议”之前", "before: plenary"),
        (Deadline("with", PLENARY, Duration(0, "d")), "与“全体会议”同日", "on the same day as: plenary"),
        (Deadline("with", PLENARY, None), "与“全体会议”一并", "together with: plenary"),
        (
            Deadline("after", Trigger(act="hear"), Duration(5, "wd")),
            "“听取报告”之后5个工作日内",
            "within 5 working days after: hearing",
        ),
        (
            Deadline("after", Trigger(event="unnamed"), Duration(2, "w")),
            "“unnamed”之后2周内",
            "within 2 weeks after: unnamed",
        ),
        (Review(YEAR), "未规定时间，每年复核一次", "no set time, looked at in every year"),
        (Review("term"), "未规定时间，每届复核一次", "no set time, looked at in every term"),
        (Review(None), "未规定时间，不设复核", "no set time, no reminder"),
    ],
)
def test_each_form_is_said_in_both_languages(rule: Rule, zh: str, en: str) -> None:
    assert cadence_of(Clause(rule, "must"), NAMES) == Text(zh, en)


def test_a_soft_clause_says_as_a_rule() -> None:
    assert cadence_of(Clause(Quota(1, None, MONTH), "normally"), NAMES).zh == "一般，每月至少1次"


def test_coverage_says_for_each_unit() -> None:
    clause = Clause(Quota(1, None, None), "must", each_of=(Selector(role="unit"),))

    assert cadence_of(clause, NAMES).zh == "每届至少1次，逐个单位"
