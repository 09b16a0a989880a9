"""Words of the audit trail."""

from typing import Final

from meeting_cadence.words.audit_actions import ACTION_WORDS
from meeting_cadence.words.say import Language, say

WORDS: Final[dict[str, tuple[str, str]]] = {
    "audit.column.seq": ("序号", "number"),
    "audit.column.at": ("时间（UTC）", "time (UTC)"),
    "audit.column.actor": ("操作人", "by"),
    "audit.column.action": ("操作", "action"),
    "audit.column.subject": ("对象", "about"),
    "audit.empty": ("审计日志中还没有记录。", "The audit trail has no line yet."),
    "audit.finding.altered": (
        "第 {first} 行：内容或校验码被改动过。",
        "Line {first}: its words or its seal were changed.",
    ),
    "audit.finding.unlinked": (
        "第 {first} 行：与上一行接不上，中间有记录被删除、调换或插入。",
        "Line {first}: it does not follow the line before; lines were deleted, swapped or inserted there.",
    ),
    "audit.finding.missing": ("第 {first} 至 {last} 行：缺失。", "Lines {first} to {last}: missing."),
    "audit.finding.unknown_key": (
        "第 {first} 行：所用密钥未知；如更换过密钥，请用 --key-file 给出旧密钥。",
        "Line {first}: sealed by an unknown key; if the key was changed, give the earlier one with --key-file.",
    ),
    "audit.finding.cut_off": (
        "第 {first} 至 {last} 行：外部存证证明曾经存在，现已被截去。",
        "Lines {first} to {last}: an anchor proves that they existed; they were cut off.",
    ),
    "audit.finding.rewritten": (
        "第 {first} 行：与外部存证不符，日志被重写过。",
        "Line {first}: not as the anchor says; the trail was rewritten.",
    ),
    "audit.finding.entry_changed": (
        "台账第 {seq} 号：内容与审计日志不符，被改动过。",
        "Ledger entry {seq}: not as the audit trail says; it was changed.",
    ),
    "audit.finding.entry_gone": (
        "台账第 {seq} 号：审计日志中有，台账中已不存在。",
        "Ledger entry {seq}: on the audit trail, but gone from the ledger.",
    ),
    "audit.finding.entry_unknown": (
        "台账第 {seq} 号：审计日志中没有，不是经本系统登记的，或对应日志被截去。",
        "Ledger entry {seq}: not on the audit trail; it did not come through this service, or the trail was cut off.",
    ),
    "audit.finding.began": (
        "审计日志启用之前的台账记录被改动过（日志第 1 行）。",
        "Ledger entries from before the audit trail began were changed (line 1 of the trail).",
    ),
    "audit.verdict.broken": (
        "审计日志共 {lines} 行，发现 {count} 处异常。",
        "The audit trail has {lines} lines; {count} findings.",
    ),
    "audit.verdict.whole": (
        "审计日志完整：共 {lines} 行，截至第 {anchored} 行有外部存证。",
        "The audit trail is whole: {lines} lines, anchored up to line {anchored}.",
    ),
    "audit.verdict.unanchored": (
        "审计日志共 {lines} 行，未发现改动。没有外部存证，末尾是否被截去无法证明；请用 --anchors 给出存证文件。",
        "The audit trail has {lines} lines and shows no change. Without anchors a cut-off tail cannot be seen; "
        "give their file with --anchors.",
    ),
    "audit.anchor.written": ("第 {seq} 行已存证，写入 {file}。", "Line {seq} is anchored in {file}."),
    "audit.anchor.subject": ("审计日志存证", "Anchor of the audit trail"),
    "audit.anchor.mail": (
        "审计日志今日存证如下，请妥善保存，供日后核验：{anchor}",
        "Today's anchor of the audit trail; keep it for later checks: {anchor}",
    ),
    **ACTION_WORDS,
}


def action_words(action: str, language: Language) -> str:
    """What a line says was done; an action of another version of the program as it stands on the line."""
    code = f"audit.did.{action}"
    return say(code, language) if code in WORDS else action
