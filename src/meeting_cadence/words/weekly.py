"""Words of the weekly letters: the report of the service on itself, and the all-clear."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "weekly.report.heading": ("系统运行周报", "Weekly report of the service"),
    "weekly.report.subject": (
        "【系统运行周报】{since}至{until}，{state}",
        "Weekly report, {since} to {until}: {state}",
    ),
    "weekly.report.well": ("运行正常", "all well"),
    "weekly.report.unwell": ("有事项需人工处理", "something needs a hand"),
    "weekly.report.lead.well": (
        "{since}至{until}，督办系统运行正常，没有需要人工处理的发信故障。",
        "From {since} to {until} the service ran as it should; no delivery needs a hand.",
    ),
    "weekly.report.lead.unwell": (
        "{since}至{until}，督办系统有需要人工处理的事项，见下表。",
        "From {since} to {until}: something needs a hand, see below.",
    ),
    "weekly.fact.ticks": ("巡检次数", "Checks"),
    "weekly.fact.pause": ("巡检最长间隔", "Longest pause"),
    "weekly.fact.notices": ("生成通知", "Notices"),
    "weekly.fact.mails": ("送出", "Delivered"),
    "weekly.fact.waiting": ("等待送出的通知", "Waiting"),
    "weekly.fact.dead": ("被拒收的通知", "Refused"),
    "weekly.fact.uncertain": ("是否送达不明的通知", "Uncertain"),
    "weekly.fact.mail_down": ("邮件发送中断", "No mail leaves"),
    "weekly.fact.silent": ("值守信号中断", "Switch unreached"),
    "weekly.value.count": ("{count}条", "{count}"),
    "weekly.value.ticks": ("{count}次", "{count}"),
    "weekly.value.mails": (
        "{count}封，其中{again}封重试后送出",
        "{count} messages, {again} of them after another attempt",
    ),
    "weekly.value.since": ("自{since}起", "since {since}"),
    "weekly.value.seconds": ("{seconds}秒", "{seconds} s"),
    "weekly.value.minutes": ("{minutes}分钟", "{minutes} min"),
    "weekly.value.hours": ("{hours}小时{minutes}分钟", "{hours} h {minutes} min"),
    "weekly.do.nothing": ("无需办理。", "Nothing."),
    "weekly.do.retry": (
        "核对被拒收或送达不明的通知，更正地址后在“通知”页重新发送。",
        "Look at the notices that were refused or of which it is not known; mend the address and send them again "
        "on the page of notices.",
    ),
    "weekly.do.mail": ("检查邮件服务器和发信设置。", "Look at the mail server and the settings of mail."),
    "weekly.do.silent": (
        "检查值守地址是否可达。",
        "Look whether the address of the dead-man's switch can be reached.",
    ),
    "weekly.link.notices": ("查看通知", "See the notices"),
    "weekly.clear.heading": ("每周平安报告", "Weekly all-clear"),
    "weekly.clear.heading.not": ("每周督办概况", "Weekly state of affairs"),
    "weekly.clear.subject": (
        "【{heading}】{body}：在督{watched}项，逾期{overdue}项{next_due}",
        "{heading}, {body}: {watched} watched, {overdue} overdue{next_due}",
    ),
    "weekly.clear.subject.next": ("，最近截止{day}", ", next due {day}"),
    "weekly.clear.lead": (
        "截至{today}，{body}（含下级）在督{watched}项，逾期{overdue}项，无登记待确认{unrecorded}项。",
        "On {today}, {body} and those below it: {watched} watched, {overdue} overdue, {unrecorded} without a record "
        "and to be confirmed.",
    ),
    "weekly.fact.next_due": ("最近截止日期", "Next due"),
    "weekly.value.none": ("无", "none"),
    "weekly.value.day": ("{day}", "{day}"),
    "weekly.do.clear": (
        "无需办理。收不到本报告时，请联系系统管理员。",
        "Nothing. Should this letter fail to come, tell the administrator.",
    ),
    "weekly.do.overdue": ("按逾期通知办理。", "As the notices of the overdue matters say."),
    "weekly.tick": ("写入每周报告：{count}封。", "Weekly letters written: {count}."),
    "weekly.link.body": ("查看督办事项", "See what is watched"),
}
