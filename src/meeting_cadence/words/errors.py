"""Sentences of the family of errors: what happened, what was kept, what to do."""

from typing import Final

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.words.say import Language, say

WORDS: Final[dict[str, tuple[str, str]]] = {
    "errors.unexpected": ("出错：{subject}", "Something went wrong: {subject}"),
    # command line
    "errors.cannot_read": (
        "无法读取 {subject}：{reason}。请检查路径和权限。",
        "Cannot read {subject}: {reason}. Check the path and its permissions.",
    ),
    "errors.not_a_when": (
        "{option} 的值“{subject}”不是日期或时刻；请写 2024-12-31，或带时差的 2024-12-31T23:30:00+08:00。",
        "{option}: “{subject}” is no day or instant; write 2024-12-31, or 2024-12-31T23:30:00+08:00 with its offset.",
    ),
    "errors.unknown_subject": (
        "制度文件包中没有“{subject}”。可用的有：{known}",
        "The pack has no “{subject}”. It knows: {known}",
    ),
    # settings
    "errors.settings_refused": (
        "设置有 {count} 处不能用，未启动，也未改动任何数据：",
        "{count} settings cannot be used; nothing was started and nothing was changed:",
    ),
    "errors.setting_refused": (
        "{subject} 的值“{value}”不能用，应为：{expects}。",
        "{subject} is “{value}”, but should be {expects}.",
    ),
    "errors.setting_unknown": (
        "没有名为 {subject} 的设置，是否想写 {near}？",
        "{subject} is no setting; did you mean {near}?",
    ),
    "errors.settings_file_missing": (
        "找不到 MEETING_CADENCE_CONFIG 指定的设置文件 {subject}；请更正路径，或取消该变量。",
        "MEETING_CADENCE_CONFIG names the settings file {subject}, which does not exist; "
        "correct the path or unset the variable.",
    ),
    "errors.settings_file_unreadable": (
        "设置文件 {subject} 无法读取；请检查其权限，并确认是 UTF-8 文本。",
        "The settings file {subject} cannot be read; check its permissions, and that it is text in UTF-8.",
    ),
    "errors.settings_file_broken": (
        "设置文件 {subject} 第 {line} 行不符合 TOML 格式；文本须加引号，每行写“名称 = 值”。",
        "The settings file {subject} is not TOML at line {line}; write “name = value”, with texts in quotes.",
    ),
    "errors.secret_key_needed": (
        "请设置 MEETING_CADENCE_SECRET_KEY（至少 32 个字符的随机文本）：该数据库旁没有可以存放密钥的位置。",
        "Set MEETING_CADENCE_SECRET_KEY to a random text of at least 32 characters: "
        "beside this database there is no place to keep a key.",
    ),
    "errors.secret_key_unusable": (
        "密钥文件 {subject} 不能用；它须可读、至少 32 个字符，且只有所有者有权访问（chmod 600）。",
        "The key file {subject} cannot be used; it must be readable, at least 32 characters long "
        "and accessible to its owner only (chmod 600).",
    ),
    # shipped packs
    "errors.unknown_shipped_pack": (
        "没有名为 {subject} 的随附制度包；随附的有：{known}；示例有：{examples}。",
        "No pack {subject} is shipped; shipped are: {known}; and as examples: {examples}.",
    ),
    "errors.shipped_packs_missing": (
        "安装不完整：缺少随附的制度包（应在 {subject}）；请重新安装。",
        "The installation is incomplete: its packs are missing (they belong in {subject}); please reinstall.",
    ),
}


def tell(error: MeetingCadenceError, language: Language) -> str:
    """The sentence of an error raised on purpose (its code is `errors.<code>`), then a line for each part."""
    return "\n".join([_sentence(error, language), *(f"  {tell(part, language)}" for part in error.parts)])


def _sentence(error: MeetingCadenceError, language: Language) -> str:
    code = f"errors.{error.code}"
    if code not in WORDS:
        return say("errors.unexpected", language, subject=str(error))
    return say(code, language, subject=error.subject, **error.values)
