"""Words of the page on which alerts are answered."""

from typing import Final

ACT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.act.link": ("签收或答复提醒", "Answer its alerts"),
    "pages.act.title": ("签收与答复", "Acknowledge and answer"),
    "pages.act.due": ("截止日期{due}", "due {due}"),
    "pages.act.moved": (
        "邮件发出后截止日期已变更，以本页为准。",
        "The due day has moved since that mail was sent; what stands here holds.",
    ),
    "pages.act.given": ("已有答复", "Answers so far"),
    "pages.act.acknowledge": ("签收", "Acknowledge"),
    "pages.act.acknowledge.hint": (
        "签收表示已知悉并将办理，之后不再逐级上报；不改变办理状态。",
        "This says that you know of it and will act: it is then not passed further up. The standing stays as it is.",
    ),
    "pages.act.held": ("已召开，登记", "It has been held: record it"),
    "pages.act.planned": ("已安排，登记计划", "It is planned: record the plan"),
    "pages.act.done_held": ("已办结，登记", "It has been done: record it"),
    "pages.act.done_planned": ("已安排，登记计划", "It is planned: record the plan"),
    "pages.act.day": ("日期", "Day"),
    "pages.act.ask_extension": ("申请延期", "Ask for an extension"),
    "pages.act.ask_extension.hint": (
        "仅登记申请并告知上级；经批准机关批准、登记批准文号后，截止日期才会变更。",
        "This only puts the request on record and shows it to superiors; the due day moves once the granting "
        "authority has granted it and that is recorded.",
    ),
    "pages.act.snooze": ("暂缓提醒", "Put reminders off"),
    "pages.act.snooze.hint": (
        "到期前不再提醒本机构；状态照常显示，上级可见。",
        "Until then this body is not reminded. The standing is shown as ever, and superiors see this.",
    ),
    "pages.act.mute": ("停止提醒", "Silence reminders"),
    "pages.act.mute.hint": (
        "不再提醒本机构；逾期通报和逐级上报不受影响，上级可见。",
        "This body is not reminded any more. What is told on breach and to superiors stays, and superiors see this.",
    ),
    "pages.act.unmute": ("恢复提醒", "Resume reminders"),
    "pages.act.reason": ("原因", "Reason"),
    "pages.act.until": ("至（含当日）", "Until (that day included)"),
    "pages.act.button.held": ("登记", "Record it"),
    "pages.act.button.planned": ("登记计划", "Record the plan"),
    "pages.act.button.ask_extension": ("提交申请", "Ask for it"),
    "pages.act.button.snooze": ("暂缓提醒", "Put off"),
    "pages.act.button.mute": ("停止提醒", "Silence"),
    "pages.act.more": ("暂缓或停止提醒", "Put reminders off, or silence them"),
    "pages.act.record_in_full": ("登记办理情况（需登录）", "Record it (sign in)"),
    "pages.act.page": ("查看详情（需登录）", "See the details (sign in)"),
    "pages.act.done": ("已收到。", "Received."),
}
