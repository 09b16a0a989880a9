"""Recording from the pages: check first, ask where a window would be guessed, save, correct."""

import re
from datetime import UTC, datetime, timedelta

from tests.conftest import Served

from meeting_cadence.ledger.entries import Plan
from meeting_cadence.store.ledger import load_history

ACT = {"body": "commission", "kind": "plenary", "start": "2024-02-01"}


def test_checking_tells_what_would_change_and_writes_nothing(served: Served) -> None:
    browser = served.client()
    page = browser.post("/record", data=ACT | {"do": "check", "window:plenary": "2023"})
    assert page.status_code == 200
    assert "本次会议将履行" in page.text
    assert "2023年度全体会议（逾期）" in page.text
    assert served.office.standing("plenary", "2023") == "overdue"


def test_a_window_is_asked_for_and_not_guessed(served: Served) -> None:
    browser = served.client()
    page = browser.post("/record", data=ACT | {"do": "save"})
    assert page.status_code == 422
    assert "请先指明本次会议用于哪个时段" in page.text
    values = re.findall(r'name="window:plenary" value="([^"]+)"', page.text)
    assert values == ["-", "2023"], "2022 can no longer be made up for"
    assert served.office.standing("plenary", "2024") == "open"


def test_the_make_up_stays_late_on_record(served: Served) -> None:
    browser = served.client()
    answer = browser.post("/record", data=ACT | {"do": "save", "window:plenary": "2023"})
    assert answer.status_code == 303
    assert served.office.standing("plenary", "2023") == "met_late"
    assert served.office.standing("plenary", "2024") == "open"
    assert "逾期召开" in browser.get(answer.headers["location"]).text


def test_by_its_day_the_meeting_serves_the_current_window(served: Served) -> None:
    browser = served.client()
    assert browser.post("/record", data=ACT | {"do": "save", "window:plenary": "-"}).status_code == 303
    assert served.office.standing("plenary", "2023") == "overdue"
    assert served.office.standing("plenary", "2024") == "met"


def test_a_link_from_an_obligation_answers_the_question_in_advance(served: Served) -> None:
    browser = served.client()
    page = browser.get("/record", params={"body": "commission", "mandate": "plenary", "window": "2023"}).text
    assert "所登记事项：全体会议 · 2023年度 · 逾期未见登记" in page
    led_here = {"mandate": "plenary", "window": "2023"}
    checked = browser.post("/record", data=ACT | led_here | {"do": "check"}).text
    assert 'value="2023" checked' in checked
    assert "2023年度全体会议（逾期）" in checked


def test_the_link_of_a_mail_leads_to_the_form_filled_in(served: Served) -> None:
    page = served.client().get("/record", params={"obligation": served.key("plenary", "2023")}).text
    assert "所登记事项：全体会议 · 2023年度 · 逾期未见登记" in page
    assert '<option value="commission" selected>' in page
    assert '<option value="plenary" selected>' in page
    assert served.client().get("/record", params={"obligation": "nobody-s"}).status_code == 404


def test_without_a_link_the_kind_is_asked_for_and_not_guessed(served: Served) -> None:
    browser = served.client()
    for path in ("/record", "/plan"):
        page = browser.get(path).text
        assert '<select id="kind" name="kind" required><option value="">请选择</option>' in page
        (kinds,) = re.findall(r'<select id="kind".*?</select>', page)
        assert "selected" not in kinds
        assert browser.post(path, data=ACT | {"kind": "", "do": "save"}).status_code == 422


def test_the_same_form_sent_twice_records_once(served: Served) -> None:
    browser = served.client()
    form = ACT | {"do": "save", "window:plenary": "-", "request_key": "form-1"}
    assert [browser.post("/record", data=form).status_code for _ in range(2)] == [303, 303]
    kept = browser.get("/api/v1/ledger").json()["entries"]
    assert sum("act" in one["entry"] for one in kept) == 1


def test_every_problem_is_told_and_nothing_is_lost(served: Served) -> None:
    form = ACT | {"do": "save", "start": "2024-13-01", "present": "many", "title": "第一次会议"}
    page = served.client().post("/record", data=form)
    assert page.status_code == 422
    assert "“召开日期”不是有效日期" in page.text and "“实到人数”应为整数" in page.text
    assert 'value="第一次会议"' in page.text
    assert served.office.standing("plenary", "2024") == "open"


