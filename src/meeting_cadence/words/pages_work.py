"""Words of the daily work: the panel beside a form, asking for reliefs, drafts, conflicts, past years, undoing."""

from typing import Final

WORK_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.panel.title": ("保存前核对", "Before you save"),
    "pages.panel.start": (
        "填写机构、种类和日期后，点“核对将履行的事项”，这里显示本次会议履行哪些要求、哪些不履行及其原因。",
        "Give the body, the kind and the day, then press “Check what it will settle”: this tells what the meeting "
        "settles, what it does not, and why.",
    ),
    "pages.panel.waiting": (
        "填写机构、种类和日期后，这里随即显示本次会议履行哪些要求。",
        "Give the body, the kind and the day: what the meeting settles appears here.",
    ),
    "pages.panel.lost": (
        "登录已失效。保存时请重新登录，已填内容会保留。",
        "You are no longer signed in. Save all the same: after signing in again you find what you filled in.",
    ),
    "pages.panel.silent": (
        "暂时无法核对，内容未丢失；可继续填写并保存。",
        "Cannot check just now; nothing is lost. Go on and save.",
    ),
    "pages.panel.not_yet": ("尚不能保存", "Cannot be saved yet"),
    "pages.panel.meeting": ("本次会议将履行", "This meeting will settle"),
    "pages.panel.matter": ("本次办理将履行", "This will settle"),
    "pages.panel.settled": ("{window}{mandate}（{how}）", "{mandate} {window} ({how})"),
    "pages.panel.settled.elsewhere": (
        "{body}：{window}{mandate}（{how}）",
        "{body}: {mandate} {window} ({how})",
    ),
    "pages.panel.how.met": ("按期", "on time"),
    "pages.panel.how.met_extended": ("延期内办理", "within the extension"),
    "pages.panel.how.met_late": ("逾期补办", "late, made up for"),
    "pages.panel.how.count": ("计第{count}次，共需{need}次", "number {count} of {need}"),
    "pages.panel.none": ("不履行任何要求。", "It settles nothing."),
    "pages.panel.other": ("同时发生的变化", "What else will change"),
    "pages.panel.twin": ("台账中已有同日同类记录", "The record already has one of that kind on that day"),
    "pages.panel.twin.line": ("{what}，{by}登记", "{what}, recorded by {by}"),
    "pages.panel.twin.line.unknown": ("{what}", "{what}"),
    "pages.panel.twin.again": ("确系另一次，仍要登记", "It is another one: record it all the same"),
    "pages.panel.twin.needed": (
        "台账中已有同日同类记录；确系另一次的，请先勾选说明",
        "The record already has one of that kind on that day; say first that this is another one",
    ),
}
