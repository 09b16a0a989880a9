"""Sentences of errors about invitations and about calendars that are read in."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "errors.calendar_name": (
        "请填写日历名称，不超过100字。",
        "Give the calendar a name of at most 100 characters.",
    ),
    "errors.calendar_not_dismissed": (
        "该条目未被忽略，无需恢复。",
        "This entry was not dismissed; there is nothing to bring back.",
    ),
    "errors.invitation_reply": ("{why}", "{why}"),
    "errors.invitation_reply_unknown": (
        "请选择“出席”或“请假”。",
        "Choose whether you will attend or ask for leave.",
    ),
    "errors.invitation_reply_reason": ("请填写请假事由。", "Give the reason for your leave."),
    "errors.invitation_reply_long": ("事由不得超过500字。", "The reason may have at most 500 characters."),
    "errors.invitation_reply_cancelled": (
        "会议已取消，无需答复。",
        "The meeting is cancelled; no answer is needed.",
    ),
    "errors.invitation_reply_over": (
        "会议已结束，不再接受答复。",
        "The meeting is over; answers are no longer taken.",
    ),
    "errors.invitation_reply_uninvited": (
        "您已不在该会议的出席名单中。",
        "You are no longer on the list of those who are to attend.",
    ),
}
