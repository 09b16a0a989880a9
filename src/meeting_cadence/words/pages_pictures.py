"""Words of the pictures: matrix, timeline, calendar, trend, the rows behind a number, wall and embedding."""

from typing import Final

_VIEW: Final[dict[str, tuple[str, str]]] = {
    "pages.view.nav": ("图表", "Pictures"),
    "pages.view.dashboard": ("总览", "Overview"),
    "pages.view.timeline": ("时间线", "Timeline"),
    "pages.view.matrix": ("矩阵", "Matrix"),
    "pages.view.calendar": ("年历", "Calendar"),
    "pages.view.trend": ("履行趋势", "Trend"),
    "pages.view.wider": ("返回全部机构", "Back to all bodies"),
    "pages.view.when": ("查看以往", "Look back"),
    "pages.view.at": ("截至", "As of"),
    "pages.view.known": ("以当日已登记内容为准", "As known on"),
    "pages.view.show": ("查看", "Show"),
    "pages.year.of": ("{year} 年", "{year}"),
}

_WINDOWS: Final[dict[str, tuple[str, str]]] = {
    "pages.windows.title": ("应办时段", "Windows"),
    "pages.windows.colon": ("：", ": "),
    "pages.windows.body": ("仅{body}", "{body} alone"),
    "pages.windows.year": ("{year} 年到期", "due in {year}"),
    "pages.windows.year_live": (
        "{year} 年到期及其他未了结事项",
        "due in {year}, and whatever else is pending",
    ),
    "pages.windows.due": ("到期：{days}", "due {days}"),
    "pages.windows.planned": ("计划：{days}", "planned for {days}"),
    "pages.windows.none": ("没有符合条件的时段。", "No window fits."),
    "pages.windows.more": ("下一页", "Next page"),
    "pages.windows.first": ("回到第一页", "Back to the first page"),
}

_MATRIX: Final[dict[str, tuple[str, str]]] = {
    "pages.matrix.title": ("{body}：机构与制度要求矩阵", "{body}: bodies × mandates"),
    "pages.matrix.now": ("{year} 年到期及其他未了结事项", "Due in {year}, and whatever else is pending"),
    "pages.matrix.year": ("{year} 年到期事项", "Due in {year}"),
    "pages.matrix.to_now": ("现状", "Now"),
    "pages.matrix.total": ("合计", "Total"),
    "pages.matrix.below": ("（含下级）", " and below"),
    "pages.matrix.grouped": (
        "机构较多，按直接下级汇总；点开一行查看其下各机构。",
        "Many bodies: each line adds up a body directly below and everything under it. Open a line to see them.",
    ),
    "pages.matrix.soft": ("一般性要求", "soft duties"),
    "pages.matrix.soft_mark": ("（一般）", " (normally)"),
    "pages.matrix.note": (
        "机构按行政序列排列。每格为该机构该项要求的时段数，点开可见各行；不含预计时段和无期限的经常性要求。",
        "Bodies in administrative order. Each cell counts the windows of a body under a mandate and leads to them; "
        "forecasts and standing duties without a day are left out.",
    ),
    "pages.matrix.soft_note": (
        "一般性要求（一般、原则上）不计入合计。",
        "Soft duties (“normally”) are in no total.",
    ),
    "pages.matrix.none": ("该期间没有应办时段。", "There are no windows in this time."),
}

_TIMELINE: Final[dict[str, tuple[str, str]]] = {
    "pages.timeline.of": ("{body}：办理时间线", "{body}: timeline"),
    "pages.timeline.term": ("第{number}届", "term {number}"),
    "pages.timeline.none": ("无应办时段", "no windows"),
    "pages.timeline.nothing": ("没有可画的事项。", "There is nothing to draw."),
    "pages.timeline.earlier": ("更早", "Earlier"),
    "pages.timeline.later": ("更晚", "Later"),
    "pages.timeline.around_now": ("回到当前年份", "Back to these years"),
    "pages.timeline.only": ("事项", "Mandate"),
    "pages.timeline.every": ("全部", "All"),
    "pages.timeline.pages": ("共 {count} 行，分页", "{count} rows, pages"),
    "pages.timeline.terms": ("届期", "Terms"),
    "pages.timeline.from": ("起", "From"),
    "pages.timeline.until": ("止", "Until"),
    "pages.timeline.open_end": ("未定", "not known"),
    "pages.timeline.expected": ("（预计）", " (expected)"),
    "pages.timeline.planned": ("计划", "Planned"),
}

