"""Words of problems of ledgers."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # ledgers
    "problems.named_twice": ("{id} 写了两次，请删去一处。", "{id} is named twice; remove one."),
    "problems.end_before_start": (
        "结束（{end}）早于开始（{start}），请更正。",
        "The end ({end}) lies before the start ({start}); correct one of them.",
    ),
    "problems.more_present": (
        "实到 {present} 人多于应到 {entitled} 人，请核对。",
        "{present} were present, but only {entitled} were entitled; check the numbers.",
    ),
    "problems.relief_needs": (
        "{type} 须写明 {key}，请补上。",
        "A relief of type {type} needs {key}; add it.",
    ),
    "problems.relief_has_no": (
        "{type} 没有 {key} 这一项，请删去或改用其他类型。",
        "A relief of type {type} has no {key}; remove it or choose another type.",
    ),
    "problems.no_such_window": (
        "制度要求 {mandate} 没有名为 {label} 的时段，其时段写作：{like}；请更正。",
        "The mandate {mandate} has no window called {label}; its windows are called like: {like}. Correct the label.",
    ),
    "problems.missing_start": (
        "缺少 from：从哪天起登记完整；从一开始就完整的写 null。",
        "from is missing: since when the record is complete; null means since the beginning.",
    ),
    "problems.plan_recorded_twice": (
        "计划 {id} 的两条记录（另一条在 {there}）登记时间相同，无法分清先后；请写不同的 recorded。",
        "Two entries of the plan {id} (the first: {there}) were recorded at one time; give each its own recorded.",
    ),
    "problems.unknown_plan": (
        "台账上没有计划 {id}；请更正，或先登记计划。",
        "There is no plan {id} on the ledger; correct the id or record the plan.",
    ),
    "problems.unknown_entry": (
        "台账上没有记录 {id}，无法撤回或更正；请核对标识。",
        "There is no entry {id} on the ledger to retract or replace; check the id.",
    ),
    "problems.replaces_other_type": (
        "记录 {id} 的类型是 {type}，不能用 {by} 更正；请用同一类型，或先撤回再另行登记。",
        "The entry {id} is a {type} and cannot become a {by}; use the same type, or retract it and record anew.",
    ),
    "problems.replacement_keeps_id": (
        "更正后的记录保留原标识 {entry}，这里的 {id} 请删去。",
        "A replacement keeps the id {entry}; remove {id} here.",
    ),
    "problems.id_needed": (
        "{day}有不止一项 {kind}，须用 id 区分；请补上 id。",
        "There is more than one {kind} on {day}; give each an id to tell them apart.",
    ),
}
