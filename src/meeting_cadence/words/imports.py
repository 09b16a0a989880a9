"""Words of imports: the columns of the 台账, the names people give them, the template, and what the command tells."""

from collections.abc import Mapping
from typing import Final

from meeting_cadence.words.imports_lists import LIST_WORDS

WORDS: Final[dict[str, tuple[str, str]]] = {
    **LIST_WORDS,
    "imports.column.number": ("序号", "No."),
    "imports.column.body": ("机构", "Body"),
    "imports.column.kind": ("事项类型", "Kind"),
    "imports.column.title": ("会议名称", "Title"),
    "imports.column.series": ("届/系列", "Series"),
    "imports.column.ordinal": ("次数(第N次)", "Ordinal"),
    "imports.column.start": ("召开日期", "Date"),
    "imports.column.end": ("结束日期", "End date"),
    "imports.column.form": ("召开形式", "Form"),
    "imports.column.entitled": ("应到", "Entitled"),
    "imports.column.present": ("实到", "Present"),
    "imports.column.items": ("议题(多个用;分隔)", "Agenda items (separated by ;)"),
    "imports.column.about": ("涉及机构", "About (bodies)"),
    "imports.column.counts_for": ("所属年度(制度要求=时段)", "Counts for (mandate=window)"),
    "imports.column.place": ("地点", "Place"),
    "imports.column.evidence": ("佐证材料", "Evidence"),
    "imports.column.note": ("备注", "Note"),
    "imports.column.row": ("行", "row"),
    "imports.template.title": ("会议及事项台账(往年导入)", "Record of meetings and matters of past years"),
    "imports.template.hint": (
        "每行登记一次已召开的会议或已办事项；机构、事项类型和召开日期必填，日期写成 2024-03-05。"
        "补开以前时段的，须在“所属年度”中写明(制度要求=时段)。序号和备注仅供填表人使用，不入台账。"
        "请删去示例行；不删也不会导入。本系统不得存储、处理涉密信息。",
        "One row for each meeting held or matter done; Body, Kind and Date are needed, days are written 2024-03-05. "
        "A meeting that makes up for an earlier window names it under “Counts for” (mandate=window). No. and Note are "
        "for you only and are not recorded. The example row is never imported. Keep no state secrets in this system.",
    ),
    "imports.template.sheet": ("台账", "Record"),
    "imports.template.lists": ("可选项", "Choices"),
    "imports.template.choose": ("可选的{title}", "Choices: {title}"),
    "imports.template.items": ("议题", "Agenda items"),
    "imports.template.mandates": ("制度要求", "Mandates"),
    "imports.template.example": ("示例", "example"),
    "imports.template.example.title": ("示例会议，请勿保留", "An example, please remove it"),
    "imports.template.pick.title": ("请从列表中选择", "Choose from the list"),
    "imports.template.pick": (
        "请从列表中选择，或填写编号；多个机构用;分隔。",
        "Choose from the list or write an id; separate several bodies by a semicolon.",
    ),
    "imports.template.written": (
        "模板已写入 {file}：机构 {bodies} 个，事项类型 {kinds} 种。",
        "The template is in {file}: {bodies} bodies and {kinds} kinds to choose from.",
    ),
    "imports.form.in_person": ("现场", "in person"),
    "imports.form.video": ("视频", "video"),
    "imports.form.hybrid": ("现场与视频结合", "hybrid"),
    "imports.form.written": ("书面", "written"),
    "imports.told.row": ("第 {row} 行", "row {row}"),
    "imports.told.cell": ("第 {row} 行 {column} 列({title})", "row {row}, column {column} ({title})"),
    "imports.told.column": ("第 {row} 行 {column} 列", "row {row}, column {column}"),
    "imports.told.preview": (
        "预览，未登记：将登记 {count} 条(批次 {batch})。",
        "A preview, nothing was recorded. It would record {count} entries (batch {batch}).",
    ),
    "imports.told.done": (
        "已导入 {count} 条，批次 {batch}。如需整批撤回：meeting-cadence import undo {batch} --reason 理由 --by 姓名",
        "Imported {count} entries as batch {batch}. To take all of them back: "
        "meeting-cadence import undo {batch} --reason WHY --by NAME",
    ),
    "imports.told.nothing": (
        "没有可导入的记录，未作任何改动。",
        "There is nothing to import; nothing was changed.",
    ),
    "imports.told.known": (
        "台账上已有、将跳过的 {count} 行：{rows}。",
        "On record already and passed over, rows: {count} ({rows}).",
    ),
    "imports.told.columns_unread": (
        "未读取的列：{columns}。",
        "Columns that were not read: {columns}.",
    ),
    "imports.told.columns_personal": (
        "“{columns}”两列仅供填表人使用，不入台账。",
        "“{columns}” are for people only and are not recorded.",
    ),
    "imports.told.sheets_unread": ("未读取的工作表：{sheets}。", "Sheets that were not read: {sheets}."),
    "imports.told.examples": ("示例行未导入：{rows}。", "Example rows, not imported: {rows}."),
    "imports.told.unchanged": ("不改变任何事项的情况。", "It changes no standing."),
    "imports.told.changes": ("情况变动 {count} 项：", "Standings that change: {count}"),
    "imports.told.undone": (
        "批次 {batch} 已整批撤回：撤回 {count} 条，原记录仍保留在台账上。",
        "The batch {batch} is taken back: {count} entries retracted; they stay on the ledger, marked.",
    ),
}

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("编号", "no", "#", "number"),
    "body": (
        "单位",
        "机构名称",
        "单位名称",
        "责任单位",
        "召开单位",
        "bodies",
        "organisation",
        "organization",
    ),
    "kind": ("会议类型", "会议类别", "事项类别", "类型", "类别", "type"),
    "title": ("名称", "事项名称", "会议", "name", "meeting"),
    "series": ("届", "系列", "届次", "term"),
    "ordinal": ("次数", "第n次", "第几次", "会次", "number of session"),
    "start": (
        "日期",
        "召开时间",
        "时间",
        "开始日期",
        "会议日期",
        "办理日期",
        "start",
        "start date",
        "held on",
    ),
    "end": ("结束时间", "闭幕日期", "end"),
    "form": ("形式", "召开方式", "会议形式", "方式", "held"),
    "entitled": ("应到人数", "应参会人数"),
    "present": ("实到人数", "实参会人数", "attended"),
    "items": ("议题", "会议议题", "items", "agenda", "agenda item"),
    "about": ("涉及单位", "about", "concerns"),
    "counts_for": ("所属年度", "所属时段", "制度要求=时段", "补开时段", "counts for", "window"),
    "place": ("会议地点", "召开地点", "venue"),
    "evidence": ("佐证", "材料", "纪要文号", "minutes"),
    "note": ("说明", "notes", "remark", "remarks"),
}
"""Other names under which people keep a column; compared without case, blanks and what stands in brackets."""

FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "in_person": ("线下", "现场会议", "集中", "in-person", "on site"),
    "video": ("线上", "视频会议", "网络", "电视电话", "电视电话会议", "online", "remote"),
    "hybrid": ("现场加视频", "现场+视频", "线上线下结合", "线上+线下", "混合", "mixed"),
    "written": ("传签", "书面传签", "书面审议", "通讯", "circulation"),
}

EXAMPLES: Final = ("示例", "例", "example")
"""In the column 序号: the row only shows how to write one."""

YEAR_TAILS: Final = ("年度", "年")
"""What may stand behind the year of a window: 2023年度."""

COUNT_TAILS: Final = ("人", "名")
ORDINAL_MARKS: Final = ("第", ("次会议", "次全会", "次全体会议", "次", "届"))
NUMERALS: Final = "零一二三四五六七八九"
TENS: Final = "十"
HUNDREDS: Final = "百"

CHINESE_DAY: Final = r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"
CHINESE_CLOCK: Final = r"(\d{1,2})(?::(\d{2})(?::(\d{2}))?|[时点](?:(\d{1,2})分?)?)"
CHINESE_PARTIAL: Final = (
    r"\d{2,4}年(\d{1,2}月)?|(\d{2}年)?\d{1,2}月\d{1,2}[日号]?|\d{2}年\d{1,2}月\d{1,2}[日号]?"
)
CHINESE_RANGE: Final = r"[至到~—–]|[日号]-|\d-\d{1,2}[日号]"
SEPARATORS: Final = ";；\n"
"""Between several items of one cell."""
