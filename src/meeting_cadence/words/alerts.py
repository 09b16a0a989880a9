"""Words of alerts: what the mails say, and what the command line says of them.

Overdue says 未见召开登记 (no record seen), never 未召开: that needs a person's confirmation.
"""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "alerts.sender": ("制度会议督办", "Meeting Cadence"),
    # what a mail is about: heading, and the beginning of its subject
    "alerts.kind.due_soon": ("到期提醒", "Due soon"),
    "alerts.kind.overdue": ("逾期未见登记", "Overdue, no record seen"),
    "alerts.kind.missed": ("应召开未召开", "Missed"),
    "alerts.kind.confirm": ("无登记，请确认", "No record, please confirm"),
    "alerts.kind.corrected": ("更正：已按期召开", "Correction: held in time"),
    "alerts.kind.violated": ("不符合要求", "Not as required"),
    "alerts.kind.invitation": ("会议通知", "Invitation"),
    "alerts.kind.report": ("系统运行周报", "Weekly report of the service"),
    "alerts.kind.all_clear": ("每周平安报告", "Weekly all-clear"),
    "alerts.kind.cleared": ("更正：符合要求", "Correction: as required"),
    "alerts.kind.done.missed": ("应办未办", "Missed"),
    "alerts.kind.done.corrected": ("更正：已按期办结", "Correction: done in time"),
    # subjects
    "alerts.subject.due_soon": ("截止日期{due}", "due {due}"),
    "alerts.subject.planned": ("已安排于{planned}", "planned for {planned}"),
    "alerts.subject.overdue": ("已逾期{days}天", "{days} days overdue"),
    "alerts.subject.overdue.one": ("已逾期1天", "1 day overdue"),
    "alerts.subject.overdue.now": ("已逾期", "overdue"),
    "alerts.subject.no_date": ("请及时办理", "to be done without delay"),
    "alerts.subject.violated.order": ("未见事前登记", "no record from before the event"),
    "alerts.subject.violated.cap": ("至多{most}次，已登记{held}次", "at most {most}, {held} on record"),
    "alerts.subject.violated.distance": ("早于{not_before}", "earlier than {not_before}"),
    "alerts.subject.time_needed": ("请补登触发时刻", "time of day needed"),
    "alerts.subject.remaining": ("剩余{left}", "{left} left"),
    "alerts.subject.digest": ("{kind}：共{count}项", "{kind}: {count} matters"),
    # the first sentence
    "alerts.lead.due_soon": (
        "{body}“{title}”（{label}）应于{due}前召开，尚未见召开登记。",
        "{body} is to hold “{title}” ({label}) by {due}; no record of it has been seen yet.",
    ),
    "alerts.lead.overdue": (
        "{body}“{title}”（{label}）应于{due}前召开，截至{today}未见召开登记，已逾期{late}。",
        "{body} was to hold “{title}” ({label}) by {due}. As of {today} no record of it has been seen: "
        "{late} overdue.",
    ),
    "alerts.lead.remaining": ("剩余{left}。", " {left} left."),
    "alerts.lead.missed": (
        "{body}“{title}”（{label}）应于{due}前召开，截至{today}未见召开登记，补开期限已过。",
        "{body} was to hold “{title}” ({label}) by {due}. As of {today} no record of it has been seen, "
        "and it can no longer be made up.",
    ),
    "alerts.lead.confirm": (
        "{body}“{title}”（{label}）截止日期为{due}，本系统无登记，且该时段台账未声明完整。是否召开，请予确认。",
        "{body}, “{title}” ({label}), due {due}: nothing is on record here, and the record of that time "
        "is not "
        "declared complete. Please confirm whether it was held.",
    ),
    "alerts.lead.corrected": (
        "{body}“{title}”（{label}）曾通报逾期。现已补登：会议于截止日期{due}前召开，按期完成，特此更正。",
        "{body}, “{title}” ({label}), was reported as overdue. It has since been recorded that it was "
        "held by "
        "{due}, in time. This corrects the earlier notice.",
    ),
    "alerts.lead.done.due_soon": (
        "{body}“{title}”（{label}）应于{due}前办理，尚未见办理登记。",
        "{body} is to complete “{title}” ({label}) by {due}; no record of it has been seen yet.",
    ),
    "alerts.lead.done.overdue": (
        "{body}“{title}”（{label}）应于{due}前办理，截至{today}未见办理登记，已逾期{late}。",
        "{body} was to complete “{title}” ({label}) by {due}. As of {today} no record of it has been seen: "
        "{late} overdue.",
    ),
    "alerts.lead.done.missed": (
        "{body}“{title}”（{label}）应于{due}前办理，截至{today}未见办理登记，补办期限已过。",
        "{body} was to complete “{title}” ({label}) by {due}. As of {today} no record of it has been seen, "
        "and it can no longer be made up.",
    ),
    "alerts.lead.done.confirm": (
        "{body}“{title}”（{label}）截止日期为{due}，本系统无登记，且该时段台账未声明完整。是否办理，请予确认。",
        "{body}, “{title}” ({label}), due {due}: nothing is on record here, and the record of that time "
        "is not "
        "declared complete. Please confirm whether it was done.",
    ),
    "alerts.lead.done.corrected": (
        "{body}“{title}”（{label}）曾通报逾期。现已补登：该事项于截止日期{due}前办结，特此更正。",
        "{body}, “{title}” ({label}), was reported as overdue. It has since been recorded that it was "
        "done by "
        "{due}, in time. This corrects the earlier notice.",
    ),
    "alerts.lead.no_date": (
        "{body}“{title}”（{label}）已触发，制度要求及时办理，尚未见登记。",
        "{body}: “{title}” ({label}) has been triggered and is to be done without delay; no record of it has "
        "been seen yet.",
    ),
    "alerts.lead.violated.order": (
        "{body}“{title}”（{label}）：制度要求为{demand}；该事项已于{event_day}发生，此前未见相应登记。",
        "{body}, “{title}” ({label}): the rule demands it {demand}. That took place on {event_day}, and nothing on "
        "record came before it as demanded.",
    ),
    "alerts.lead.violated.cap": (
        "{body}“{title}”（{label}）：制度要求为{demand}；现已登记{held}次，超出上限。",
        "{body}, “{title}” ({label}): the rule allows {demand}. {held} are on record, more than the maximum.",
    ),
    "alerts.lead.violated.distance": (
        "{body}“{title}”（{label}）：制度要求为{demand}，即不得早于{not_before}；登记日期为{held_on}，早于该日。",
        "{body}, “{title}” ({label}): the rule demands {demand}, so not before {not_before}. On record is "
        "{held_on}, which is earlier.",
    ),
    "alerts.lead.cleared": (
        "{body}“{title}”（{label}）曾被通报。登记补充或者更正后，现已符合要求，特此更正。",
        "{body}, “{title}” ({label}), was reported as at fault. As the record now stands, it was done as required. "
        "This corrects the earlier notice.",
    ),
    "alerts.lead.time_needed": (
        "{body}“{title}”（{label}）已触发，时限按小时计算，但触发事项未登记时刻，无法计算截止时间。",
        "{body}: “{title}” ({label}) has been triggered. Its limit runs by the hour, but the time of day of its "
        "trigger is not on record, so it cannot be computed.",
    ),
    # the facts
    "alerts.fact.body": ("机构", "Body"),
    "alerts.fact.mandate": ("制度要求", "Requirement"),
    "alerts.fact.basis": ("依据", "Basis"),
    "alerts.fact.quote": ("原文", "Text"),
    "alerts.fact.due": ("截止日期", "Due"),
    "alerts.fact.original_due": ("原截止日期", "Originally due"),
    "alerts.fact.late": ("逾期", "Overdue for"),
    "alerts.fact.progress": ("完成情况", "On record"),
    "alerts.fact.plan": ("计划", "Plan"),
    "alerts.slip": ("{prefix}〔{year}〕{number}号·第{times}次", "Slip {prefix} {year}/{number}, no. {times}"),
    "alerts.slip.coloured": ("{slip}（{colour}）", "{slip} ({colour})"),
    "alerts.colour.blue": ("蓝色督办单", "blue"),
    "alerts.colour.yellow": ("黄色督办单", "yellow"),
    "alerts.colour.orange": ("橙色督办单", "orange"),
    "alerts.colour.red": ("红色督办单", "red"),
    "alerts.fact.slip": ("督办单", "Slip"),
    "alerts.fact.acknowledged": ("签收", "Acknowledged"),
    "alerts.fact.quieted": ("提醒状态", "Reminders"),
    "alerts.fact.asked": ("延期或豁免申请", "Relief asked for"),
    "alerts.value.acknowledge": ("{by}于{on}签收", "by {by} on {on}"),
    "alerts.value.snooze": (
        "{by}于{on}设置暂缓提醒至{until}，原因：{reason}",
        "put off until {until} by {by} on {on}: {reason}",
    ),
    "alerts.value.mute": ("{by}于{on}停止提醒，原因：{reason}", "silenced by {by} on {on}: {reason}"),
    "alerts.value.unmute": ("{by}于{on}恢复提醒", "resumed by {by} on {on}"),
    "alerts.value.ask_extension": (
        "{by}于{on}申请延期至{until}，尚待批准；理由：{reason}",
        "{by} asked on {on} for {until}, not granted yet: {reason}",
    ),
    "alerts.value.ask_waiver": (
        "{by}于{on}申请豁免，尚待批准；理由：{reason}",
        "{by} asked on {on} for a waiver, not granted yet: {reason}",
    ),
    "alerts.value.refuse_relief": (
        "{by}于{on}退回延期或豁免申请，原因：{reason}",
        "the request was refused by {by} on {on}: {reason}",
    ),
    "alerts.value.withdraw_relief": ("{by}于{on}撤回申请", "the request was withdrawn by {by} on {on}"),
    "alerts.fact.remaining": ("剩余时间", "Time left"),
    "alerts.value.hours": ("{hours}小时{minutes}分", "{hours} h {minutes} min"),
    "alerts.value.minutes": ("{minutes}分钟", "{minutes} min"),
    "alerts.fact.demand": ("频次要求", "Demand"),
    "alerts.fact.violated.event": ("触发事项发生于", "The event took place on"),
    "alerts.fact.violated.on_record": ("现有登记", "On record"),
    "alerts.value.violated.order": ("{event_day}", "{event_day}"),
    "alerts.value.violated.cap": ("{held}次（上限{most}次）", "{held} (at most {most})"),
    "alerts.value.violated.distance": (
        "{held_on}（不得早于{not_before}）",
        "{held_on} (not before {not_before})",
    ),
    "alerts.value.window": ("{title}（{label}）", "{title} ({label})"),
    "alerts.value.basis": ("《{regulation}》{article}", "{regulation}, {article}"),
    "alerts.value.basis_whole": ("《{regulation}》", "{regulation}"),
    "alerts.value.day": ("{day}", "{day}"),
    "alerts.value.days": ("{days}天", "{days} days"),
    "alerts.value.days.one": ("1天", "1 day"),
    "alerts.value.progress": ("应{need}次，已登记{count}次", "{count} of {need}"),
    "alerts.value.planned": ("已安排于{planned}", "planned for {planned}"),
    "alerts.value.unplanned": ("尚未安排", "not planned yet"),
    # what to do
    "alerts.do": ("请办理", "What to do"),
    "alerts.do.hold": (
        "请于{by}前召开，召开后当日登记。",
        "Hold it by {by}, and record it on the day.",
    ),
    "alerts.do.at_once": ("请及时办理，并登记。", "Do it without delay, and record it."),
    "alerts.do.held_already": ("如已召开，请于{by}前登记。", "If it has been held, record it by {by}."),
    "alerts.do.hold_now": (
        "如尚未召开，请尽快补开，登记时注明所属时段“{label}”。",
        "If it has not been held, hold it as soon as possible, and name the period “{label}” when "
        "recording it.",
    ),
    "alerts.do.confirm": (
        "已召开的，请补登；确未召开的，请确认未召开；该时段台账齐全的，请声明完整。请于{by}前办理。",
        "If it was held, record it; if it was not, confirm that; if the record of that time is complete, "
        "declare "
        "it so. Please do one of these by {by}.",
    ),
    "alerts.do.missed": (
        "如当时已召开而未登记，请补登实际日期；登记后将按事实更正。",
        "If it was held at the time but not recorded, record it with its real day; the verdict follows "
        "the fact.",
    ),
    "alerts.do.violated.record": (
        "确在事前完成而未登记的，请补登实际日期，登记后按事实更正。",
        "If it was done before but not recorded, record it with its real day; the verdict follows the fact.",
    ),
    "alerts.do.violated.order": (
        "触发事项的日期登记有误的，请更正该登记。",
        "If the day of the event is on record wrongly, correct that entry.",
    ),
    "alerts.do.violated.cap": (
        "重复登记或者类别有误的，请撤回或者更正该登记，更正后重新认定。",
        "If one was recorded twice or as the wrong kind, retract or correct that entry; the verdict follows.",
    ),
    "alerts.do.violated.distance": (
        "日期登记有误的，请更正该登记，更正后重新认定。",
        "If the day is on record wrongly, correct that entry; the verdict follows.",
    ),
    "alerts.do.violated.explain": (
        "登记无误的，请书面说明情况并留存，避免再次发生。",
        "If the record is right, explain it in writing, keep that on file, and see that it does not happen again.",
    ),
    "alerts.do.time_needed": (
        "请更正触发事项的登记，补上发生时刻；已办理的，请一并登记。",
        "Correct the entry of the trigger and give its time of day; if it has been done, record that as well.",
    ),
    "alerts.do.nothing": ("无需办理。", "There is nothing to do."),
    "alerts.do.extend": (
        "确需延期的，请在截止日期前向批准机关书面申请；获批后登记批准日期、批准文号和延期截止日期。逾期后批准的不改变截止日期。",
        "If it must be put off, apply in writing to the granting authority before the due day; once "
        "granted, record "
        "the day, the instrument and the new due day. What is granted later does not move the due day.",
    ),
    "alerts.do.extend_late": (
        "截止日期前已获批准延期而未登记的，请登记批准日期和批准文号；截止日期之后批准的延期，只作备注，不改变逾期。",
        "If an extension was granted before the due day but not recorded, record its day and instrument; one "
        "granted after the due day is noted, but does not undo the delay.",
    ),
    "alerts.do.done.hold": ("请于{by}前办理，办结后当日登记。", "Do it by {by}, and record it on the day."),
    "alerts.do.done.held_already": ("如已办结，请于{by}前登记。", "If it has been done, record it by {by}."),
    "alerts.do.done.hold_now": (
        "如尚未办理，请尽快补办，登记时注明所属时段“{label}”。",
        "If it has not been done, do it as soon as possible, and name the period “{label}” when recording "
        "it.",
    ),
    "alerts.do.done.confirm": (
        "已办理的，请补登；确未办理的，请确认；该时段台账齐全的，请声明完整。请于{by}前办理。",
        "If it was done, record it; if it was not, confirm that; if the record of that time is complete, "
        "declare "
        "it so. Please do one of these by {by}.",
    ),
    "alerts.do.done.missed": (
        "如当时已办理而未登记，请补登实际日期；登记后将按事实更正。",
        "If it was done at the time but not recorded, record it with its real day; the verdict follows "
        "the fact.",
    ),
    "alerts.by.soon": ("近日", "the end of this week"),
    "alerts.link.record": ("登记", "Record it"),
    "alerts.link.held": ("已召开，登记", "It was held: record it"),
    "alerts.link.done.held": ("已办结，登记", "It is done: record it"),
    "alerts.link.planned": ("已安排于…", "It is planned for…"),
    "alerts.link.ask_extension": ("申请延期", "Ask for an extension"),
    "alerts.link.acknowledge": ("签收", "Acknowledge"),
    "alerts.link.page": ("查看详情", "See the details"),
    "alerts.stands_in": (
        "该机构未登记可通知的联系人，故发送至您处；请转告该机构，并补充其联系人。",
        "This body has no contact on record, so this is sent to you: please pass it on, and add a contact.",
    ),
    "alerts.digest": ("以下{count}项：", "These {count} matters:"),
    "alerts.footer": (
        "本邮件由系统自动发送，请勿回复。本系统不得存储、处理涉密信息。",
        "This mail was sent automatically; please do not reply. No state secrets may be kept in this system.",
    ),
    # roles and states, as listed
    "alerts.role.secretariat": ("秘书处", "secretariat"),
    "alerts.role.chair": ("主持人", "chair"),
    "alerts.role.supervisor": ("督查", "supervisor"),
    "alerts.role.superior_secretariat": ("上级秘书处", "superior's secretariat"),
    "alerts.role.above": ("上级{role}", "superior’s {role}"),
    "alerts.role.administrator": ("管理员", "administrator"),
    "alerts.state.pending": ("待发送", "waiting"),
    "alerts.state.leased": ("发送中", "being sent"),
    "alerts.state.sent": ("已发送", "sent"),
    "alerts.state.dead": ("无法送达", "undeliverable"),
    "alerts.state.uncertain": ("是否送达不明", "unknown whether it arrived"),
    "alerts.state.cancelled": ("已取消", "cancelled"),
    "alerts.state.shown": ("仅显示，未发送", "shown only, not sent"),
    "alerts.state.folded": ("并入后一次通知", "folded into a later notice"),
    "alerts.entry": ("截止：{body}“{title}”（{label}）", "Due: {body}, “{title}” ({label})"),
    "alerts.chat.more": (
        "另有{count}项，请登录系统查看。",
        "{count} more: please sign in to see them.",
    ),
    "alerts.test.subject": ("测试通知", "Test notice"),
    "alerts.test.text": (
        "这是一封测试通知，说明该渠道可以送达，无需办理。",
        "This is a test: it shows that this channel works. There is nothing to do.",
    ),
    "alerts.test.address_needed": (
        "请用 --to 指明电子邮箱或 webhook 的网址。",
        "Say with --to which e-mail address, or which address of a webhook.",
    ),
    "alerts.test.sent": (
        "{channel} 已收下发给 {address} 的测试通知。",
        "{channel} has taken the test notice for {address}.",
    ),
    "alerts.test.key": (
        "向 {host} 推送时使用的签名密钥：{key}",
        "The key that signs what is sent to {host}: {key}",
    ),
    "alerts.channel.email": ("电子邮件", "e-mail"),
    "alerts.channel.webhook": ("webhook（签名推送）", "webhook (signed)"),
    "alerts.channel.chat": ("群机器人 {name}", "chat {name}"),
    # the rungs of policies
    "alerts.rung.before": ("截止前{length}", "{length} before the due day"),
    "alerts.rung.breach": ("逾期当日", "on breach"),
    "alerts.rung.every": ("逾期后每{length}（第{count}次）", "every {length} after the breach (no. {count})"),
    "alerts.rung.escalate": (
        "逾期后每{length}无人签收，逐级上报（第{count}级）",
        "every {length} without an acknowledgement, one step up (no. {count})",
    ),
    "alerts.rung.no_record": ("截止后请予确认", "past the due day, to be confirmed"),
    "alerts.rung.violated": ("发现不符合要求时", "when it shows that it was not as required"),
    "alerts.rung.corrected": ("更正", "correction"),
    "alerts.nobody": ("无人可通知", "nobody to tell"),
    # the command line
    "alerts.tick.summary": (
        "{at}：状态变化{flips}项，新通知{mails}封，并入后一次通知{folded}条，取消{cancelled}封。",
        "{at}: {flips} standings changed, {mails} new notices, {folded} folded into later ones, "
        "{cancelled} cancelled.",
    ),
    "alerts.tick.dry": ("试运行，未写入任何数据。", "A dry run: nothing was written."),
    "alerts.tick.nothing": ("没有需要通知的事项。", "There is nothing to tell."),
    "alerts.tick.default_policy": (
        "提醒策略有误，暂按默认策略执行：",
        "The alert policies cannot be understood; the default one is used meanwhile:",
    ),
    "alerts.drain.summary": (
        "已发送{sent}封（含{notices}条通知），稍后再试{retried}封，无法送达{dead}封，是否送达不明{uncertain}封，取消{cancelled}条，等待发送时段{waiting}条。",
        "{sent} mails sent (with {notices} notices), {retried} to be tried again, {dead} undeliverable, "
        "{uncertain} of unknown fate, {cancelled} notices cancelled, {waiting} waiting for working hours.",
    ),
    "alerts.drain.trouble": (
        "邮件服务器 {place} 自{since}起未收下邮件（{detail}），{waiting} 条通知待发送，稍后自动重试，未丢失。",
        "The mail server {place} has taken no mail since {since} ({detail}); {waiting} notices are waiting and "
        "tried again later, nothing is lost.",
    ),
    "alerts.drain.shown": (
        "未设置邮件服务器（SMTP_URL）：{shown}条通知仅在“通知”页显示，未发送。",
        "No mail server is set (SMTP_URL): {shown} notices are only shown on the page of notices, not sent.",
    ),
    "alerts.simulate.summary": (
        "共{notices}条通知，{mails}封邮件；未发送，未写入任何数据。",
        "{notices} notices in {mails} mails; nothing was sent or written.",
    ),
    "alerts.retry": ("已重新排入发送：{count}条。", "Waiting to be sent again: {count}."),
    "alerts.retry.which": ("请给出通知编号，或使用 --failed。", "Give the numbers of notices, or --failed."),
    "alerts.column.number": ("编号", "No."),
    "alerts.column.day": ("日期", "Day"),
    "alerts.column.rung": ("节点", "Rung"),
    "alerts.column.what": ("事项", "Matter"),
    "alerts.column.mails": ("邮件", "Mails"),
    "alerts.column.a_week": ("每周", "A week"),
    "alerts.column.notices": ("通知", "Notices"),
    "alerts.column.state": ("状态", "State"),
    "alerts.column.kind": ("类别", "Kind"),
    "alerts.column.recipient": ("收件人", "To"),
    "alerts.column.body": ("机构", "Body"),
    "alerts.column.subject": ("标题", "Subject"),
    "alerts.column.when": ("时间", "When"),
    "alerts.column.not_before": ("发送时间", "To be sent"),
}
