"""Words of problems of tables that are imported: of the file, its columns, and each cell."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # the file
    "problems.sheet_too_big": (
        "文件有 {bytes} 字节，超过 {limit} 字节的上限；请按年度拆成几个文件。",
        "The file has {bytes} bytes, more than the limit of {limit}; split it into several, by year.",
    ),
    "problems.sheet_unpacks_too_big": (
        "文件解压后有 {bytes} 字节，超过 {limit} 字节的上限，未打开；请只保留台账一个工作表，另存后再导入。",
        "Unpacked the file has {bytes} bytes, more than the limit of {limit}; it was not opened. Keep only the sheet "
        "of the record, save it as a new file and import that.",
    ),
    "problems.sheet_hostile": (
        "这个 .xlsx 的结构异常({reason})，为安全起见未打开；请在表格软件中另存为新的 .xlsx。",
        "This .xlsx is built in an unusual way ({reason}) and was not opened, for safety; save it as a new .xlsx.",
    ),
    "problems.sheet_reason.parts": ("部件过多", "too many parts"),
    "problems.sheet_reason.twice": ("部件重名", "a part stands in it twice"),
    "problems.sheet_reason.encrypted": ("已加密", "it is encrypted"),
    "problems.sheet_reason.doctype": ("含有文档类型或实体声明", "it declares a document type or entities"),
    "problems.sheet_reason.part_too_big": ("某个部件过大", "one of its parts is too big"),
    "problems.sheet_reason.packing": ("压缩方式不常见", "it is packed in an unknown way"),
    "problems.sheet_broken": (
        "文件已损坏，或不是 .xlsx 工作簿；请在表格软件中打开核对后另存为 .xlsx。",
        "The file is damaged or no .xlsx workbook; open it in a spreadsheet program, check it and save it as .xlsx.",
    ),
    "problems.sheet_old_format": (
        "这是旧版 .xls 工作簿，或设有打开密码；请去掉密码并另存为 .xlsx。",
        "This is a workbook of the old .xls format, or one with a password; remove it and save the file as .xlsx.",
    ),
    "problems.sheet_encoding": (
        "文件既不是 UTF-8 也不是 GB18030(GBK)编码的文本；请另存为“CSV UTF-8”。",
        "The file is text neither in UTF-8 nor in GB18030 (GBK); save it as “CSV UTF-8”.",
    ),
    "problems.sheet_csv_broken": (
        "从这里起不符合 CSV 格式，多半是引号没有成对；请更正后再导入。",
        "From here on this is not CSV, most likely for want of a closing quote; correct it and import again.",
    ),
    "problems.sheet_too_many_rows": (
        "超过 {limit} 行；请按年度拆成几个文件。",
        "There are more than {limit} rows; split the file into several, by year.",
    ),
    "problems.sheet_no_header": (
        "没有找到表头；表头须在前 {rows} 行内，至少有：{columns}。可用 meeting-cadence import template 取得模板。",
        "There is no header; it stands within the first {rows} rows and has at least: {columns}. "
        "meeting-cadence import template writes a template.",
    ),
    "problems.sheet_several": (
        "有不止一个工作表是台账：{sheets}；请用 --sheet 指明其中一个，或拆成几个文件。",
        "More than one sheet holds a record: {sheets}; name one of them with --sheet, or split the file.",
    ),
    "problems.sheet_unknown": (
        "没有名为“{id}”的工作表；有：{sheets}。",
        "There is no sheet “{id}”; there are: {sheets}.",
    ),
    # columns
    "problems.sheet_column_missing": (
        "表头缺少“{title}”一列；请补上。",
        "The header lacks the column “{title}”; add it.",
    ),
    "problems.sheet_column_twice": (
        "“{title}”一列出现了两次，请删去或改名其中一列。",
        "The column “{title}” stands here twice; remove or rename one of them.",
    ),
    "problems.sheet_column_unknown": (
        "没有名为“{text}”的列，是否想写“{title}”？不需要的列请删去或改名。",
        "There is no column “{text}”; did you mean “{title}”? Remove or rename a column that is not needed.",
    ),
    # cells
    "problems.sheet_cell_missing": (
        "缺少“{title}”；请填写(合并的单元格须取消合并后逐行填写)。",
        "“{title}” is missing; fill it in (merged cells must be unmerged and filled row by row).",
    ),
    "problems.sheet_formula": (
        "单元格是公式，不计算公式；请复制后“选择性粘贴—数值”。",
        "The cell is a formula, and formulas are not evaluated; copy it and paste it as a value.",
    ),
    "problems.sheet_fault": (
        "单元格是错误值 {text}；请更正。",
        "The cell holds the error {text}; correct it.",
    ),
    "problems.sheet_truth": (
        "单元格是逻辑值；请改成文本或数字。",
        "The cell holds a truth value; write a text or a number.",
    ),
    "problems.sheet_day_ambiguous": (
        "“{text}”的年、月、日写得不全，或先后不明；请写成 2024-03-05。",
        "“{text}” does not say for certain which day it is; write it in full as 2024-03-05.",
    ),
    "problems.sheet_day_number": (
        "“{text}”是数字，不是日期；请把单元格设为日期格式，或写成 2024-03-05。",
        "“{text}” is a number, not a day; format the cell as a date or write 2024-03-05.",
    ),
    "problems.sheet_day_range": (
        "“{text}”不是一个日期；起止日期请分别填入“召开日期”和“结束日期”。",
        "“{text}” is more than one day; write the first into Date and the last into End date.",
    ),
    "problems.sheet_day_unreal": (
        "没有“{text}”这一天(或这一时刻)；请核对。",
        "There is no such day or time as “{text}”; check it.",
    ),
    "problems.sheet_day_unreadable": (
        "“{text}”不是日期；请写成 2024-03-05、2024年3月5日或 2024.3.5。",
        "“{text}” is no day; write 2024-03-05, 2024/3/5 or 2024.3.5.",
    ),
    "problems.sheet_future": (
        "{day}还没有到；这里只导入已召开的会议，计划请另行登记。请核对年份。",
        "{day} has not come yet; only what took place is imported, plans are recorded on their own. Check the year.",
    ),
    "problems.sheet_number": (
        "“{text}”不是{least}以上的整数；请只写数字。",
        "“{text}” is no whole number of at least {least}; write digits only.",
    ),
    "problems.sheet_body_unknown": (
        "没有名称或编号为“{id}”的机构。",
        "There is no body of the name or id “{id}”.",
    ),
    "problems.sheet_kind_unknown": (
        "没有名称或编号为“{id}”的事项类型。",
        "There is no kind of act of the name or id “{id}”.",
    ),
    "problems.sheet_item_unknown": (
        "没有名称或编号为“{id}”的议题；只写制度要求中的议题，其他内容请移到“备注”。",
        "There is no agenda item of the name or id “{id}”; write only items that mandates ask for, the rest belongs "
        "under Note.",
    ),
    "problems.sheet_mandate_unknown": (
        "没有名称或编号为“{id}”的制度要求。",
        "There is no mandate of the name or id “{id}”.",
    ),
    "problems.sheet_name_ambiguous": (
        "“{id}”不止一个：{ids}；请改写编号。",
        "“{id}” is the name of several: {ids}; write the id instead.",
    ),
    "problems.sheet_form_unknown": (
        "“{id}”不是召开形式；可填：{known_forms}。",
        "“{id}” is no form of meeting; write one of: {known_forms}.",
    ),
    "problems.sheet_which_mandate": (
        "“{label}”可能属于几项制度要求：{ids}；请写成“制度要求=时段”，如 {example}={label}。",
        "“{label}” may belong to several mandates: {ids}; write mandate=window, as {example}={label}.",
    ),
    "problems.sheet_no_mandate": (
        "没有一项制度要求以这类事项考核该机构，“{label}”无从归属；请核对，或清空此格。",
        "No mandate asks this kind of act of the body, so “{label}” belongs to none; check it or empty the cell.",
    ),
    "problems.sheet_not_for": (
        "制度要求“{id}”不适用于这一机构，或不以这类事项考核；请核对。",
        "The mandate “{id}” does not oblige this body or does not ask for this kind of act; check it.",
    ),
    "problems.sheet_window_unknown": (
        "制度要求“{mandate}”没有时段“{id}”。",
        "The mandate “{mandate}” has no window “{id}”.",
    ),
    "problems.sheet_not_tracked": (
        "机构尚未采用制度要求“{mandate}”，还没有时段；请先采用(meeting-cadence pack adopt)，或清空此格。",
        "The body has not adopted the mandate “{mandate}” yet, so there are no windows; adopt it first "
        "(meeting-cadence pack adopt) or empty the cell.",
    ),
    "problems.sheet_repeated": (
        "与第 {row} 行重复(同一机构、类型和日期)；请删去一行，或以次数、名称区分。",
        "This repeats row {row} (the same body, kind and day); remove one, or tell them apart by ordinal or title.",
    ),
    "problems.sheet_on_ledger": (
        "台账上已有同一机构、类型和日期的记录 {entry}；请删去此行，或加 --skip-known 跳过。",
        "The entry {entry} of the same body, kind and day is on the ledger already; remove the row, or pass it over "
        "with --skip-known.",
    ),
    "problems.sheet_not_allowed": (
        "您无权为该机构登记；请删去此行，或由该机构登记。",
        "You may not record for this body; remove the row, or let the body record it.",
    ),
    "problems.list_word_unknown": (
        "“{text}”不是可写的“{title}”；可写：{known_words}。",
        "“{text}” is no {title}; write one of: {known_words}.",
    ),
    "problems.list_name_twice": (
        "与第 {row} 行重复；请删去一行或改写。",
        "This repeats row {row}; remove or change one.",
    ),
    "problems.list_address_wrong": (
        "“{text}”不是邮箱地址。",
        "“{text}” is no e-mail address.",
    ),
    "problems.list_id_wrong": (
        "编号“{text}”不能用；请用字母、数字和连字符。",
        "The id “{text}” cannot be used; write letters, digits and hyphens.",
    ),
    "problems.list_circle": (
        "上下级关系形成循环：{names}；请核对“上级机构”。",
        "The superiors run in a circle: {names}; check them.",
    ),
    "problems.list_row_says_nothing": (
        "没有登录名，也没有联系人身份；请至少填写一项。",
        "There is neither a login nor “contact as”; fill in at least one of them.",
    ),
    "problems.list_needs": (
        "填了“{title}”的，还须填写“{other}”。",
        "Where “{title}” is given, “{other}” is needed too.",
    ),
    "problems.list_empty": ("表格中没有可录入的行。", "The table has no row to take in."),
}
