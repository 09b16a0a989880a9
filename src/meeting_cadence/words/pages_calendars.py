"""Words of the pages of calendars that are read in."""

from typing import Final

CALENDAR_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.calendars.title": ("日历核对", "Calendars"),
    "pages.calendars.link": ("用本机构日历核对", "Check against its calendar"),
    "pages.calendars.sub": (
        "把秘书处自己的日历与应开会议对照，提示可能已召开或已安排的会议。本系统不会自动登记，由您逐条确认。",
        "A secretariat’s own calendar beside what should take place: what may have been held, or is planned. Nothing "
        "goes on record by itself; you confirm each entry.",
    ),
    "pages.calendars.proposals": ("待确认", "To confirm"),
    "pages.calendars.nothing": (
        "没有待确认的条目：日历中没有与待召开事项相近的条目，或均已登记。",
        "Nothing to confirm: no entry looks like something that waits, or all is on record.",
    ),
    "pages.calendars.of": ("来自日历“{name}”（{body}）", "From the calendar “{name}” ({body})"),
    "pages.calendars.because": ("依据：", "Because "),
    "pages.calendars.see": ("查看该事项", "see it"),
    "pages.calendars.check": ("预览登记后的变化", "See what recording it changes"),
    "pages.calendars.confirm": ("确认，登记为已召开", "Confirm: record it as held"),
    "pages.calendars.confirm.plan": ("确认，登记为计划", "Confirm: record it as planned"),
    "pages.calendars.dismiss": ("不是，忽略", "It is not: dismiss"),
    "pages.calendars.would": ("登记后：", "Once recorded:"),
    "pages.calendars.would.plan": ("登记计划后：", "Once the plan is recorded:"),
    "pages.calendars.confirmed": ("已登记“{title}”。", "“{title}” is on record."),
    "pages.calendars.dismissed": ("已忽略，不再提示。", "Dismissed; it is not proposed again."),
    "pages.calendars.reopened": ("已恢复提示。", "It is proposed again."),
    "pages.calendars.sources": ("日历", "Calendars"),
    "pages.calendars.no_sources": ("还没有日历。", "No calendar yet."),
    "pages.calendars.name": ("名称", "Name"),
    "pages.calendars.name.hint": (
        "用同一名称再次上传，即替换原有内容。",
        "Bringing a file under the same name replaces what there was.",
    ),
    "pages.calendars.from": ("来源", "From"),
    "pages.calendars.file": ("文件", "a file"),
    "pages.calendars.read_at": ("最近读取", "Last read"),
    "pages.calendars.never": ("尚未读取", "not yet"),
    "pages.calendars.read": ("立即读取", "Read now"),
    "pages.calendars.remove": ("移除", "Remove"),
    "pages.calendars.removed": (
        "已移除日历“{name}”；已登记的事项不受影响。",
        "“{name}” is removed; what is on record stays.",
    ),
    "pages.calendars.read_now": ("已读取。", "Read."),
    "pages.calendars.read_failed": (
        "读取失败，原有条目保留；原因见列表。",
        "It could not be read; its entries stay as they were. The list says why.",
    ),
    "pages.calendars.add": ("添加日历", "Add a calendar"),
    "pages.calendars.bring": ("上传 .ics 文件", "Bring an .ics file"),
    "pages.calendars.bring.hint": (
        "在日历软件中导出，不超过 3 MB。文件中的人员、附件等不读取、不保存。",
        "Exported from your calendar program, at most 3 MB. People and attachments in it are neither read nor kept.",
    ),
    "pages.calendars.address": ("或填写日历地址", "Or the address of a calendar"),
    "pages.calendars.address.hint": (
        "https:// 开头，主机须经管理员允许；定时读取。",
        "With https://, of a host that the administrator permits; it is read on a schedule.",
    ),
    "pages.calendars.add.button": ("添加", "Add"),
    "pages.calendars.added": ("已添加“{name}”，稍后读取。", "“{name}” is added; it is read shortly."),
    "pages.calendars.brought": ("已读入“{name}”，共{count}条。", "“{name}” is read: {count} entries."),
    "pages.calendars.decided": ("已处理", "Decided"),
    "pages.calendars.entry": ("日历条目", "Entry"),
    "pages.calendars.by": ("处理人", "By"),
    "pages.calendars.decision.confirmed": ("已登记", "on record"),
    "pages.calendars.decision.dismissed": ("已忽略", "dismissed"),
    "pages.calendars.reopen": ("恢复提示", "Propose again"),
}
