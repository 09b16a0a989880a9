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
    "pages.panel.how.met_late": ("逾期", "late"),
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
    "pages.undo": ("撤回刚才的登记", "Take it back"),
    "pages.undo.reason": ("误登，随即撤回", "Recorded by mistake, taken back at once"),
    "pages.conflict.title": ("他人已先行更改，尚未保存", "Somebody else changed it first; nothing was saved"),
    "pages.conflict.text": (
        "您打开本页后，{by}于 {at} 更改了这条记录。两个版本的不同之处如下。",
        "Since you opened this page {by} changed the entry ({at}). The two versions differ as follows.",
    ),
    "pages.conflict.field": ("项目", "Field"),
    "pages.conflict.theirs": ("现有内容", "As it stands now"),
    "pages.conflict.mine": ("您填写的内容", "As you filled it in"),
    "pages.conflict.same": (
        "两个版本内容相同，无须再保存。",
        "Both versions say the same; there is nothing left to save.",
    ),
    "pages.conflict.next": (
        "请按实际情况修改下表；再次保存，即以您填写的内容取代现有内容（现有内容仍可查阅）。",
        "Change the form as needed. Saving again puts your version in place of theirs, which stays readable.",
    ),
}
