"""Words of problems of packs: bodies, references, mandates and their clauses."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # bodies
    "problems.unknown_zone": (
        "没有名为 {zone} 的时区；请用 IANA 名称，如 Asia/Shanghai。",
        "There is no time zone {zone}; use an IANA name such as Asia/Shanghai.",
    ),
    "problems.bad_email": (
        "“{email}”不是电子邮箱地址，请更正。",
        "“{email}” is not an e-mail address; correct it.",
    ),
    "problems.bad_address": (
        "渠道“{channel}”（小写字母、数字、连字符）或其地址“{address}”不可用；"
        "webhook 的地址以 http:// 或 https:// 开头，不含用户名。",
        "The channel “{channel}” (small letters, digits, hyphens) or its address “{address}” cannot be used; that of "
        "a webhook begins with http:// or https:// and names no user.",
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
    "problems.unknown_body": (
        "没有机构 {id}；请更正，或先登记该机构。",
        "There is no body {id}; correct the id or add the body.",
    ),
    "problems.unknown_mandate": ("没有制度要求 {id}，请更正。", "There is no mandate {id}; correct the id."),
    "problems.unknown_regulation": (
        "没有制度文件 {id}，请更正。",
        "There is no regulation {id}; correct the id.",
    ),
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
        '“{text}”不是到会比例；请写 more_than_half、at_least_half 或 "2/3"。',
        '“{text}” is not a quorum; write more_than_half, at_least_half or "2/3".',
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
}
