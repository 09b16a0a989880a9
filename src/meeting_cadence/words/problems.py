"""What is wrong with a file and how to mend it: a sentence for every problem, `file:line:column: sentence`."""

from collections.abc import Iterable
from typing import Any, Final

from meeting_cadence.regulations.problems import Problem
from meeting_cadence.words.say import Language, say

WORDS: Final[dict[str, tuple[str, str]]] = {
    "problems.did_you_mean": ("是否想写 {nearest}？", "Did you mean {nearest}?"),
    "problems.quote_it": ("如果本来就是文本，请加引号。", "If it is meant as text, put it in quotes."),
    "problems.known": ("可用的有：{known}。", "Known are: {known}."),
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
    "problems.empty_text": ("文本是空的；请填写，或删去这一项。", "The text is empty; fill it in or remove the key."),
    "problems.empty_list": ("这里至少应有一项。", "At least one item is needed here."),
    "problems.unknown_word": ("这里不能写 {word}。", "{word} is not possible here."),
    "problems.number_too_small": ("{number} 太小，至少为 {least}。", "{number} is too small; at least {least}."),
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
    "problems.zero_duration": ("{text} 没有长度；请写大于零的时长。", "{text} is no time at all; give more than zero."),
    "problems.duration_too_long": (
        "{text} 太长，至多 {years} 年。",
        "{text} is too long; at most {years} years.",
    ),
    "problems.bad_offset": (
        "“{text}”不是自时段起点的偏移；请写成 +6m（d、w、m、y）。",
        "“{text}” is not an offset from the window's start; write it as +6m (d, w, m, y).",
    ),
    # bodies
    "problems.unknown_zone": (
        "没有名为 {zone} 的时区；请用 IANA 名称，如 Asia/Shanghai。",
        "There is no time zone {zone}; use an IANA name such as Asia/Shanghai.",
    ),
    "problems.bad_email": (
        "“{email}”不是电子邮箱地址，请更正。",
        "“{email}” is not an e-mail address; correct it.",
    ),
    "problems.terms_unordered": (
        "第 {number} 届排在第 {before} 届之后，但届次或起始日不在其后；请按先后排列。",
        "Term {number} follows term {before}, but its number or first day does not; put the terms in order.",
    ),
    "problems.terms_overlap": (
        "第 {number} 届与第 {before} 届（至 {end}）重叠，请更正起止日期。",
        "Term {number} overlaps term {before} (until {end}); correct the days.",
    ),
    "problems.parent_circle": (
        "上级关系成环：{bodies}；请改正其中一个的 parent。",
        "The superiors run in a circle: {bodies}; correct one parent.",
    ),
    "problems.predecessor_circle": (
        "前身关系成环：{bodies}；请改正其中一个的 predecessor。",
        "The predecessors run in a circle: {bodies}; correct one predecessor.",
    ),
    # references
    "problems.duplicate_id": (
        "{sort} {id} 已经有了（{there}），请另取标识或删去重复的一处。",
        "There is already a {sort} {id} ({there}); choose another id or remove one of the two.",
    ),
    "problems.given_twice": (
        "{sort} {id} 写了两次，请另取标识或删去一处。",
        "The {sort} {id} is given twice; choose another id or remove one of the two.",
    ),
    "problems.on_record": (
        "台账上已有记录 {id}；请另取标识，要改动请用 replace。",
        "There is already an entry {id} on record; choose another id, or replace that entry.",
    ),
    "problems.unknown_body": ("没有机构 {id}；请更正，或先登记该机构。", "There is no body {id}; correct the id or add the body."),
    "problems.unknown_mandate": ("没有制度要求 {id}，请更正。", "There is no mandate {id}; correct the id."),
    "problems.unknown_regulation": ("没有制度文件 {id}，请更正。", "There is no regulation {id}; correct the id."),
    "problems.unknown_policy": (
        "alert_policies 中没有 {id}；请更正，或补上该提醒方案。",
        "alert_policies has no {id}; correct the id or add the policy.",
    ),
    "problems.not_in_vocabulary": (
        "{id} 不在 vocabulary 的 {section} 之中；请更正，或在那里补上名称。",
        "{id} is not among the {section} of the vocabulary; correct it or give it a name there.",
    ),
    "problems.empty_selector": (
        "没有写明选哪些机构；请至少写一项：{known}。",
        "This selects every body without saying so; give at least one of {known}.",
    ),
    "problems.selects_nobody": (
        "没有任何机构符合这里的条件，等于没有责任主体；请更正条件，或登记机构。",
        "No body fits this, so nobody would be obliged; correct it or add the bodies.",
    ),
    # mandates and clauses
    "problems.missing_act": (
        "缺少 act：请写明哪类会议或事项算履行（只有全部条款都是 review 时才可省略）。",
        "act is missing: say which kind of act counts (only a mandate of reviews can do without).",
    ),
    "problems.demands_nothing": (
        "min 为 0 又没有 max，等于没有要求；请写出至少几次，或至多几次。",
        "min 0 without a max demands nothing; say how many are wanted, or how many are allowed.",
    ),
    "problems.max_below_min": (
        "max（{max}）小于 min（{min}），请更正其中一个。",
        "max ({max}) is below min ({min}); correct one of them.",
    ),
    "problems.per_needs_date": (
        "{per} 不能整除一年，时段从哪天算起须写明：align: {{date: 2024-01-01}}。",
        "{per} does not divide a year: say from which day its windows run, align: {{date: 2024-01-01}}.",
    ),
    "problems.term_with_align": (
        "按届计（per: term）的时段以届为界，请删去 align。",
        "With per: term the terms are the windows; remove align.",
    ),
    "problems.slots_of_term": (
        "按届计（per: term）的时段不能再分，请删去 {key}。",
        "With per: term the windows have no parts; remove {key}.",
    ),
    "problems.fiscal_year_needed": (
        "责任主体 {body} 没有 fiscal_year_end，无法按财政年度计；请补上，或改用 calendar。",
        "The obliged body {body} has no fiscal_year_end; add it there, or use calendar.",
    ),
    "problems.terms_needed": (
        "责任主体 {body} 没有 terms（届），无法按届计；请补上。",
        "The obliged body {body} has no terms, so per: term has no windows; add them there.",
    ),
    "problems.empty_slot": (
        "从 {start} 到 {end} 没有一天；to 须在 from 之后。",
        "From {start} to {end} there is no day; to must come after from.",
    ),
    "problems.slot_outside": (
        "到 {end} 为止，超出了 {per} 的时段；请缩短，或改变时段的起点（align）。",
        "Up to {end} the slot leaves its window of {per}; shorten it, or let the windows begin elsewhere (align).",
    ),
    "problems.mixed_slot": (
        "from 与 to 须同为月日（01-01）或同为偏移（+0m）。",
        "from and to must both be days of the year (01-01) or both offsets (+0m).",
    ),
    "problems.slot_needs_years": (
        "时段为 {per}，不足整年，不能用月日指明其中一段；请用偏移（+0m）。",
        "Windows of {per} are no whole years, so days of the year do not name a part of each; use offsets (+0m).",
    ),
    "problems.missing_limit": (
        "缺少 {key}：请写时限，如 30d；制度只说“及时”的写 null。",
        "{key} is missing: give the limit, such as 30d, or null where the text only says promptly (及时).",
    ),
    "problems.wrong_limit": (
        "{key} 在这里不能用，请改为 {instead}。",
        "{key} does not go with this; write {instead}.",
    ),
    "problems.instant_needs_clock": (
        "{length} 不能按时刻（instant）计，只能按日；请删去 count。",
        "{length} cannot be counted from instant to instant, only by days; remove count.",
    ),
    "problems.clock_needs_instant": (
        "{length} 以小时、分钟计，只能从时刻起算；请删去 count，或改为天数。",
        "{length} runs by the clock from an instant; remove count, or give days.",
    ),
    "problems.roll_on_before": (
        "提前期限（before）不顺延，请删去 roll。",
        "A limit before something never rolls; remove roll.",
    ),
    "problems.roll_with_clock": (
        "按时刻计的时限不因节假日顺延，请删去 roll。",
        "A limit by the clock runs through holidays and never rolls; remove roll.",
    ),
    "problems.bad_quorum": (
        "“{text}”不是到会比例；请写 more_than_half、at_least_half 或 \"2/3\"。",
        "“{text}” is not a quorum; write more_than_half, at_least_half or \"2/3\".",
    ),
    "problems.versions_unordered": (
        "这个版本自 {start} 起，却排在更晚的版本之后；请按先后排列。",
        "This version begins on {start}, but stands after a later one; put them in order.",
    ),
    "problems.versions_overlap": (
        "这个版本自 {start} 起，而上一版本到 {end} 才止，两者重叠；请使两个日期相同。",
        "This version begins on {start}, before the last one ends ({end}); make the two days equal.",
    ),
    "problems.versions_gap": (
        "上一版本到 {end} 为止，这个版本自 {start} 起，中间无规定；请使两个日期相同。",
        "The last version ends on {end} and this one begins on {start}; make the two days equal.",
    ),
    "problems.deadline_after_itself": (
        "期限从 {act} 起算，而它自己又由 {act} 履行，会无穷无尽；“距上次不超过多久”请改用 gap。",
        "This deadline runs from {act} and is met by {act}, without end; use gap for the time since the last one.",
    ),
    "problems.cascade_circle": (
        "期限互相引发，没有尽头：{acts}（制度要求：{mandates}）；请改正其中一个的触发事项。",
        "These deadlines set each other off without end: {acts} (mandates: {mandates}); correct one trigger.",
    ),
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
    "problems.type.instant": ("时刻，如 2024-12-31T23:30:00+08:00", "an instant, such as 2024-12-31T23:30:00+08:00"),
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
}  # fmt: skip

