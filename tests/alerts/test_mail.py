"""The words of the mails: Chinese first, English below; what cannot be read cannot do harm either."""

import random
import re
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from meeting_cadence.alerts.channels.channel import Calendar, Message
from meeting_cadence.alerts.channels.email.compose import compose
from meeting_cadence.alerts.clean import one_line
from meeting_cadence.alerts.mail import Mail, write
from meeting_cadence.alerts.story import Topic, story
from meeting_cadence.bodies import Text
from meeting_cadence.words.alerts import WORDS

PLENARY = Topic(
    key="k" * 26,
    kind="overdue",
    body=Text("省委网信委", "Commission"),
    title=Text("全体会议", "Plenary"),
    label=Text("2024年度", "2024"),
    regulation=Text("《示例规定》", "Example Rules"),
    article=Text("第九条", "Article 9"),
    quote=Text.both("每年召开一次全体会议"),
    due=date(2024, 12, 31),
    original_due=date(2024, 12, 31),
    today=date(2025, 1, 8),
    answer_by=date(2025, 1, 15),
)


def mail(topic: Topic = PLENARY, *more: Topic, stands_in: bool = False) -> Mail:
    return write([topic, *more], base_url="https://house.example", stands_in=stands_in)


def test_overdue_says_no_record_seen_cites_the_clause_and_tells_what_to_do() -> None:
    assert mail().text == (
        "逾期未见登记\n"
        "\n"
        "省委网信委“全体会议”（2024年度）应于2024年12月31日前召开，截至2025年1月8日未见召开登记，已逾期8天。\n"
        "\n"
        "机构：省委网信委\n"
        "制度要求：全体会议（2024年度）\n"
        "依据：《示例规定》第九条\n"
        "原文：每年召开一次全体会议\n"
        "截止日期：2024年12月31日\n"
        "逾期：8天\n"
        "计划：尚未安排\n"
        "\n"
        "请办理：\n"
        "- 如已召开，请于2025年1月15日前登记。\n"
        "- 如尚未召开，请尽快补开，登记时注明所属时段“2024年度”。\n"
        "- 截止日期前已获批准延期而未登记的，请登记批准日期和批准文号；截止日期之后批准的延期，只作备注，不改变逾期。\n"
        "\n"
        "已召开，登记 / 签收：https://house.example/obligations/kkkkkkkkkkkkkkkkkkkkkkkkkk/answer\n"
        "查看详情：https://house.example/obligations/kkkkkkkkkkkkkkkkkkkkkkkkkk\n"
        "\n"
        "本邮件由系统自动发送，请勿回复。本系统不得存储、处理涉密信息。\n"
        "\n"
        "----\n"
        "\n"
        "Overdue, no record seen\n"
        "\n"
        "Commission was to hold “Plenary” (2024) by 31 December 2024. As of 8 January 2025 no record of it has been "
        "seen: 8 days overdue.\n"
        "\n"
        "Body: Commission\n"
        "Requirement: Plenary (2024)\n"
        "Basis: Example Rules, Article 9\n"
        "Text: 每年召开一次全体会议\n"
        "Due: 31 December 2024\n"
        "Overdue for: 8 days\n"
        "Plan: not planned yet\n"
        "\n"
        "What to do:\n"
        "- If it has been held, record it by 15 January 2025.\n"
        "- If it has not been held, hold it as soon as possible, and name the period “2024” when recording it.\n"
        "- If an extension was granted before the due day but not recorded, record its day and instrument; one "
        "granted after the due day is noted, but does not undo the delay.\n"
        "\n"
        "It was held: record it / Acknowledge: "
        "https://house.example/obligations/kkkkkkkkkkkkkkkkkkkkkkkkkk/answer\n"
        "See the details: https://house.example/obligations/kkkkkkkkkkkkkkkkkkkkkkkkkk\n"
        "\n"
        "This mail was sent automatically; please do not reply. No state secrets may be kept in this system.\n"
    )


def test_no_words_claim_that_a_meeting_was_not_held_before_somebody_said_so() -> None:
    beginnings = ("alerts.kind.", "alerts.lead.", "alerts.subject.")
    claims = {code for code, (zh, _) in WORDS.items() if code.startswith(beginnings) and "未召开" in zh}
    assert claims == {"alerts.kind.missed"}