def test_the_panel_tells_the_same_without_the_page_and_writes_nothing(served: Served) -> None:
    panel = served.client().post("/record/panel", data=ACT | {"window:plenary": "2023"})
    assert (panel.status_code, "<html" in panel.text) == (200, False)
    assert "2023年度全体会议（逾期）" in panel.text
    assert served.office.standing("plenary", "2023") == "overdue"


def test_the_panel_holds_nothing_missing_against_a_form_still_being_filled_in(served: Served) -> None:
    panel = served.client().post("/record/panel", data={"body": "commission", "kind": "plenary"})
    assert panel.status_code == 200
    assert "尚不能保存" not in panel.text and "点“核对将履行的事项”" in panel.text


def test_the_panel_asks_for_the_window_before_it_tells_anything(served: Served) -> None:
    panel = served.client().post("/record/panel", data=ACT).text
    assert 'name="window:plenary" value="2023"' in panel
    assert "本次会议将履行" not in panel


def test_the_panel_tells_what_cannot_be_saved_and_why(served: Served) -> None:
    panel = served.client().post("/record/panel", data=ACT | {"present": "many"}).text
    assert "尚不能保存" in panel and "“实到人数”应为整数" in panel


def test_the_panel_of_another_body_tells_nothing(served: Served) -> None:
    browser = served.client(scope="city-a")
    foreign = browser.post("/record/panel", data=ACT).text
    assert foreign.replace("commission", "nobody") == browser.post(
        "/record/panel", data=ACT | {"body": "nobody"}
    ).text.replace("commission", "nobody")


def test_one_of_that_kind_on_that_day_is_on_record_and_a_second_must_be_meant(served: Served) -> None:
    form = ACT | {"do": "save", "window:plenary": "-"}
    browser = served.client()
    assert browser.post("/record", data=form | {"request_key": "first"}).status_code == 303
    again = browser.post("/record", data=form | {"request_key": "second"})
    assert again.status_code == 422
    assert "台账中已有同日同类记录" in again.text and "secretary某登记" in again.text
    meant = browser.post("/record", data=form | {"request_key": "third", "again": "yes"})
    assert meant.status_code == 303


def test_what_was_just_recorded_can_be_taken_back_from_the_next_page(served: Served) -> None:
    browser = served.client()
    answer = browser.post("/record", data=ACT | {"do": "save", "window:plenary": "-"})
    browser.cookies.set("told", answer.cookies["told"])
    page = browser.get(answer.headers["location"]).text
    (link,) = re.findall(r'<a href="(/retract[^"]+)">撤回刚才的登记', page)
    form = browser.get(link.replace("&amp;", "&")).text
    assert "误登，随即撤回" in form and "拟撤回：网信委 · plenary" in form


def test_what_is_not_settled_is_told_with_the_reason(served: Served) -> None:
    form = ACT | {"kind": "other", "do": "check", "body": "province"}
    page = served.client().post("/record", data=form | {"kind": "conference"}).text
    assert "内容不含“hear_report”" in page


def test_somebody_else_s_body_cannot_be_recorded_for(served: Served) -> None:
    browser = served.client(scope="city-a")
    answer = browser.post("/record", data=ACT | {"do": "save", "window:plenary": "-"})
    assert answer.status_code == 422
    assert served.office.standing("plenary", "2024") == "open"