_CODED: Final = {"wanted": "type", "got": "type", "expected": "json", "sort": "sort"}
"""Values that are codes themselves, and the table they stand in."""
_QUOTABLE: Final = ("text", "name", "day", "when", "instant")
_MOST_KNOWN: Final = 40
_REASONS: Final = {
    "mapping values are not allowed in this context": "此处不能出现冒号，文本含冒号时请加引号",
    "did not find expected key": "此处应为键，请检查缩进",
    "did not find expected '-' indicator": "此处应为列表的“-”，请检查缩进",
    "did not find expected ',' or ']'": "缺少逗号或右方括号",
    "did not find expected ',' or '}'": "缺少逗号或右花括号",
    "did not find expected node content": "此处应有内容",
    "did not find expected <document start>": "内容在此中断，请检查缩进和引号",
    "could not find expected ':'": "缺少冒号",
    "found unexpected end of stream": "文件结束时引号尚未闭合",
    "found character that cannot start any token": "此处出现了不能用作开头的符号，如 @ 或 `，请加引号",
    "found a tab character that violates indentation": "缩进使用了制表符，请改为空格",
    "found unknown escape character": "引号内有不认识的转义符",
    "block sequence entries are not allowed in this context": "此处不能开始列表，请换行并缩进",
}
"""libyaml's own words for the usual slips, in Chinese; rarer ones stay in English."""


