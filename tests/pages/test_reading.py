"""What the reading pages say: the sentence, the figures and the rows behind them, now and in the past."""

import re
from datetime import timedelta

from tests.conftest import Served


def test_the_dashboard_says_first_how_things_stand(served: Served) -> None:
    page = served.client(scope="commission").get("/").text
    overdue = [
        row for row in served.office.rows() if row["standing"] == "overdue" and row["body"] != "province"
    ]
    assert re.search(rf"<h1>网信委：{len(overdue)} 项逾期", page)
    assert f'<a href="/overdue" class="is-overdue"><b>{len(overdue)}</b>' in page
    rows = served.client(scope="commission").get("/overdue").text
    assert len(re.findall(r'<td class="num days"', rows)) == len(overdue)


def test_when_nothing_is_late_it_says_so(served: Served) -> None:
    for year in (2022, 2023):
        served.office.enter(act={"body": "commission", "kind": "plenary", "start": f"{year}-06-01"})
    page = served.client(scope="commission", language="en").get("/bodies/commission").text
    assert "<h1>网信委: everything on time" in page


def test_a_recorded_meeting_leaves_the_overdue_list_at_once(served: Served) -> None:
    browser = served.client(scope="commission")
    key = served.key("plenary", "2023")
    assert f"/obligations/{key}" in browser.get("/overdue").text
    served.office.enter(
        act={
            "body": "commission",
            "kind": "plenary",
            "start": "2024-02-01",
            "counts_for": {"plenary": "2023"},
        }
    )
    assert f"/obligations/{key}" not in browser.get("/overdue").text
    assert "逾期召开" in browser.get(f"/obligations/{key}").text


def test_the_past_shows_what_was_then_and_says_that_it_is_the_past(served: Served) -> None:
    browser = served.client(scope="commission")
    key = served.key("plenary", "2023")
    page = browser.get(f"/obligations/{key}?at=2023-12-31").text
    assert "您正在查看截至2023年12月31日的情况" in page
    assert '<a href="/obligations/' + key + '">回到现在</a>' in page
    assert "临期" in page and "逾期未见登记" not in page
    assert "登记召开" not in page, "nothing is recorded in the past"


def test_what_was_recorded_later_was_not_known_then(served: Served) -> None:
    served.office.at += timedelta(hours=1)
    served.office.enter(
        act={"body": "commission", "kind": "plenary", "start": "2023-12-20", "title": "年终全会"}
    )
    browser = served.client(scope="commission")
    key = served.key("plenary", "2023")
    assert "年终全会" in browser.get(f"/obligations/{key}").text
    then = browser.get(f"/obligations/{key}?at=2024-03-01&known_at=2024-03-05T12:59:59%2B08:00").text
    assert "年终全会" not in then and "逾期未见登记" in then


def test_a_time_that_cannot_be_read_is_told_and_not_guessed(served: Served) -> None:
    answer = served.client().get("/?at=yesterday")
    assert answer.status_code == 422
    assert "不是日期或时刻" in answer.text
    assert served.client().get("/?at=2024-01-01T00:00:00").status_code == 422, "an instant needs its offset"


def test_the_obligation_shows_clause_window_facts_and_their_corrections(served: Served) -> None:
    served.office.enter(act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2023-05-01"})
    served.office.enter(retract={"entry": "m-1", "reason": "误登"})
    page = served.client().get(f"/obligations/{served.key('plenary', '2023')}").text
    assert '<svg class="window-picture"' in page
    assert "<s>plenary，2023年5月1日</s> （已撤回或更正）" in page
    assert "撤回：plenary，2023年5月1日" in page and "理由：误登" in page
    assert "王某" in page


def test_the_timeline_draws_every_recurring_window_and_repeats_it_as_a_table(served: Served) -> None:
    page = served.client(scope="commission").get("/").text
    drawn = set(re.findall(r'<a href="/obligations/(\w{26})"><title>', page))
    listed = set(re.findall(r'<td><a href="/obligations/(\w{26})">', page))
    assert drawn and drawn == listed


def test_bodies_without_a_contact_stand_in_red(served: Served) -> None:
    page = served.client(scope="commission").get("/").text
    assert '<a class="red" href="/bodies/city-a">' in page
    assert '<a class="red" href="/bodies/commission">' not in page


def test_what_people_wrote_is_shown_and_never_run(served: Served) -> None:
    hostile = '"><script>alert(1)</script>'
    served.office.enter(
        act={
            "body": "commission",
            "kind": "plenary",
            "start": "2023-06-01",
            "title": hostile,
            "evidence": [hostile],
        }
    )
    browser = served.client()
    for path in ("/", "/bodies/commission", f"/obligations/{served.key('plenary', '2023')}"):
        page = browser.get(path).text
        assert "<script>" not in page
        assert "&lt;script&gt;alert(1)" in page
    assert "<script>" not in browser.get("/record", params={"title": hostile, "place": hostile}).text
    assert "<script>" not in browser.get("/retract", params={"entry": hostile, "back": hostile}).text
