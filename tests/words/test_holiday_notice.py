"""The days in the words of a notice, as the State Council writes them."""

from datetime import date, timedelta

from meeting_cadence.words.holiday_notice import days_in_notice, plain_days

# 国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号），正文
NOTICE_2025 = """
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
"""


def span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def test_a_whole_notice() -> None:
    found = days_in_notice(NOTICE_2025, 2025)
    assert list(found.work) == [
        date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11),
    ]  # fmt: skip
    assert list(found.off) == [
        date(2025, 1, 1),
        *span(date(2025, 1, 28), date(2025, 2, 4)),
        *span(date(2025, 4, 4), date(2025, 4, 6)),
        *span(date(2025, 5, 1), date(2025, 5, 5)),
        *span(date(2025, 5, 31), date(2025, 6, 2)),
        *span(date(2025, 10, 1), date(2025, 10, 8)),
    ]
    assert found.unreadable == ()


def test_lists_of_days_in_several_ways_of_writing() -> None:
    days = plain_days("2027-01-01\n2027年1月4日\n2月5日至7日、9日", 2027)
    assert list(days.off) == [
        date(2027, 1, 1), date(2027, 1, 4), *span(date(2027, 2, 5), date(2027, 2, 7)), date(2027, 2, 9),
    ]  # fmt: skip


def test_what_is_no_day_is_told_and_not_guessed() -> None:
    assert days_in_notice("2月30日放假", 2027).unreadable == ("2月30日",)
    assert days_in_notice("5月3日至1日放假", 2027).unreadable == ("1日",)
    assert days_in_notice("5日放假", 2027).unreadable == ("5日",)
    assert days_in_notice("1月1日至12月31日放假", 2027).unreadable == ("12月31日",)
    assert days_in_notice("放假", 2027) == ((), (), ())
