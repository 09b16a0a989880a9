"""Sentences of errors about passwords, codes, tokens, devices and screens: part of `words.errors`."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "errors.password_too_weak": (
        "{reason}密码须为 {shortest} 至 {longest} 个字符{rule}。",
        "{reason} A password has {shortest} to {longest} characters{rule}.",
    ),
    "errors.password_rule.0": ("，不限字符种类", ", of any kind"),
    "errors.password_rule.3": (
        "，并含大写字母、小写字母、数字、其他字符中的三种以上",
        ", of at least three kinds: capitals, small letters, digits, others",
    ),
    "errors.password_reason.too_short": ("密码太短。", "It is too short."),
    "errors.password_reason.too_long": ("密码太长。", "It is too long."),
    "errors.password_reason.too_plain": (
        "密码只是少数几个字符的重复。",
        "It is a repetition of a few characters.",
    ),
    "errors.password_reason.common": (
        "这是常见密码，容易被猜中。",
        "It is a common password that is easily guessed.",
    ),
    "errors.password_reason.personal": (
        "密码不能含登录名或姓名。",
        "It must not hold the login or the name.",
    ),
    "errors.password_reason.classes": ("密码的字符种类太少。", "It has too few kinds of characters."),
    "errors.password_reason.reused": ("这个密码近期用过。", "It was used recently."),
    "errors.password_wrong": (
        "原密码不对，密码未更改。连续输错将暂时锁定账号。",
        "The present password is wrong; nothing was changed. Several wrong ones lock the account for a while.",
    ),
    "errors.code_wrong": (
        "验证码不对、已过期或已用过。请输入验证器应用中当前显示的 6 位数字；如总是不对，请检查手机时间。",
        "The code is wrong, too old or used already. Type the 6 digits that the app shows now; if they never fit, "
        "check the phone's clock.",
    ),
    "errors.token_too_wide": (
        "令牌的角色、范围不能超出本人权限，有效期为 1 至 {days} 天。",
        "A token may not do or see more than its owner, and it lasts 1 to {days} days.",
    ),
    "errors.token_name_missing": (
        "请用 1 至 100 个字符说明令牌的用途。",
        "Say in 1 to 100 characters what the token is for.",
    ),
    "errors.token_unknown": ("没有这个令牌。", "There is no such token."),
    "errors.device_name_missing": (
        "请用 1 至 100 个字符说明是哪台设备。",
        "Say in 1 to 100 characters which device it is.",
    ),
    "errors.device_lasts": (
        "设备密码的有效期为 1 至 {days} 天。",
        "A device’s password lasts 1 to {days} days.",
    ),
    "errors.device_unknown": ("没有这个设备密码。", "There is no such device password."),
    "errors.screen_name_missing": (
        "请用 1 至 100 个字说明大屏或嵌入页用在何处。",
        "Say in 1 to 100 characters where the screen hangs.",
    ),
    "errors.screen_lasts": (
        "有效期须为 1 至 {days} 天，或不填（直到作废）。",
        "A screen lasts 1 to {days} days, or until it is revoked.",
    ),
    "errors.screen_unknown": ("没有这个大屏或嵌入页。", "There is no such screen."),
    "errors.token_refused": (
        "令牌无效：不存在、已过期或已作废。",
        "The token is of no use: it is unknown, expired or revoked.",
    ),
    "errors.step_needed": (
        "登录尚未完成：请先在网页上完成要求的步骤（验证码、更换密码或启用双因素验证）。",
        "Signing in is not finished: do the step that the pages ask for (code, new password or second factor).",
    ),
    "errors.sign_in_refused": (
        "登录名或密码不正确，或账号已暂时锁定。",
        "Login or password do not fit, or the account is locked for a while.",
    ),
    "errors.link_useless": (
        "该链接已失效；请向管理员索取新的链接。",
        "This link no longer works; ask an administrator for a new one.",
    ),
}