def tell_problem(problem: Problem, language: Language) -> str:
    """`file:line:column: sentence`; only the file where there is no line."""
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    return f"{place}: {sentence(problem, language)}"


def tell_problems(problems: Iterable[Problem], language: Language) -> str:
    """One problem a line."""
    return "\n".join(tell_problem(problem, language) for problem in problems)


def sentence(problem: Problem, language: Language) -> str:
    """What is wrong and how to mend it."""
    values = {name: _value(name, value, language) for name, value in problem.values.items()}
    told = [say(f"problems.{problem.code}", language, **values)]
    told += [say(f"problems.{hint}", language, **values) for hint in _hints(problem)]
    return ("" if language == "zh" else " ").join(told)


def _value(name: str, value: Any, language: Language) -> Any:
    if name in _CODED:
        return say(f"problems.{_CODED[name]}.{value}", language)
    if name == "reason":
        return _REASONS.get(value, value) if language == "zh" else value
    if name in ("files", "bodies", "acts"):
        return " → ".join(value)
    return value


def _hints(problem: Problem) -> list[str]:
    """Further sentences: the word that was meant, the words there are, quotes."""
    values = problem.values
    if values.get("nearest"):
        return ["did_you_mean"]
    if problem.code in ("unknown_key", "unknown_word") and 0 < len(values["known"]) <= _MOST_KNOWN:
        return ["known"]
    if (
        problem.code == "wrong_type"
        and values["wanted"] in _QUOTABLE
        and values["got"] in ("number", "truth")
    ):
        return ["quote_it"]
    return []
