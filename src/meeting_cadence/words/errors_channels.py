"""Errors of the channels besides e-mail, in words."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "errors.policy_absent": (
        "该制度包没有提醒策略“{subject}”{meant}。",
        "The pack has no alert policy “{subject}”{meant}.",
    ),
    "errors.notice_not_failed": (
        "第 {subject} 号通知没有发送失败，无需重新发送。",
        "Notice {subject} has not failed; there is nothing to send again.",
    ),
    "errors.channel_line": (
        "{subject} 未能收下通知（{detail}）；通知仍在待发队列中，稍后自动重试，未丢失。请检查该渠道的设置。",
        "{subject} did not take the notice ({detail}); what waits is kept and tried again later, nothing is lost. "
        "Check the settings of this channel.",
    ),
    "errors.chat_invalid": (
        "设置 chats 中“{subject}”的地址无法识别；应为 wecom+https://…、dingtalk+https://…、feishu+https://…、"
        "slack+https://… 或 teams+https://…，后接机器人的完整地址。",
        "The address of the chat “{subject}” in the setting chats cannot be read; write wecom+https://…, "
        "dingtalk+https://…, feishu+https://…, slack+https://… or teams+https://…, followed by the whole address of "
        "the robot.",
    ),
    "errors.chat_extra_missing": (
        "已设置群机器人“{subject}”，但未安装所需组件；请安装 meeting-cadence[chat]，或删去设置 chats。",
        "The chat “{subject}” is set up, but what it needs is not installed: install meeting-cadence[chat], or take "
        "the setting chats away.",
    ),
    "errors.channel_not_set_up": (
        "没有设置渠道“{subject}”；已设置的渠道：{known}。",
        "The channel “{subject}” is not set up; these are: {known}.",
    ),
}
