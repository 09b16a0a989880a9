"""Words of the page of working days."""

from typing import Final

WORKDAYS_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.workdays.title": ("工作日安排", "Working days"),
    "pages.workdays.card": ("每年录入放假和调休通知。", "The yearly notice of holidays."),
    "pages.workdays.text": (
        "截止日期和提醒按工作日推算。每年国务院办公厅公布次年放假安排后，把通知正文粘贴到下面，核对后保存，随即生效。",
        "Due days and reminders count working days. When next year’s holidays are announced, paste the notice below, "
        "check the days and save; it counts at once.",
    ),
    "pages.workdays.none": (
        "此处没有另行录入的通知；已公布的年份随软件提供，未公布的年份按推算。",
        "No notice was put here. Announced years come with the release; later ones are estimated.",
    ),
    "pages.workdays.year": ("年份", "Year"),
    "pages.workdays.off": ("放假的日期", "Days off"),
    "pages.workdays.work": ("调休上班的日期", "Weekend days worked"),
    "pages.workdays.new": ("录入放假安排", "Put in a notice"),
    "pages.workdays.source": ("文件名称和文号", "The notice"),
    "pages.workdays.source.hint": (
        "例如：国务院办公厅关于2027年部分节假日安排的通知。",
        "Its title and number.",
    ),
    "pages.workdays.words": ("通知正文", "Words of the notice"),
    "pages.workdays.words.hint": (
        "粘贴“一、元旦：……放假……。……上班。”各条，预览后自动列出日期；"
        "也可不粘贴，直接在下面逐行填写日期（如 2027-01-01）。",
        "Paste its Chinese paragraphs; the preview lists the days. Or write them below yourself, one a line.",
    ),
    "pages.workdays.year_missing": ("请选择年份。", "Choose the year."),
    "pages.workdays.unreadable": (
        "“{text}”不是能识别的日期，请更正。",
        "“{text}” is no day that can be read; correct it.",
    ),
    "pages.workdays.nothing": ("没有识别到放假的日期。", "There is no day off in it."),
    "pages.workdays.would": (
        "放假 {off} 天，调休上班 {work} 天；尚未保存。",
        "Days off: {off}; weekend days worked: {work}. Nothing is saved yet.",
    ),
    "pages.workdays.moved": (
        "保存后，{count} 个时段的截止日期变动。",
        "Windows that would get another due day: {count}.",
    ),
    "pages.workdays.too_many": (
        "机构较多，保存后再重新推算截止日期。",
        "With so many bodies the due days are judged again only after saving.",
    ),
    "pages.workdays.save": ("保存并采用", "Save and use"),
    "pages.workdays.kept": (
        "{year}年放假安排已保存，截止日期已重新推算。",
        "The notice for {year} is kept and counts.",
    ),
    "pages.workdays.drop": ("删去", "Take out"),
    "pages.workdays.dropped": ("{year}年的通知已删去。", "The notice for {year} is taken out."),
}