def test_a_retraction_takes_the_meeting_back_and_keeps_the_entry(served: Served) -> None:
    served.office.enter(act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01"})
    browser = served.client()
    assert served.office.standing("plenary", "2024") == "met"
    nothing = browser.post("/retract", data={"entry": "m-1", "reason": " ", "do": "save"})
    assert nothing.status_code == 422
    answer = browser.post("/retract", data={"entry": "m-1", "reason": "误登", "do": "save"})
    assert answer.status_code == 303
    assert served.office.standing("plenary", "2024") == "open"


def test_a_plan_is_shown_as_planned_moved_and_cancelled(served: Served) -> None:
    browser = served.client()
    form = {
        "body": "commission",
        "kind": "plenary",
        "start": "2024-06-01",
        "status": "confirmed",
        "do": "save",
    }
    assert browser.post("/plan", data=form).status_code == 303
    (row,) = [row for row in served.office.rows("plenary") if row["label"] == "2024"]
    assert str(row["planned"]) == "2024-06-01"
    (plan_id,) = re.findall(r'/plan\?id=([\w-]+)"', browser.get("/plan").text)
    shown = browser.get("/plan", params={"id": plan_id}).text
    assert 'value="2024-06-01"' in shown
    served.office.at += timedelta(minutes=1)
    assert browser.post("/plan", data=form | {"id": plan_id, "status": "cancelled"}).status_code == 303
    (row,) = [row for row in served.office.rows("plenary") if row["label"] == "2024"]
    assert row["planned"] is None


def test_a_plan_keeps_its_hours_when_something_else_of_it_changes(served: Served) -> None:
    browser = served.client(scope="commission")
    form = {
        "body": "commission",
        "kind": "plenary",
        "start": "2024-06-03",
        "time": "09:00",
        "end_time": "11:30",
    }
    assert browser.post("/plan", data={**form, "status": "confirmed", "do": "save"}).status_code == 303
    (number,) = re.findall(r'href="/plan\?id=([^"]+)"', browser.get("/plan").text)
    page = browser.get("/plan", params={"id": number}).text
    for name, value in (("start", "2024-06-03"), ("time", "09:00"), ("end_time", "11:30")):
        assert re.search(rf'name="{name}"[^>]*value="{value}"', page)
    moved = {**form, "status": "confirmed", "place": "二号楼", "id": number, "do": "save"}
    assert browser.post("/plan", data=moved).status_code == 303
    with served.office.store.reading() as session:
        last = load_history(session, number)[-1].entry.content
    assert isinstance(last, Plan)
    assert (last.start, last.end) == (
        datetime(2024, 6, 3, 1, tzinfo=UTC),
        datetime(2024, 6, 3, 3, 30, tzinfo=UTC),
    )


def test_who_moves_a_plan_second_sees_both_days_and_overwrites_nothing(served: Served) -> None:
    form = {
        "body": "commission",
        "kind": "plenary",
        "start": "2024-06-01",
        "status": "confirmed",
        "do": "save",
    }
    first, second = served.client(), served.client()
    first.post("/plan", data=form)
    (number,) = re.findall(r'href="/plan\?id=([^"]+)"', first.get("/plan").text)
    opened = first.get("/plan", params={"id": number}).text
    (version,) = re.findall(r'name="version" value="(\d+)"', opened)
    moved = form | {"id": number, "version": version}
    served.office.at += timedelta(minutes=1)
    assert second.post("/plan", data=moved | {"start": "2024-07-01"}).status_code == 303
    answer = first.post("/plan", data=moved | {"start": "2024-08-01"})
    assert answer.status_code == 409
    assert "<strong>2024-07-01</strong>" in answer.text and "<strong>2024-08-01</strong>" in answer.text
    (row,) = [row for row in served.office.rows("plenary") if row["label"] == "2024"]
    assert f"{row['planned']}" == "2024-07-01"
    (seen,) = re.findall(r'name="version" value="(\d+)"', answer.text)
    served.office.at += timedelta(minutes=1)
    assert first.post("/plan", data=moved | {"start": "2024-08-01", "version": seen}).status_code == 303
    (row,) = [row for row in served.office.rows("plenary") if row["label"] == "2024"]
    assert f"{row['planned']}" == "2024-08-01"


def test_an_event_is_recorded_with_its_time_in_the_body_s_zone(served: Served) -> None:
    browser = served.client()
    form = {"body": "city-a", "kind": "incident", "day": "2024-03-05", "time": "10:00", "do": "save"}
    assert browser.post("/events/new", data=form).status_code == 303
    (row,) = served.office.rows("incident", "city-a")
    assert row["due_at"].isoformat() == "2024-03-05T06:00:00+00:00"
    assert row["standing"] == "open"


def test_adopting_tells_the_consequence_first(served: Served) -> None:
    browser = served.client("administrator")
    form = {"body": "province", "regulation": "local", "on": "2023-01-01", "complete_from": "2023-01-01"}
    page = browser.post("/adopt", data=form | {"do": "check"}).text
    assert "省委·听取汇报 2023年度：逾期未见登记，截止 2023年12月31日" in page
    assert browser.post("/adopt", data=form | {"do": "save"}).status_code == 303
    assert served.office.standing("hearing", "2023") == "overdue"


def test_not_held_is_a_person_s_word(sqlite_office: object) -> None:
    from tests.conftest import Office

    assert isinstance(sqlite_office, Office)
    served = Served(sqlite_office)
    browser = served.client()
    assert served.office.standing("plenary", "2023") == "no_record"
    form = {"mandate": "plenary", "body": "commission", "window": "2023"}
    assert browser.post("/confirm/not-held", data=form).status_code == 303
    assert served.office.standing("plenary", "2023") == "overdue"


def test_declaring_the_record_complete_turns_no_record_into_overdue(sqlite_office: object) -> None:
    from tests.conftest import Office

    assert isinstance(sqlite_office, Office)
    served = Served(sqlite_office)
    form = {"body": "commission", "act": "", "from": "2023-01-01", "do": "save"}
    assert served.client().post("/confirm/complete", data=form).status_code == 303
    assert served.office.standing("plenary", "2023") == "overdue"
    assert served.office.standing("plenary", "2022") == "no_record"


def test_only_a_supervisor_records_a_relief(served: Served) -> None:
    form = {"body": "commission", "mandate": "plenary", "window": "2024", "type": "extend", "do": "save"}
    form |= {
        "until": "2025-02-28",
        "granted": "2024-03-01",
        "authority": "省委",
        "instrument": "浙委〔2024〕1号",
    }
    assert served.client("secretary").post("/relief", data=form).status_code == 403
    assert served.client("supervisor").post("/relief", data=form).status_code == 303
    (row,) = [row for row in served.office.rows("plenary") if row["label"] == "2024"]
    assert str(row["due"]) == "2025-02-28"


def test_what_was_recorded_last_can_be_taken_back_from_every_page_for_a_while(served: Served) -> None:
    browser = served.client()
    saved = browser.post("/record", data=ACT | {"do": "save", "window:plenary": "-"})
    browser.cookies.update(saved.cookies)
    for path in (saved.headers["location"], "/plan", "/overdue"):
        assert "/retract?entry=commission-plenary-2024-02-01" in browser.get(path).text
        browser.cookies.pop("told", None)
    later = browser.get("/overdue").text
    assert "刚才：已登记：plenary，2024年2月1日" in later
    assert "/retract?entry" not in browser.get("/overdue?at=2024-01-01").text, "the past is not changed"
    taken = browser.post(
        "/retract", data={"entry": "commission-plenary-2024-02-01", "reason": "误登", "do": "save"}
    )
    assert taken.status_code == 303 and 'undo=""' in ";".join(taken.headers.get_list("set-cookie"))


def test_moving_a_plan_offers_no_undoing_that_would_take_all_of_it(served: Served) -> None:
    browser = served.client()
    form = {"body": "commission", "kind": "plenary", "start": "2024-06-01", "do": "save"}
    made = browser.post("/plan", data=form)
    assert "undo" in made.cookies
    browser.cookies.update(made.cookies)
    (number,) = re.findall(r'href="/plan\?id=([^"]+)"', browser.get("/plan").text)
    served.office.at += timedelta(minutes=1)
    moved = browser.post("/plan", data=form | {"id": number, "start": "2024-07-01"})
    assert moved.status_code == 303 and 'undo=""' in ";".join(moved.headers.get_list("set-cookie"))


def test_of_several_triggers_the_one_that_led_here_is_answered(served: Served) -> None:
    for number, day in ((1, "2024-03-01"), (2, "2024-03-02")):
        event = {"id": f"e-{number}", "body": "city-a", "kind": "incident", "title": f"第{number}起"}
        served.office.enter(event=event | {"at": f"{day}T08:00:00+08:00"})
    browser = served.client()
    act = {"body": "city-a", "kind": "report", "start": "2024-03-02", "time": "09:00", "form": "written"}
    page = browser.post("/record", data=act | {"do": "check"}).text
    assert re.findall(r'name="window:incident" value="([^"]+)"', page) == ["-", "e-1", "e-2"]
    assert 'value="-" checked' in page and "2024年3月2日 08:00发生：第2起" in page
    led_here = {"mandate": "incident", "window": "e-2"}
    assert browser.post("/record", data=act | led_here | {"do": "save"}).status_code == 303
    assert served.office.standing("incident", "e-2") == "met"
    assert served.office.standing("incident", "e-1") != "met_late"
    alone = browser.post("/record", data=act | {"do": "check", "time": "10:00"}).text
    assert "window:incident" not in alone, "one is left: nothing has to be asked"
