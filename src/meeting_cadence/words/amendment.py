"""Words of an amendment's preview: what windows do, which verdicts are frozen, how to mend an edit."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "amendment.head": (
        "修订预览：判定日 {at}，预览至 {to}",
        "Amendment preview: judged at {at}, windows up to {to}",
    ),
    "amendment.nothing": ("没有变化。", "Nothing changes."),
    # rules and words
    "amendment.added.mandates": ("新增制度要求：{ids}", "Mandates added: {ids}"),
    "amendment.removed.mandates": ("删去制度要求：{ids}", "Mandates removed: {ids}"),
    "amendment.added.bodies": ("新增机构：{ids}", "Bodies added: {ids}"),
    "amendment.removed.bodies": ("删去机构：{ids}", "Bodies removed: {ids}"),
    "amendment.rule.since": (
        "制度要求 {mandate}：修订自{since}起施行",
        "Mandate {mandate}: amended with effect from {since}",
    ),
    "amendment.rule.in_place": (
        "制度要求 {mandate}：直接改写了 {keys}，没有生效日",
        "Mandate {mandate}: {keys} edited in place, without an effective day",
    ),
    "amendment.rule.mild": (
        "制度要求 {mandate}：改动了 {keys}，不影响判定",
        "Mandate {mandate}: {keys} edited, on which no verdict depends",
    ),
    "amendment.rule.beyond": (
        "（晚于预览的最后一日，时段变化请用更晚的 --to 查看）",
        " (after the last day shown here; a later --to shows what it does to the windows)",
    ),
    "amendment.text": (
        "文字 {id} 的 {key}：“{old}”改为“{new}”",
        "Words of {id}, {key}: “{old}” becomes “{new}”",
    ),
    "amendment.text.none": ("（无）", "(none)"),
    # windows
    "amendment.column.mandate": ("制度要求", "mandate"),
    "amendment.column.body": ("机构", "body"),
    "amendment.column.window": ("时段", "window"),
    "amendment.column.change": ("变化", "change"),
    "amendment.column.before": ("修订前", "before"),
    "amendment.column.after": ("修订后", "after"),
    "amendment.kind.appears": ("新增", "appears"),
    "amendment.kind.vanishes": ("消失", "vanishes"),
    "amendment.kind.moves": ("起止变动", "moves"),
    "amendment.kind.superseded": ("被取代", "superseded"),
    "amendment.kind.demand": ("次数变动", "other number"),
    "amendment.kind.standing": ("情况变动", "other standing"),
    "amendment.kind.other": ("其他变动", "other change"),
    "amendment.cell": (
        "{opens} 至 {due}，应办 {need} 次，{standing}",
        "{opens} to {due}, {need} wanted, {standing}",
    ),
    "amendment.cell.open": (
        "自 {opens}，应办 {need} 次，{standing}",
        "from {opens}, {need} wanted, {standing}",
    ),
    "amendment.cell.undated": ("无日期，{standing}", "without days, {standing}"),
    "amendment.cell.superseded": ("，自 {day} 起被取代", ", superseded from {day} on"),
    "amendment.cell.lower": ("，自 {day} 起应办 {need} 次", ", {need} wanted from {day} on"),
    "amendment.why": ("{mandate} {body} {window}：", "{mandate} {body} {window}:"),
    "amendment.why.before": ("  修订前：{why}", "  before: {why}"),
    "amendment.why.after": ("  修订后：{why}", "  after: {why}"),
    "amendment.frozen": (
        "生效日前已截止的时段：{count} 个结论逐字节不变。",
        "Windows that closed before the effective day: {count} verdicts stay the same byte for byte.",
    ),
    "amendment.frozen.row": (
        "  {mandate} {body} {window}：{standing}",
        "  {mandate} {body} {window}: {standing}",
    ),
    # problems: verdicts that an edit would rewrite
    "amendment.problems": (
        "不可照此启用：以下修改会改写已截止时段的结论。",
        "Do not apply this as it is: it would rewrite verdicts of windows that have closed.",
    ),
    "amendment.problem.clauses_edited": (
        "制度要求 {subject} 的条款被直接改写，会改动已截止时段的结论 {count} 个（{windows}）。"
        "请改用 versions：原条款列为一项，注明 to（生效日）；新条款另列一项，注明 from（同一日）。",
        "The clauses of mandate {subject} were edited in place; verdicts of closed windows that would change: {count} "
        "({windows}). Write a new version instead: under versions, the old clauses with `to` (the effective day), "
        "then the new ones with `from` (the same day).",
    ),
    "amendment.problem.mandate_edited": (
        "制度要求 {subject} 的 {keys} 被直接改写，会改动已截止时段的结论 {count} 个（{windows}）。"
        "请恢复原样，用 versions 的 to 写明原要求到哪一日为止，再以新的标识另写一项要求，注明 effective（同一日）。",
        "{keys} of mandate {subject} was edited in place; verdicts of closed windows that would change: {count} "
        "({windows}). Put it back and end the mandate on a day (versions with `to`); then write the new rule as "
        "a mandate with an id of its own and `effective` on that day.",
    ),
    "amendment.problem.mandate_removed": (
        "制度要求 {subject} 被删去，会丢失已截止时段的结论 {count} 个（{windows}）。"
        "请保留该要求，用 versions 的 to（或制度文件的 until）写明到哪一日为止。",
        "Mandate {subject} was removed; verdicts of closed windows that would be lost: {count} ({windows}). "
        "Keep it, and end it on a day: versions with `to`, or `until` of its regulation.",
    ),
    "amendment.problem.body_removed": (
        "机构 {subject} 被删去，会丢失已截止时段的结论 {count} 个（{windows}）。"
        "请保留该机构，用 until 写明撤销日期；有承继机构的，在其 predecessor 中注明。",
        "Body {subject} was removed; verdicts of closed windows that would be lost: {count} ({windows}). "
        "Keep it and say with `until` on which day it ended; name it as `predecessor` of the body that follows it.",
    ),
    "amendment.problem.pack_edited": (
        "制度要求 {subject} 本身未改，但制度包其他处（机构、届、时区、上下级或触发事项）的改动会改变已截止时段的结论 "
        "{count} 个（{windows}）。请恢复该处，只写自某日起的变化（since、until、新的一届）。",
        "Mandate {subject} is as it was, but an edit elsewhere in the pack (bodies, terms, time zones, superiors or "
        "triggers) changes verdicts of closed windows: {count} ({windows}). Put that back and write what changes "
        "from a day on (since, until, a new term).",
    ),
    "amendment.more": ("等", "and others"),
}