@pytest.mark.parametrize(
    ("topic", "subject"),
    [
        (
            PLENARY,
            "【逾期未见登记】省委网信委：全体会议（2024年度），已逾期8天 | Overdue, no record seen, 8 days overdue",
        ),
        (
            PLENARY._replace(today=date(2025, 1, 1)),
            "【逾期未见登记】省委网信委：全体会议（2024年度），已逾期1天 | Overdue, no record seen, 1 day overdue",
        ),
        (
            PLENARY._replace(kind="due_soon"),
            "【到期提醒】省委网信委：全体会议（2024年度），截止日期2024年12月31日 | Due soon, due 31 December 2024",
        ),
        (
            PLENARY._replace(kind="due_soon", planned=date(2024, 12, 20)),
            "【到期提醒】省委网信委：全体会议（2024年度），截止日期2024年12月31日，已安排于2024年12月20日"
            " | Due soon, due 31 December 2024, planned for 20 December 2024",
        ),
        (
            PLENARY._replace(kind="confirm"),
            "【无登记，请确认】省委网信委：全体会议（2024年度），截止日期2024年12月31日"
            " | No record, please confirm, due 31 December 2024",
        ),
        (
            PLENARY._replace(kind="missed", meeting=False),
            "【应办未办】省委网信委：全体会议（2024年度），已逾期8天 | Missed, 8 days overdue",
        ),
        (
            PLENARY._replace(kind="due_soon", due=None),
            "【到期提醒】省委网信委：全体会议（2024年度），请及时办理 | Due soon, to be done without delay",
        ),
    ],
)
def test_subjects(topic: Topic, subject: str) -> None:
    assert mail(topic).subject == subject


def line(told: Mail, beginning: str) -> list[str]:
    return [one for one in told.text.splitlines() if one.startswith(beginning)]


def test_a_planned_matter_says_when() -> None:
    told = mail(PLENARY._replace(kind="due_soon", planned=date(2024, 12, 20)))
    assert line(told, "计划") == ["计划：已安排于2024年12月20日"]
    assert line(told, "Plan") == ["Plan: planned for 20 December 2024"]


def test_a_moved_due_shows_the_original_one() -> None:
    assert line(mail(PLENARY._replace(due=date(2025, 3, 31))), "原截止日期") == ["原截止日期：2024年12月31日"]


