"""Words of calendars that are read in: why an entry looks like something, and what is told of it."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "calendars.looks_like": (
        "日历中{day}的“{title}”，可能是{body}{window}的“{mandate}”。",
        "The entry “{title}” of {day} looks like “{mandate}” of {body}, {window}.",
    ),
    "calendars.because.contains": ("标题中有“{name}”", "its title has “{name}”"),
    "calendars.because.like": (
        "标题与“{name}”相近（{percent}%）",
        "its title is like “{name}” ({percent}%)",
    ),
    "calendars.because.named": ("标题中有“{body}”", "its title names {body}"),
    "calendars.because.own": ("标题未写机构，按日历所属机构", "it names no body: the calendar’s own"),
    "calendars.because.within": (
        "{day}在该时段内（{opens}至{due}）",
        "{day} lies within the window ({opens} to {due})",
    ),
    "calendars.because.open": ("{day}在该时段内（无截止日期）", "{day} lies within the window (no due day)"),
    "calendars.because.late": (
        "{day}晚于截止日期{due}，登记为补开",
        "{day} is after the due day {due}: recorded as made up",
    ),
    "calendars.because.preparing": (
        "但标题像是筹备或提醒，未必是会议本身",
        "but the title speaks of preparing or reminding, perhaps not of the meeting itself",
    ),
    "calendars.ambiguous.choices": (
        "不能确定：也可能是下列其他事项，请选择。",
        "Not certain: it may also be one of these; choose.",
    ),
    "calendars.ambiguous.also": (
        "不能确定：同一时段还有{entries}。",
        "Not certain: {entries} look like the same window.",
    ),
    "calendars.entry": ("{day}“{title}”", "“{title}” of {day}"),
    "calendars.column.number": ("编号", "number"),
    "calendars.column.name": ("名称", "name"),
    "calendars.column.body": ("机构", "body"),
    "calendars.column.from": ("来源", "from"),
    "calendars.column.read_at": ("最近读取", "last read"),
    "calendars.column.trouble": ("问题", "trouble"),
    "calendars.column.day": ("日期", "day"),
    "calendars.column.title": ("日历条目", "entry"),
    "calendars.column.what": ("可能是", "looks like"),
    "calendars.column.why": ("依据", "because"),
    "calendars.column.key": ("条目", "entry key"),
    "calendars.file": ("文件", "file"),
    "calendars.never": ("尚未读取", "not yet"),
    "calendars.brought": ("已读入 {name}：{count} 条日历条目。", "Read {name}: {count} entries."),
    "calendars.added": (
        "已添加 {name}，每{minutes}分钟读取一次。",
        "Added {name}; it is read every {minutes} minutes.",
    ),
    "calendars.removed": ("已移除 {name}。", "Removed {name}."),
    "calendars.read": ("已读取 {count} 个日历。", "Read {count} calendars."),
    "calendars.none": ("没有待确认的日历条目。", "No entry of a calendar waits for you."),
    "calendars.confirmed": ("已登记：{entry}", "On record: {entry}"),
    "calendars.dismissed": ("已忽略，不再提示。", "Dismissed; it is not proposed again."),
    "calendars.reopened": ("已恢复，重新提示。", "It is proposed again."),
}