_CALENDAR: Final[dict[str, tuple[str, str]]] = {
    "pages.calendar.title": ("{body}：{year} 年历", "{body}: {year}"),
    "pages.calendar.day": ("{day}", "{day}"),
    "pages.calendar.off": ("休", "off"),
    "pages.calendar.on": ("班", "on"),
    "pages.calendar.holiday": ("放假", "day off"),
    "pages.calendar.makeup": ("调休上班", "make-up working day"),
    "pages.calendar.plans": ("计划 {count} 项", "{count} planned"),
    "pages.calendar.span": ("{first}至{last}", "{first} to {last}"),
    "pages.calendar.key.weekend": ("周末", "weekend"),
    "pages.calendar.key.holiday": ("放假（法定节假日及调休）", "weekday off"),
    "pages.calendar.key.makeup": ("调休上班日", "make-up working day"),
    "pages.calendar.key.due": (
        "当日到期（形状为最需办理者，数字为项数）",
        "falls due: what needs somebody first, how many in all",
    ),
    "pages.calendar.key.plan": ("当日有计划", "planned for the day"),
    "pages.calendar.estimated": (
        "该年节假日安排尚未公布，放假日按法定节假日推算，调休未计。",
        "The holidays of this year are not published yet: days off follow the law alone, make-up days are unknown.",
    ),
    "pages.calendar.load": ("每周到期", "Due in each week"),
    "pages.calendar.load.title": ("{year} 年每周到期项数", "How many fall due in each week of {year}"),
    "pages.calendar.cliff": (
        "全年到期 {whole} 项，其中 12 月 {last} 项（{share}%）；最集中的一周始于{week}，{most} 项。",
        "{whole} fall due in the year, {last} of them in December ({share}%); most in the week of {week}: {most}.",
    ),
    "pages.calendar.cliff.none": ("该年没有到期事项。", "Nothing falls due in this year."),
    "pages.calendar.part.late": ("逾期、未办", "overdue, missed"),
    "pages.calendar.part.unknown": ("无登记", "no record"),
    "pages.calendar.part.awaited": ("待办", "awaited"),
    "pages.calendar.part.done": ("已办、已豁免", "done, excused"),
    "pages.calendar.months": ("按月", "By month"),
    "pages.calendar.weeks": ("按周", "By week"),
    "pages.calendar.days": ("按日", "By day"),
    "pages.calendar.week": ("周（始于）", "Week of"),
    "pages.calendar.month": ("月份", "Month"),
    "pages.calendar.number": ("到期", "Due"),
    "pages.calendar.planned": ("计划", "Planned"),
    "pages.calendar.date": ("日期", "Day"),
    "pages.calendar.makeups": ("调休上班日：{days}", "Make-up working days: {days}"),
    "pages.calendar.month.1": ("1月", "January"),
    "pages.calendar.month.2": ("2月", "February"),
    "pages.calendar.month.3": ("3月", "March"),
    "pages.calendar.month.4": ("4月", "April"),
    "pages.calendar.month.5": ("5月", "May"),
    "pages.calendar.month.6": ("6月", "June"),
    "pages.calendar.month.7": ("7月", "July"),
    "pages.calendar.month.8": ("8月", "August"),
    "pages.calendar.month.9": ("9月", "September"),
    "pages.calendar.month.10": ("10月", "October"),
    "pages.calendar.month.11": ("11月", "November"),
    "pages.calendar.month.12": ("12月", "December"),
    "pages.calendar.weekday.0": ("一", "Mo"),
    "pages.calendar.weekday.1": ("二", "Tu"),
    "pages.calendar.weekday.2": ("三", "We"),
    "pages.calendar.weekday.3": ("四", "Th"),
    "pages.calendar.weekday.4": ("五", "Fr"),
    "pages.calendar.weekday.5": ("六", "Sa"),
    "pages.calendar.weekday.6": ("日", "Su"),
}

_TREND: Final[dict[str, tuple[str, str]]] = {
    "pages.trend.title": ("{body}：履行趋势", "{body}: compliance by year"),
    "pages.trend.rate": ("按期 {done} / {decided}（{share}%）", "on time {done} of {decided} ({share}%)"),
    "pages.trend.undecided": ("尚无已到期事项", "nothing decided yet"),
    "pages.trend.now": ("{year} 年至今：{rate}。", "{year} so far: {rate}."),
    "pages.trend.ahead": (
        "另有 {count} 项未到期，全年按期率将在 {least}% 与 {most}% 之间。",
        " {count} more are to come: the year will end between {least}% and {most}%.",
    ),
    "pages.trend.none": ("{year} 年没有应办事项。", "Nothing is due in {year}."),
    "pages.trend.awaited": ("未到期", "not yet due"),
    "pages.trend.year": ("年份", "Year"),
    "pages.trend.decided": ("已判定", "Decided"),
    "pages.trend.now_rate": ("按期率（现在看）", "Rate (as it stands)"),
    "pages.trend.close_rate": ("按期率（截止当日看）", "Rate (as windows closed)"),
    "pages.trend.note": (
        "按期率 =（按期 + 经批准延期内办理）/ 已判定（按期、延期、逾期办理及未办）。已豁免、无登记和未到期的不计入"
        "分母，单列在旁。“截止当日看”为时段结束当日的判定，其后补登或更正不改变；纳入本系统之前已结束的时段不在其中。",
        "Rate = (on time + within an approved extension) / decided (on time, extended, late, missed). What is excused, "
        "without a record or not yet due is in no denominator and stands beside it. “As windows closed” is the "
        "verdict on the day a window ended, which later entries do not change; windows that had ended before they "
        "were kept here are not among them.",
    ),
    "pages.trend.total": ("合计", "Total"),
}

_DASHBOARD: Final[dict[str, tuple[str, str]]] = {
    "pages.places.title": ("各机构情况", "Body by body"),
    "pages.places.alone": ("（本级）", " (itself)"),
    "pages.next.planned": ("已安排 {planned} / {count}", "{planned} of {count} planned"),
    "pages.timeline.whole": ("完整时间线", "Whole timeline"),
    "pages.stale.title": ("久未更新的订阅", "Calendars that nobody fetches"),
    "pages.stale.text": (
        "以下订阅超过 7 日未被日历程序读取，订阅人看到的可能已过时。",
        "No calendar program has fetched these for more than 7 days: what their subscribers see may be old.",
    ),
    "pages.stale.last": ("最近读取 {at}", "last fetched {at}"),
    "pages.stale.never": ("{at} 建立，从未读取", "made {at}, never fetched"),
    "pages.body.subtree": ("含下级机构总览", "Overview with bodies below"),
}

PICTURE_WORDS: Final[dict[str, tuple[str, str]]] = {
    **_VIEW,
    **_WINDOWS,
    **_MATRIX,
    **_TIMELINE,
    **_CALENDAR,
    **_TREND,
    **_DASHBOARD,
}
