"""Words of the pages on which invitations are answered and seen."""

from typing import Final

INVITATION_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.contact.member": ("成员（出席会议）", "member (attends)"),
    "pages.reply.title": ("答复是否出席", "Will you attend?"),
    "pages.reply.body": ("{body} · {when}", "{body} · {when}"),
    "pages.reply.place": ("地点：{place}", "Place: {place}"),
    "pages.reply.for": ("以 {recipient} 的名义答复", "You answer as {recipient}"),
    "pages.reply.moved": (
        "邮件发出后会议安排已变更，以本页为准。",
        "The meeting has changed since that mail was sent; what stands here holds.",
    ),
    "pages.reply.cancelled": ("会议已取消，无需答复。", "The meeting is cancelled; no answer is needed."),
    "pages.reply.over": ("会议已结束，不再接受答复。", "The meeting is over; answers are no longer taken."),
    "pages.reply.uninvited": (
        "您已不在该会议的出席名单中，无需答复。",
        "You are no longer on the list of those who are to attend; no answer is needed.",
    ),
    "pages.reply.given.accept": ("您已答复：出席（{at}）。", "Your answer: you will attend ({at})."),
    "pages.reply.given.decline": (
        "您已答复：请假（{at}），事由：{reason}",
        "Your answer: you ask for leave ({at}): {reason}",
    ),
    "pages.reply.earlier": (
        "您答复过原定时间；会议已改期，请重新答复。",
        "You answered for another time; the meeting has been moved, please answer again.",
    ),
    "pages.reply.accept": ("出席", "I will attend"),
    "pages.reply.decline": ("请假", "I ask for leave"),
    "pages.reply.reason": ("请假事由", "Reason for leave"),
    "pages.reply.note": ("备注（可不填）", "Note (optional)"),
    "pages.reply.change": (
        "会议开始前可以更改答复，以最后一次为准。",
        "You can change it until then; the last one holds.",
    ),
    "pages.reply.done": ("答复已登记。", "Your answer is on record."),
    "pages.invitations.title": ("会议邀请", "Invitations"),
    "pages.invitations.of": ("会议邀请：{body}", "Invitations: {body}"),
    "pages.invitations.sub": (
        "会议计划登记、改期或取消后，自动给成员发送会议通知邮件；成员点击邮件中的按钮答复。",
        "When a meeting is planned, moved or cancelled, the members get a mail; they answer by the button in it.",
    ),
    "pages.invitations.link": ("会议邀请与答复", "Invitations and answers"),
    "pages.invitations.is_on": ("已启用：计划一经确认即发送。", "On: a confirmed plan is sent at once."),
    "pages.invitations.is_off": ("未启用。", "Off."),
    "pages.invitations.turn_on": ("启用", "Turn on"),
    "pages.invitations.turn_off": ("停用", "Turn off"),
    "pages.invitations.turn_on.hint": (
        "启用后，今后召开的已确认计划也会立即发送邀请。",
        "Confirmed plans that are still ahead are sent at once, too.",
    ),
    "pages.invitations.turned_on": ("已启用会议邀请。", "Invitations are on."),
    "pages.invitations.turned_off": (
        "已停用会议邀请；已发出的邀请仍然有效，不再发送变更。",
        "Invitations are off. What was sent stays as it is; changes are no longer sent.",
    ),
    "pages.invitations.no_mail": (
        "未设置邮件服务器，邀请只在“通知”页显示，不会发出。",
        "No mail server is set up: invitations are shown among the notices, but not sent.",
    ),
    "pages.invitations.people": ("{count} 人", "{count}"),
    "pages.invitations.members": ("成员", "Members"),
    "pages.invitations.no_members": (
        "没有成员。请添加应出席会议的人员；没有成员就不发送邀请。",
        "No members yet. Add those who are to attend: without members nothing is sent.",
    ),
    "pages.invitations.name": ("姓名", "Name"),
    "pages.invitations.email": ("电子邮件", "E-mail"),
    "pages.invitations.add": ("添加成员", "Add a member"),
    "pages.invitations.remove": ("移除", "Remove"),
    "pages.invitations.added": (
        "已添加成员；今后召开的会议将在一分钟左右向其发送邀请。",
        "Added. Invitations to the meetings ahead follow within a minute or so.",
    ),
    "pages.invitations.removed": ("已移除成员。", "Removed."),
    "pages.invitations.meetings": ("会议", "Meetings"),
    "pages.invitations.none": ("还没有发出邀请。", "No invitation has been sent yet."),
    "pages.invitations.counts": (
        "应到 {asked}，拟出席 {coming}，请假 {excused}，未答复 {silent}",
        "{asked} asked, {coming} coming, {excused} excused, {silent} without an answer",
    ),
    "pages.invitations.counts.name": ("出席预计", "Expected attendance"),
    "pages.invitations.state.cancelled": ("已取消", "cancelled"),
    "pages.invitations.answers": ("逐人答复", "Each answer"),
    "pages.invitations.answer.accept": ("拟出席", "coming"),
    "pages.invitations.answer.decline": ("请假", "excused"),
    "pages.invitations.answer.none": ("未答复", "no answer"),
    "pages.invitations.answer.earlier": ("未答复（改期前答复过）", "no answer since it was moved"),
    "pages.invitations.expected": (
        "这是会前答复，不是到会登记；召开后请登记实到人数。",
        "These are answers beforehand, not attendance: record who was present once it was held.",
    ),
}
