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
    "pages.menu.requests": ("申请", "Requests"),
    "pages.ask.title": ("申请延期或豁免", "Ask for a relief"),
    "pages.ask.text": (
        "申请送督查处理，不改变截止日期；经批准并登记批准文号后，截止日期方可变更。",
        "The request goes to the supervisors. It moves nothing: the due day moves once a relief is granted and "
        "recorded.",
    ),
    "pages.ask.link": ("申请延期或豁免", "Ask for a relief"),
    "pages.ask.ask_extension": ("申请延期", "more time"),
    "pages.ask.ask_waiver": ("申请豁免", "to be excused"),
    "pages.ask.until": ("申请延至（含当日）", "Asked until (that day included)"),
    "pages.ask.until.hint": (
        "申请延期时必填；一年以内。",
        "Needed when asking for more time; within a year.",
    ),
    "pages.ask.submit": ("提交申请", "Ask"),
    "pages.ask.done": ("申请已提交，待督查处理。", "Your request is with the supervisors."),
    "pages.ask.withdraw": ("撤回申请", "Withdraw the request"),
    "pages.ask.withdraw_relief.done": ("已撤回申请。", "The request is withdrawn."),
    "pages.ask.refuse_relief.done": ("已退回申请。", "The request is refused."),
    "pages.ask.already": ("已有申请，待处理", "A request is waiting"),
    "pages.ask.settled": (
        "该事项已办结或未设期限，无须申请。",
        "It is settled or has no due day: there is nothing to ask for.",
    ),
    "pages.ask.line": ("{who}于 {at} ", "{who}, {at}: "),
    "pages.ask.line.until": ("申请延期至{until}", "more time, until {until}"),
    "pages.ask.line.waiver": ("申请豁免", "to be excused"),
    "pages.ask.line.reason": ("理由：{reason}", "Reason: {reason}"),
    "pages.ask.state.granted": ("已批准", "granted"),
    "pages.ask.state.refused": ("已退回", "refused"),
    "pages.ask.state.withdrawn": ("已撤回", "withdrawn"),
    "pages.ask.state.lapsed": (
        "已失效（事项已办结、期限已变更或另行申请）",
        "lapsed (settled, moved or asked anew)",
    ),
    "pages.ask.queue": ("延期和豁免申请", "Requests for relief"),
    "pages.ask.queue.text": (
        "批准须登记批准机关和批准文号；须在截止日期届满前批准，才能改变期限。",
        "Granting records the authority and the instrument; it moves the due day only when granted on or before it.",
    ),
    "pages.ask.waiting": ("待处理", "Waiting"),
    "pages.ask.decided": ("已处理", "Decided"),
    "pages.ask.none": ("没有待处理的申请。", "Nothing is waiting."),
    "pages.ask.gone": ("该事项已不存在", "no longer there"),
    "pages.ask.col": ("申请", "Request"),
    "pages.ask.grant": ("批准并登记", "Grant and record"),
    "pages.ask.refuse": ("退回", "Refuse"),
    "pages.ask.refuse.reason": ("退回原因", "Why it is refused"),
    "pages.ask.refuse.submit": ("退回申请", "Refuse the request"),
}
