"""Words of the page where a regulation is adopted for many bodies at once."""

from typing import Final

ADOPTION_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.adoption.title": ("批量采用制度", "Adopt for many bodies"),
    "pages.adoption.text": (
        "选定制度文件和机构范围，先预览：哪些机构采用、采用哪几项、新增多少应开时段，哪些不列入及其原因。"
        "预览后可逐个取消勾选，再一次登记；登记后可整批撤回，也可逐条更正。",
        "Choose the regulation and which bodies; the preview says who adopts what, how many windows arise, who is left "
        "out and why. Take single ticks out, then record all at once. It can be taken back as a whole or corrected one "
        "by one.",
    ),
    "pages.adoption.link": ("批量采用制度（多个机构一次办理）", "Adopt for many bodies at once"),
    "pages.adoption.single": ("只为一个机构采用", "For one body only"),
    "pages.adoption.role": ("机构类别", "Kind of body"),
    "pages.adoption.under": ("所属", "Below"),
    "pages.adoption.any": ("不限", "any"),
    "pages.adoption.preview": ("预览", "Preview"),
    "pages.adoption.again": ("按勾选重新预览", "Preview again"),
    "pages.adoption.save": ("为勾选的 {count} 个机构采用", "Adopt for the ticked bodies ({count})"),
    "pages.adoption.day_missing": ("请填写采用日期。", "Say from which day it is adopted."),
    "pages.adoption.day_wrong": (
        "“{text}”不是日期，请写成 2026-01-01。",
        "“{text}” is no day; write 2026-01-01.",
    ),
    "pages.adoption.regulation_missing": ("请选择制度文件。", "Choose a regulation."),
    "pages.adoption.would": (
        "尚未登记。将为 {bodies} 个机构登记采用，新增时段 {windows} 个。",
        "Nothing is recorded yet. Bodies that would adopt: {bodies}; new windows: {windows}.",
    ),
    "pages.adoption.triggered": (
        "因触发事项（任免、请示、报告等）才办理的要求，登记触发事项后才有时段，此处为 0。",
        "Mandates that wait for an event have windows only once one is recorded: here they count 0.",
    ),
    "pages.adoption.nobody": ("没有机构可采用。", "No body would adopt it."),
    "pages.adoption.which": ("采用的机构", "Bodies that adopt"),
    "pages.adoption.take": ("采用", "Adopt"),
    "pages.adoption.mandates": ("采用的要求", "Mandates"),
    "pages.adoption.windows": ("新增时段", "New windows"),
    "pages.adoption.standings": ("其中", "Of them"),
    "pages.adoption.since": ("原自{day}起采用", "adopted from {day} so far"),
    "pages.adoption.left_out": ("不列入的机构", "Left out"),
    "pages.adoption.why": ("原因", "Why"),
    "pages.adoption.why.adopted": ("已自{day}起采用", "adopted already, from {day}"),
    "pages.adoption.why.ended": ("采用之日已不存在（至{day}止）", "no more on that day (ended {day})"),
    "pages.adoption.why.not_obliged": ("该文件没有对其提出要求", "the regulation asks nothing of it"),
    "pages.adoption.done": (
        "已为 {count} 个机构登记采用，批次 {batch}。",
        "Adopted for {count} bodies, as batch {batch}.",
    ),
    "pages.adoption.batches": ("最近的批量采用", "Last adoptions"),
    "pages.adoption.batch": ("批次", "Batch"),
    "pages.adoption.count": ("有效/全部", "Standing / all"),
    "pages.adoption.undo": ("整批撤回", "Take back"),
    "pages.adoption.gone": ("已撤回", "taken back"),
    "pages.adoption.undone": ("批次 {batch} 已撤回 {count} 条。", "Taken back: {count} entries of {batch}."),
    "pages.adoption.standing": ("{word} {count}", "{word}: {count}"),
}
