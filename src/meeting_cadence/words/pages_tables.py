"""Words of the pages that take in a table: many bodies, many people and contacts at once."""

from typing import Final

TABLE_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.table.file": ("上传表格（.xlsx 或 .csv）", "Upload a table (.xlsx or .csv)"),
    "pages.table.file.hint": (
        "上传后内容显示在下面的框中，可以修改；尚未录入。",
        "What it says appears in the box below, where you can change it; nothing is taken in yet.",
    ),
    "pages.table.text": (
        "或从表格软件复制后粘贴（第一行为表头）",
        "Or paste it from a spreadsheet, with its header",
    ),
    "pages.table.text.hint": (
        "列的次序不限，可以少列。表头：{columns}",
        "Columns in any order, some may be missing: {columns}",
    ),
    "pages.table.template": ("下载空白表格", "Download an empty table"),
    "pages.table.check": ("预览", "Preview"),
    "pages.table.cell": ("第 {row} 行“{column}”：{text}", "Row {row}, {column}: {text}"),
    "pages.table.row": ("第 {row} 行：{text}", "Row {row}: {text}"),
    "pages.table.rows": ("表中 {count} 行", "rows in the table: {count}"),
    "pages.table.nothing": ("请上传或粘贴表格。", "Upload or paste a table."),
    "pages.body_table.title": ("用表格录入机构", "Many bodies by a table"),
    "pages.body_table.text": (
        "一次录入多个机构：先预览新增哪些机构、各适用几项要求、影响哪些时段，再一次保存。有一处错误即全部不录入，并列出所有错误。",
        "Takes in many bodies at once: see which are new, how many mandates oblige each and which windows change, then "
        "save all of them. One mistake and nothing is taken in; every mistake is told.",
    ),
    "pages.body_table.save": ("保存这些机构", "Save these bodies"),
    "pages.body_table.told": (
        "新增 {fresh} 个，更正 {changed} 个，不变 {same} 个；尚未保存。",
        "New: {fresh}; corrected: {changed}; as they are: {same}. Nothing is saved yet.",
    ),
    "pages.body_table.done": (
        "已保存：新增 {fresh} 个机构，更正 {changed} 个。",
        "Saved: {fresh} new, {changed} corrected.",
    ),
    "pages.body_table.what": ("处理", "What"),
    "pages.body_table.what.fresh": ("新增", "new"),
    "pages.body_table.what.changed": ("更正", "corrected"),
    "pages.body_table.what.same": ("不变", "as it is"),
    "pages.people_table.title": ("用表格录入人员和联系人", "Many people by a table"),
    "pages.people_table.text": (
        "一次录入多名人员：登录账号（角色、所属机构）和接收提醒的联系人。保存后为每个账号显示一次性链接，"
        "只显示这一次，可打印后分发。有一处错误即全部不录入，并列出所有错误。",
        "Takes in many people at once: accounts with role and body, and contacts who are told. After saving, each "
        "account’s link is shown once, to be printed and handed out. One mistake and nothing is taken in.",
    ),
    "pages.people_table.save": ("保存这些人员", "Save these people"),
    "pages.people_table.told": (
        "新增账号 {people} 个、联系人 {contacts} 个；尚未保存。",
        "New accounts: {people}; contacts: {contacts}. Nothing is saved yet.",
    ),
    "pages.people_table.done": (
        "已新增账号 {people} 个、联系人 {contacts} 个。",
        "New accounts: {people}; contacts: {contacts}.",
    ),
    "pages.people_table.links": ("首次登录链接", "Links for the first sign-in"),
    "pages.people_table.links.text": (
        "每个链接只能使用一次，{hours} 小时内有效；离开本页后不再显示。请打印或逐个发给本人。",
        "Each works once, within {hours} hours, and is not shown again after you leave this page. Print them or hand "
        "each to its person.",
    ),
    "pages.people_table.link": ("链接", "Link"),
    "pages.people_table.back": ("返回人员与联系人", "Back to people and contacts"),
}
