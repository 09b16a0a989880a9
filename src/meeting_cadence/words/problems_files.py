"""Words of problems of files and their text, of keys, types, days and lengths; and codes within sentences."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # files
    "problems.file_missing": ("没有这个文件，请核对路径。", "There is no such file; check the path."),
    "problems.file_is_folder": (
        "这是文件夹，不是文件；请写明其中的文件。",
        "This is a folder, not a file; name the file in it.",
    ),
    "problems.file_unreadable": (
        "文件无法读取，请检查访问权限。",
        "The file cannot be read; check its permissions.",
    ),
    "problems.include_missing": (
        "找不到引用的文件 {path}；路径以本文件所在文件夹为起点，请更正。",
        "The included file {path} does not exist; correct the path, which starts at this file's folder.",
    ),
    "problems.include_is_folder": (
        "引用的 {path} 是文件夹，请写明其中的文件。",
        "The included {path} is a folder; name the file in it.",
    ),
    "problems.include_unreadable": (
        "引用的文件 {path} 无法读取，请检查访问权限。",
        "The included file {path} cannot be read; check its permissions.",
    ),
    "problems.include_not_relative": (
        "引用只接受相对路径（如 other-pack.yaml），不接受 {path}；请把文件放到旁边再引用。",
        "Includes are relative paths (such as other-pack.yaml), not {path}; put the file beside this one.",
    ),
    "problems.include_circle": (
        "引用成环：{files}；请去掉其中一处引用。",
        "The includes run in a circle: {files}; remove one of them.",
    ),
    "problems.include_too_deep": (
        "引用层层嵌套超过 {limit} 层，请改为直接引用。",
        "Includes are nested more than {limit} deep; include the files directly.",
    ),
    "problems.too_big": (
        "文件有 {bytes} 字节，超过 {limit} 字节的上限；请拆成几个文件。",
        "The file has {bytes} bytes, more than the limit of {limit}; split it into several.",
    ),
    "problems.utf16": (
        "文件是 UTF-16 编码；请另存为 UTF-8。",
        "The file is in UTF-16; save it as UTF-8.",
    ),
    "problems.not_utf8": (
        "从字节 {byte} 起不是 UTF-8 编码（可能是 GBK）；请把文件另存为 UTF-8。",
        "From byte {byte} on this is not UTF-8 (perhaps GBK); save the file as UTF-8.",
    ),
    "problems.control_character": (
        "文本中含有不可见的控制字符 {character}，请删去。",
        "The text holds the invisible control character {character}; delete it.",
    ),
    "problems.too_many_problems": (
        "问题超过 {limit} 处，其余未列出；请先改正以上各处，也许这根本不是这种文件。",
        "There are more than {limit} problems; mend those told first. Perhaps this is no such file at all.",
    ),
    # text
    "problems.empty_document": (
        "文件是空的；至少应写 format: 1。",
        "The file is empty; it begins with format: 1.",
    ),
    "problems.several_documents": (
        "文件里又开始了第二份文档（---）；一个文件只写一份，请拆开或删去。",
        "A second document begins here (---); keep one document in a file.",
    ),
    "problems.corrupt_yaml": (
        "从这里起不符合 YAML 语法（{reason}）；请检查缩进、引号、冒号和括号。",
        "From here on this is not YAML ({reason}); check indentation, quotes, colons and brackets.",
    ),
    "problems.corrupt_json": (
        "从这里起不符合 JSON 语法，此处应为{expected}。",
        "From here on this is not JSON; expected here: {expected}.",
    ),
    "problems.too_deep": (
        "嵌套超过 {limit} 层，请减少层次。",
        "This is nested more than {limit} levels deep; use fewer.",
    ),
    "problems.alias": (
        "不接受引用别名 *{name}，请把内容直接写在这里。",
        "The alias *{name} is not accepted; write the value here.",
    ),
    "problems.anchor": (
        "不接受锚点 &{name}，请删去，并在需要处直接写出内容。",
        "The anchor &{name} is not accepted; remove it and write the value wherever it is needed.",
    ),
    "problems.tag": ("不接受标签 {tag}，请删去。", "The tag {tag} is not accepted; remove it."),
    "problems.key_not_text": (
        "键应为文本，不能是列表或映射。",
        "A key must be a text, not a list or a mapping.",
    ),
    "problems.duplicate_key": (
        "键 {key} 在第 {first} 行已经写过；请只保留一处。",
        "The key {key} was already given in line {first}; keep one of the two.",
    ),
    # keys and types
    "problems.unknown_key": ("不认识的键 {key}。", "The key {key} is not known here."),
    "problems.missing_key": ("缺少 {key}，请补上。", "{key} is missing; add it."),
    "problems.missing_one_of": ("以下各项须写一项：{keys}。", "One of these is needed: {keys}."),
    "problems.contradictory_keys": (
        "{keys} 不能同时出现，请只留一项。",
        "{keys} cannot stand together; keep one.",
    ),
    "problems.wrong_type": ("这里应为{wanted}，写的却是{got}。", "This should be {wanted}, but is {got}."),
    "problems.empty_text": (
        "文本是空的；请填写，或删去这一项。",
        "The text is empty; fill it in or remove the key.",
    ),
    "problems.empty_list": ("这里至少应有一项。", "At least one item is needed here."),
    "problems.unknown_word": ("这里不能写 {word}。", "{word} is not possible here."),
    "problems.number_too_small": (
        "{number} 太小，至少为 {least}。",
        "{number} is too small; at least {least}.",
    ),
    "problems.number_too_big": ("{number} 太大，至多为 {most}。", "{number} is too big; at most {most}."),
    "problems.bad_id": (
        "标识“{id}”不能用：须以字母或数字开头，只含字母、数字、- _ .，不超过 100 个字符。",
        "“{id}” cannot be an id: letters and digits, then also - _ and dots, at most 100 characters, no blanks.",
    ),
    "problems.bad_entry_id": (
        "记录标识“{id}”不能用：须为一行文本，前后无空格，不超过 200 个字符。",
        "“{id}” cannot be an entry's id: one line of text, no blanks around it, at most 200 characters.",
    ),
    "problems.bad_pack_id": (
        "制度包标识“{id}”不能用：只能含小写字母 a-z、数字和连字符。",
        "“{id}” cannot be a pack's id: only a-z, 0-9 and hyphens between them.",
    ),
    "problems.reserved_id": (
        "{id} 是格式自用的词，不能作机构标识，请另取。",
        "{id} is a word of the format and cannot be a body's id; choose another.",
    ),
    "problems.numeric_id": (
        "条款标识 {id} 不能全是数字（会与条款的位置混淆），请加上字母。",
        "The clause id {id} is only digits and would be mistaken for a position; add a letter.",
    ),
    "problems.unknown_format": (
        "不认识格式 {number}；本软件读取 format: {known}，也许需要更新软件。",
        "Format {number} is not known; this software reads format: {known}. Perhaps it needs an update.",
    ),
    # days and lengths
    "problems.bad_day": (
        "“{text}”不是日期；请写成 2024-12-31（1000 至 2999 年）。",
        "“{text}” is not a day; write it as 2024-12-31 (years 1000 to 2999).",
    ),
    "problems.no_such_day": (
        "没有 {text} 这一天（年份限 1000 至 2999 年），请更正。",
        "There is no day {text} (in the years 1000 to 2999); correct it.",
    ),
    "problems.bad_instant": (
        "“{text}”不是时刻；请写成 2024-12-31T23:30:00+08:00。",
        "“{text}” is not an instant; write it as 2024-12-31T23:30:00+08:00.",
    ),
    "problems.bad_when": (
        "“{text}”不是日期或时刻；请写成 2024-12-31 或 2024-12-31T23:30:00+08:00。",
        "“{text}” is neither a day nor an instant; write 2024-12-31 or 2024-12-31T23:30:00+08:00.",
    ),
    "problems.naive_instant": (
        "时刻 {text} 缺少时差；北京时间请在末尾加 +08:00。",
        "The instant {text} lacks its offset from UTC; add it at the end, such as +08:00.",
    ),
    "problems.inverted_days": (
        "{second}（{end}）须晚于 {first}（{start}）；请更正其中一个。",
        "{second} ({end}) must be later than {first} ({start}); correct one of them.",
    ),
    "problems.bad_month_day": (
        "“{text}”不是月日；请写成 03-31。",
        "“{text}” is not a month and day; write it as 03-31.",
    ),
    "problems.bad_duration": (
        "“{text}”不是时长；请写成 30min、4h、30d、30wd（工作日）、10w、6m 或 1y。",
        "“{text}” is not a duration; write 30min, 4h, 30d, 30wd (working days), 10w, 6m or 1y.",
    ),
    "problems.wrong_unit": (
        "{text} 的单位在这里不能用；可用：{units}。",
        "The unit of {text} cannot be used here; these can: {units}.",
    ),
    "problems.zero_duration": (
        "{text} 没有长度；请写大于零的时长。",
        "{text} is no time at all; give more than zero.",
    ),
    "problems.duration_too_long": (
        "{text} 太长，至多 {years} 年。",
        "{text} is too long; at most {years} years.",
    ),
    "problems.bad_offset": (
        "“{text}”不是自时段起点的偏移；请写成 +6m（d、w、m、y）。",
        "“{text}” is not an offset from the window's start; write it as +6m (d, w, m, y).",
    ),
    # notices of working days
    "problems.notice_twice": (
        "{country} {year} 年的节假日安排已在另一文件中，请只保留一份。",
        "The notice of {year} for {country} is already in another file; keep one of the two.",
    ),
    "problems.notice_other_year": (
        "{day}不在 {year} 年；请移到该年的安排中，或更正。",
        "{day} is not in {year}; move it to the notice of its year, or correct it.",
    ),
    "problems.notice_not_weekend": (
        "{day}不是周末，本来就上班；work 只列调休上班的周末。",
        "{day} is no weekend day and is worked anyway; work lists only weekend days that are worked.",
    ),
    # types, and what JSON expects
    "problems.type.null": ("空值", "nothing"),
    "problems.type.truth": ("是非值（true/false）", "true or false"),
    "problems.type.number": ("数字", "a number"),
    "problems.type.whole_number": ("整数", "a whole number"),
    "problems.type.text": ("文本", "a text"),
    "problems.type.list": ("列表", "a list"),
    "problems.type.mapping": ("映射（键: 值）", "a mapping (key: value)"),
    "problems.type.name": ("文本，或 {{zh: …, en: …}}", "a text, or {{zh: …, en: …}}"),
    "problems.type.day": ("日期，如 2024-12-31", "a day, such as 2024-12-31"),
    "problems.type.instant": (
        "时刻，如 2024-12-31T23:30:00+08:00",
        "an instant, such as 2024-12-31T23:30:00+08:00",
    ),
    "problems.type.when": ("日期或时刻", "a day or an instant"),
    "problems.type.duration": ("时长，如 30d", "a duration, such as 30d"),
    "problems.type.attribute": ("数字、文本或是非值", "a number, a text, or true or false"),
    "problems.json.end": ("文件结尾", "the end of the file"),
    "problems.json.string": ("引号内的文本", "the rest of a text in quotes"),
    "problems.json.value": ("一个值", "a value"),
    "problems.json.key": ("引号内的键", "a key in quotes"),
    "problems.json.colon": ("冒号", "a colon"),
    "problems.json.separator": ("逗号或右括号", "a comma or a closing bracket"),
    "problems.json.levels": ("更少的嵌套层次", "fewer levels of nesting"),
    "problems.sort.body": ("机构", "body"),
    "problems.sort.regulation": ("制度文件", "regulation"),
    "problems.sort.mandate": ("制度要求", "mandate"),
    "problems.sort.clause": ("条款", "clause"),
    "problems.sort.pack": ("制度包", "pack"),
    "problems.sort.alerts": ("提醒方案", "alert policy"),
    "problems.sort.entry": ("台账记录", "entry"),
}