def test_an_hour_limit_shows_its_hour() -> None:
    due = datetime(2024, 11, 9, 3, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
    told = mail(PLENARY._replace(kind="due_soon", due=due, original_due=due, today=date(2024, 11, 8)))
    assert line(told, "截止日期") == ["截止日期：2024年11月9日 03:20"]


def test_how_to_apply_for_an_extension_stands_where_the_text_allows_one() -> None:
    due_soon = PLENARY._replace(kind="due_soon")
    assert line(mail(due_soon), "- 确需延期的")
    assert not line(mail(due_soon._replace(extendable=False)), "- 确需延期的")


def test_more_than_one_makes_a_digest() -> None:
    told = mail(PLENARY, PLENARY._replace(key="l" * 26, label=Text("2023年度", "2023")))
    assert told.subject == "逾期未见登记：共2项 | Overdue, no record seen: 2 matters"
    assert [one[:2] for one in told.text.splitlines() if one[:2] in ("1.", "2.")] == ["1.", "2."] * 2


def test_who_stands_in_is_told_why() -> None:
    assert line(mail(stands_in=True), "该机构未登记")
    assert not line(mail(), "该机构未登记")


def test_a_correction_asks_for_nothing() -> None:
    told = mail(PLENARY._replace(kind="corrected"))
    assert line(told, "- ") == ["- 无需办理。", "- There is nothing to do."]
    assert "/record?" not in told.text


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def seen(told: Mail) -> _Seen:
    reader = _Seen()
    reader.feed(told.html)
    return reader


def test_the_html_says_the_same_in_both_languages_without_anything_from_outside() -> None:
    page = seen(mail())
    assert (
        page.links
        == [
            "https://house.example/obligations/kkkkkkkkkkkkkkkkkkkkkkkkkk/answer#held",
            "https://house.example/obligations/kkkkkkkkkkkkkkkkkkkkkkkkkk/answer#acknowledge",
            "https://house.example/obligations/kkkkkkkkkkkkkkkkkkkkkkkkkk",
        ]
        * 2
    )
    assert "已逾期8天" in page.words
    assert "8 days overdue" in page.words
    assert not {"img", "script", "link", "iframe", "style"} & set(page.tags)


def test_what_others_typed_is_no_markup() -> None:
    page = seen(mail(PLENARY._replace(title=Text.both("<script>alert(1)</script>&<b>"))))
    assert "script" not in page.tags
    assert "<script>alert(1)</script>&<b>" in page.words


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\nBcc: x@example.org", "a Bcc: x@example.org"),
        ("a\x00b\x1bc\x85d", "a b c d"),
        ("\u202eabc\u2066", "abc"),
        ("a\ud800b", "ab"),
        ("a\u2028b\u2029c", "a b c"),
        ("  a   b  ", "a b"),
        ("", ""),
        ("长" * 301, "长" * 299 + "…"),
        ("长" * 300, "长" * 300),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


NASTY = [
    *("\r\n", "\n", "\r", "\x00", "\x0b", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff"),
    *(
        "\ud800",
        "\udfff",
        "\ufffe",
        "\U000e0001",
        "Bcc: victim@example.org",
        "\r\nBcc: victim@example.org\r\n\r\n",
    ),
    *(
        "=?utf-8?b?QmNjOg==?=",
        "<b>",
        '"',
        "'",
        "&",
        ";",
        ",",
        "@",
        "\\",
        "%0d%0a",
        "会议",
        "🏛",
        "ﷺ",
        "é",
        "a" * 998,
    ),
    *("{title}", "%s", ".\r\n", "--=", "\t", " "),
]


def hostile_titles(number: int) -> list[str]:
    dice = random.Random(20261123)
    made = ["".join(dice.choices(NASTY, k=dice.randint(1, 12))) for _ in range(number - 1)]
    return [*made, "\r\nX: y" * 11_000]


@pytest.mark.parametrize("number", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_hostile_titles_are_sendable_and_inject_no_header(number: int) -> None:
    headers = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"]
    headers += ["MIME-Version", "Content-Type"]
    for title in hostile_titles(number):
        told = mail(
            PLENARY._replace(title=Text.both(title), label=Text.both(title[:50]), quote=Text.both(title))
        )
        message = Message(
            "id@house.example", "office@example.org", told.subject, told.text, told.html, AT, name=title
        )
        sent = compose(message, sender="cadence@house.example")
        read = message_from_bytes(sent, policy=default)
        assert list(read.keys()) == headers
        assert str(read["Subject"]) == one_line(told.subject)
        assert (
            read.get_body(("plain",)).get_content().replace("\r\n", "\n")
            == told.text.encode("utf-8", "replace").decode()
        )
        assert (
            read.get_body(("html",)).get_content().replace("\r\n", "\n")
            == told.html.encode("utf-8", "replace").decode()
        )
        head = sent.partition(b"\r\n\r\n")[0]
        assert not re.search(rb"^(bcc|x):", head, re.IGNORECASE | re.MULTILINE)
        assert max(map(len, sent.split(b"\r\n"))) <= 998
        assert b"\n" not in sent.replace(b"\r\n", b"")


AT = datetime(2024, 11, 19, 1, 0, tzinfo=UTC)


def test_a_digest_of_many_tells_each_in_two_lines_with_its_link() -> None:
    many = [PLENARY._replace(key=f"{number:026}", label=Text.both(str(2000 + number))) for number in range(6)]
    chinese = mail(*many).text.split("\n\n----\n\n")[0]
    assert chinese.count("\n") < 30
    assert (
        "6. 省委网信委“全体会议”（2005）应于2024年12月31日前召开，截至2025年1月8日未见召开登记，已逾期8天。\n"
        "已召开，登记：https://house.example/obligations/00000000000000000000000005/answer#held\n"
    ) in chinese
    assert "依据" not in chinese
    assert "依据" in mail(*many[:5]).text


def test_a_calendar_object_is_the_last_alternative_with_what_it_asks_for() -> None:
    at = datetime(2025, 1, 8, tzinfo=UTC)
    calendar = Calendar("BEGIN:VCALENDAR\nMETHOD:PUBLISH\nEND:VCALENDAR\n", "PUBLISH")
    words = Message("one@house.example", "a@example.org", "s", "t", "<p>h</p>", at, calendar=calendar)
    parsed = message_from_bytes(compose(words, sender="b@example.org"), policy=default)
    versions, attached = parsed.iter_parts()
    assert parsed.get_content_type() == "multipart/mixed"
    assert versions.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in versions.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    *_, part = versions.iter_parts()
    assert part["Content-Type"].params == {"method": "PUBLISH", "component": "VEVENT", "charset": "utf-8"}
    assert part.get_content() == "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
    assert (attached.get_content_type(), attached.get_filename()) == ("application/ics", "meeting.ics")
    assert attached.get_content().decode() == part.get_content()


def test_each_kind_offers_what_can_be_answered_to_it() -> None:
    def offered(topic: Topic) -> list[str]:
        return [name for name, _ in story(topic, "zh", "https://house.example").links]

    ahead = PLENARY._replace(kind="due_soon")
    assert offered(ahead) == ["已召开，登记", "已安排于…", "申请延期", "查看详情"]
    assert offered(ahead._replace(planned=date(2024, 12, 20))) == ["已召开，登记", "申请延期", "查看详情"]
    assert offered(ahead._replace(extendable=False, meeting=False)) == [
        "已办结，登记",
        "已安排于…",
        "查看详情",
    ]
    assert offered(PLENARY) == ["已召开，登记", "签收", "查看详情"]
    assert offered(PLENARY._replace(kind="confirm")) == ["登记", "签收", "查看详情"]
    assert offered(PLENARY._replace(kind="missed")) == ["登记", "查看详情"]
    assert offered(PLENARY._replace(kind="corrected")) == ["查看详情"]


def test_an_hour_limit_says_what_is_left_in_its_first_sentence() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    due, now = datetime(2025, 1, 2, 13, 0, tzinfo=zone), datetime(2025, 1, 2, 9, 5, tzinfo=zone)
    told = PLENARY._replace(kind="due_soon", meeting=False, due=due, now=now, today=now.date())
    assert story(told, "zh", "").lead.endswith("尚未见办理登记。剩余3小时55分。")
    assert story(told, "en", "").lead.endswith("no record of it has been seen yet. 3 h 55 min left.")
