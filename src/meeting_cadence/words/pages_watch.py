"""Words of what failed to leave, of sending it again, and of the watcher's own alarms."""

from typing import Final

WATCH_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.alarm.failed": (
        "{count} 条通知被拒收或送达不明。请到“通知”页核对地址后重新发送。",
        "{count} notices were refused, or it is not known whether they arrived. Look at them on the page of notices, "
        "and send them again.",
    ),
    "pages.alarm.silent": (
        "值守信号自{at}起未能送达（{detail}）。请检查值守地址；在此期间，本系统停摆将无人告警。",
        "The dead-man's switch has not been reached since {at} ({detail}). Check its address: until then nobody is "
        "alarmed when this service stops.",
    ),
    "pages.notices.all": ("全部通知", "All notices"),
    "pages.notices.older": ("更早的通知", "Earlier notices"),
    "pages.notices.failed": ("只看未送达的（{count}）", "Only those that failed ({count})"),
    "pages.notices.failed.none": ("没有未送达的通知。", "No notice has failed."),
    "pages.notice.attempts": ("尝试次数", "Attempts"),
    "pages.notice.error": ("未送达原因", "Why it failed"),
    "pages.notice.message_id": ("邮件编号", "Message-ID"),
    "pages.notice.retry": ("重新发送", "Send again"),
    "pages.notice.retry.note": (
        "与同一封邮件中的其他通知一起重发，邮件编号不变，收件人可据此识别重复。发出前会再次核对事项是否仍需提醒。",
        "It is sent again with whatever left in the same message, under the same Message-ID, so that a repeat can be "
        "recognised. Whether it still holds is checked once more before it leaves.",
    ),
    "pages.notice.retried": ("已重新排入发送：{count} 条。", "Waiting to be sent again: {count}."),
}
