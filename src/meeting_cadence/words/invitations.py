"""Words of invitations: the mails to the members of a body, and the calendar objects that they carry."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "invitations.heading.new": ("会议通知", "Invitation"),
    "invitations.heading.moved": ("会议改期", "Meeting moved"),
    "invitations.heading.changed": ("会议通知更新", "Meeting changed"),
    "invitations.heading.cancelled": ("会议取消", "Meeting cancelled"),
    "invitations.heading.uninvited": ("不再邀请", "No longer invited"),
    "invitations.subject": ("【{heading}】{title}，{when}", "{heading}: {title}, {when}"),
    "invitations.lead.new": (
        "请您出席{body}“{title}”，{when}。",
        "You are invited to “{title}” of {body}, {when}.",
    ),
    "invitations.lead.moved": (
        "{body}“{title}”改为{when}召开，请重新答复。",
        "“{title}” of {body} now takes place {when}. Please answer again.",
    ),
    "invitations.lead.changed": (
        "{body}“{title}”（{when}）的安排有变更，以本通知为准。",
        "The arrangements for “{title}” of {body} ({when}) have changed; what stands here holds.",
    ),
    "invitations.lead.cancelled": (
        "{body}原定{when}召开的“{title}”已取消。",
        "“{title}” of {body}, which was to take place {when}, is cancelled.",
    ),
    "invitations.lead.uninvited": (
        "您不再在{body}“{title}”（{when}）的出席名单中，无需出席。",
        "You are no longer on the list of those who are to attend “{title}” of {body} ({when}).",
    ),
    "invitations.fact.title": ("会议", "Meeting"),
    "invitations.fact.body": ("机构", "Body"),
    "invitations.fact.when": ("时间", "Time"),
    "invitations.fact.before": ("原定时间", "Before"),
    "invitations.fact.place": ("地点", "Place"),
    "invitations.fact.place_before": ("原定地点", "Place before"),
    "invitations.fact.form": ("方式", "Form"),
    "invitations.fact.items": ("议题", "Agenda"),
    "invitations.fact.status": ("状态", "Status"),
    "invitations.form.in_person": ("现场会议", "in person"),
    "invitations.form.video": ("视频会议", "by video"),
    "invitations.form.hybrid": ("现场结合视频", "in person and by video"),
    "invitations.form.written": ("书面", "in writing"),
    "invitations.tentative": ("暂定，待确认", "tentative, to be confirmed"),
    "invitations.when.day": ("{day}（{weekday}）", "{weekday}, {day}"),
    "invitations.when.until": ("{start}至{end}", "{start} to {end}"),
    "invitations.weekday.0": ("周一", "Monday"),
    "invitations.weekday.1": ("周二", "Tuesday"),
    "invitations.weekday.2": ("周三", "Wednesday"),
    "invitations.weekday.3": ("周四", "Thursday"),
    "invitations.weekday.4": ("周五", "Friday"),
    "invitations.weekday.5": ("周六", "Saturday"),
    "invitations.weekday.6": ("周日", "Sunday"),
    "invitations.do.reply": (
        "请点击下面的按钮答复是否出席；请假须写明事由。",
        "Use the button below to say whether you will attend; leave needs a reason.",
    ),
    "invitations.do.only_here": (
        "会议已随附件加入日历；在日历软件中点“接受”或“拒绝”不会登记，以按钮答复为准。",
        "The attachment puts it into your calendar. “Accept” or “decline” in the calendar program is not recorded "
        "here: only the answer behind the button counts.",
    ),
    "invitations.do.remove": ("请从日历中删除该会议。", "Please remove it from your calendar."),
    "invitations.link.reply": ("答复是否出席", "Say whether you will attend"),
    "invitations.tick": ("会议邀请：{count}封待发。", "Invitations: {count} mails waiting to leave."),
    "invitations.calendar.answer": (
        "请用邮件中的按钮答复是否出席。",
        "Please answer by the button in the mail.",
    ),
}
