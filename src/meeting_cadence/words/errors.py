"""Sentences of the family of errors: what happened, what was kept, what to do."""

from typing import Final

from meeting_cadence.bodies import Text
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.problems import Refused
from meeting_cadence.regulations.sheet_problems import SheetRefused
from meeting_cadence.words import (
    errors_access,
    errors_channels,
    errors_meetings,
    errors_registry,
    errors_requests,
    errors_store,
)
from meeting_cadence.words.problems import tell_problems
from meeting_cadence.words.reasons import why
from meeting_cadence.words.say import Language, say
from meeting_cadence.words.sheets import tell_sheet

WORDS: Final[dict[str, tuple[str, str]]] = {
    "errors.unexpected": ("出错：{subject}", "Something went wrong: {subject}"),
    # command line
    "errors.cannot_read": (
        "无法读取 {subject}：{reason}。请检查路径和权限。",
        "Cannot read {subject}: {reason}. Check the path and its permissions.",
    ),
    "errors.not_a_when": (
        "{option} 的值“{subject}”不是日期或时刻；请写 2024-12-31，或带时差的 2024-12-31T23:30:00+08:00。",
        "{option}: “{subject}” is no day or instant; write 2024-12-31, or 2024-12-31T23:30:00+08:00 with its offset.",
    ),
    "errors.span_backwards": (
        "终止日 {end} 早于起始日 {start}；请对调 --from 与 --to。",
        "--to ({end}) lies before --from ({start}); exchange them.",
    ),
    "errors.not_a_day": (
        "{option} 的值“{subject}”不是日期；请写成 2024-12-31。",
        "{option}: “{subject}” is no day; write it as 2024-12-31.",
    ),
    "errors.not_an_instant": (
        "{option} 的值“{subject}”不是带时差的时刻；请写成 2024-12-31T23:30:00+08:00。",
        "{option}: “{subject}” is no instant with its offset; write it as 2024-12-31T23:30:00+08:00.",
    ),
    "errors.unknown_subject": (
        "制度文件包中没有“{subject}”。可用的有：{known}",
        "The pack has no “{subject}”. It knows: {known}",
    ),
    # pages, API, serve
    "errors.port_taken": (
        "无法在 {subject} 监听（{reason}）。请停止占用该端口的程序，或用 --port 换一个端口。",
        "Cannot listen on {subject} ({reason}). Stop what uses that port, or choose another with --port.",
    ),
    "errors.foreign_origin": (
        "请求不是来自本系统页面，已拒绝，未作任何更改。程序调用请在 Origin 请求头中写明本系统地址。",
        "The request did not come from a page of this system and was refused; nothing was changed. A program sends "
        "this system's address in the Origin header.",
    ),
    "errors.sign_in_needed": (
        "请先登录；登录可能已超时。",
        "Please sign in first; the session may have ended.",
    ),
    "errors.route_without_permit": (
        "该地址未声明谁可使用，已拒绝：{subject}。这是程序缺陷，请报告。",
        "This address does not declare who may use it and was refused: {subject}. This is a defect; please report it.",
    ),
    "errors.time_unreadable": (
        "“{subject}”不是日期或时刻；请写 2024-12-31，或带时差的 2024-12-31T23:30:00+08:00。",
        "“{subject}” is no day or instant; write 2024-12-31, or 2024-12-31T23:30:00+08:00 with its offset.",
    ),
    "errors.scope_too_large": (
        "以往某时的情况须逐项重新认定，一次最多 {most} 个机构，这里有 {subject} 个；请先选择其下的一个机构。",
        "Another time is judged window by window, for at most {most} bodies at once; here are {subject}. "
        "Choose one of the bodies below first.",
    ),
    "errors.year_out_of_reach": (
        "“{subject}”不在可查询的年份之内；请写 {first} 年至 {last} 年之间的日期或时刻。",
        "“{subject}” is out of reach; name a day or instant of the years {first} to {last}.",
    ),
    "errors.span_refused": (
        "不能预演 {subject} 至 {until}：须在 {first} 年至 {last} 年之间，止日不早于起日，且相隔不超过十年。",
        "{subject} to {until} cannot be foreseen: name years from {first} to {last}, a last day that is not before the "
        "first, and at most ten years.",
    ),
    # settings
    "errors.settings_refused": (
        "设置有 {count} 处不能用，未启动，也未改动任何数据：",
        "{count} settings cannot be used; nothing was started and nothing was changed:",
    ),
    "errors.setting_refused": (
        "{subject} 的值“{value}”不能用，应为：{expects}。",
        "{subject} is “{value}”, but should be {expects}.",
    ),
    "errors.setting_unknown": (
        "没有名为 {subject} 的设置，是否想写 {near}？",
        "{subject} is no setting; did you mean {near}?",
    ),
    "errors.settings_file_missing": (
        "找不到 MEETING_CADENCE_CONFIG 指定的设置文件 {subject}；请更正路径，或取消该变量。",
        "MEETING_CADENCE_CONFIG names the settings file {subject}, which does not exist; "
        "correct the path or unset the variable.",
    ),
    "errors.settings_file_unreadable": (
        "设置文件 {subject} 无法读取；请检查其权限，并确认是 UTF-8 文本。",
        "The settings file {subject} cannot be read; check its permissions, and that it is text in UTF-8.",
    ),
    "errors.settings_file_broken": (
        "设置文件 {subject} 第 {line} 行不符合 TOML 格式；文本须加引号，每行写“名称 = 值”。",
        "The settings file {subject} is not TOML at line {line}; write “name = value”, with texts in quotes.",
    ),
    "errors.secret_key_needed": (
        "请设置 MEETING_CADENCE_SECRET_KEY（至少 32 个字符的随机文本）：该数据库旁没有可以存放密钥的位置。",
        "Set MEETING_CADENCE_SECRET_KEY to a random text of at least 32 characters: "
        "beside this database there is no place to keep a key.",
    ),
    "errors.secret_key_unusable": (
        "密钥文件 {subject} 不能用；它须可读、至少 32 个字符，且只有所有者有权访问（chmod 600）。",
        "The key file {subject} cannot be used; it must be readable, at least 32 characters long "
        "and accessible to its owner only (chmod 600).",
    ),
    # feeds
    "errors.feed.unknown": ("没有编号为 {subject} 的订阅链接。", "There is no feed {subject}."),
    "errors.feed.nothing_held_back": (
        "订阅链接 {subject} 没有暂缓发布的内容。",
        "Feed {subject} has nothing held back.",
    ),
    "errors.feed.over": ("订阅链接 {subject} 已作废或已过期。", "Feed {subject} was revoked or has expired."),
    "errors.feed.mine_needs_person": (
        "“我的”订阅须指明是谁的：请加 --person 登录名。",
        "A feed of what is mine needs its person: add --person LOGIN.",
    ),
    "errors.feed.options_refused": (
        "订阅选项 {subject} 的值“{value}”不能用：月数为 0 至 120（未来至少 1），语言为 zh 或 en，"
        "提醒最多 5 个、各为提前 1 至 366 天，状态须为判定格式中的名称。",
        "The feed option {subject} cannot be “{value}”: months are 0 to 120 (ahead at least 1), the language zh or en, "
        "reminders at most five of 1 to 366 days, standings those of the judgement format.",
    ),
    "errors.feed.which_calendar": (
        "请在 --body、--mandate 和 --all 中选择一项（create 只用前两项）。",
        "Give exactly one of --body, --mandate and --all (for create, of the first two).",
    ),
    "errors.feed.cannot_write": ("无法写入 {subject}：{reason}。", "Cannot write {subject}: {reason}."),
    "errors.feed.person_unknown": ("没有登录名为 {subject} 的人员。", "Nobody has the login {subject}."),
    # shipped packs
    "errors.unknown_shipped_pack": (
        "没有名为 {subject} 的随附制度包；随附的有：{known}；示例有：{examples}。",
        "No pack {subject} is shipped; shipped are: {known}; and as examples: {examples}.",
    ),
    "errors.shipped_packs_missing": (
        "安装不完整：缺少随附的制度包（应在 {subject}）；请重新安装。",
        "The installation is incomplete: its packs are missing (they belong in {subject}); please reinstall.",
    ),
    **errors_access.WORDS,
    **errors_channels.WORDS,
    **errors_meetings.WORDS,
    **errors_requests.WORDS,
    **errors_store.WORDS,
    **errors_registry.WORDS,
    # access and actions
    "errors.reorganisation_refused": (
        "机构“{subject}”的调整未办理：{reason}。",
        "The reorganisation of {subject} was not done: {reason}.",
    ),
    "errors.reorganise.unknown": ("没有这个机构", "there is no such body in this pack"),
    "errors.reorganise.taken": ("该编号已有机构使用", "another body has that id"),
    "errors.reorganise.ended": ("该机构已有撤并日期", "that body has an end already"),
    "errors.reorganise.too_early": ("该日期不晚于机构设立之日", "that day is not after the body's first"),
    "errors.reorganise.has_inferiors": (
        "其下仍有机构，请先调整下级机构",
        "bodies below it remain; see to those first",
    ),
    "errors.reorganise.one_body": (
        "合并和分设须涉及两个以上机构",
        "merging and splitting take two bodies or more",
    ),
    "errors.not_found": (
        "没有“{subject}”，或您无权查看。",
        "There is no “{subject}”, or none that you may see.",
    ),
    "errors.not_allowed": ("您没有此项操作的权限：{subject}。", "You may not do this: {subject}."),
    "errors.conflict": (
        "与已有记录冲突，未作任何改动：{subject}",
        "This contradicts the record, nothing was changed: {subject}",
    ),
    "errors.body_unknown": ("没有编号为“{subject}”的机构{meant}。", "There is no body “{subject}”{meant}."),
    "errors.mandate_unknown": (
        "没有编号为“{subject}”的制度要求{meant}。",
        "There is no mandate “{subject}”{meant}.",
    ),
    "errors.regulation_unknown": (
        "没有编号为“{subject}”的制度文件{meant}。",
        "There is no regulation “{subject}”{meant}.",
    ),
    "errors.entry_unknown": (
        "台账上没有编号为“{subject}”的记录{meant}。",
        "No entry “{subject}” is on the ledger{meant}.",
    ),
    "errors.entry_changed": (
        "记录“{subject}”已被他人更正，本次未保存；请重新查看后再办。",
        "The entry “{subject}” was corrected meanwhile; nothing was saved, look at it again first.",
    ),
    "errors.entry_retracted": (
        "记录“{subject}”已由{by}撤回，无须再撤回；本次未作任何更改。",
        "The entry “{subject}” was taken back already, by {by}; there is nothing left to retract. Nothing was changed.",
    ),
    "errors.window_unknown": (
        "没有名为“{subject}”的应召开时段{meant}。",
        "There is no window “{subject}”{meant}.",
    ),
    "errors.person_unknown": (
        "没有登录名为“{subject}”的人员{meant}。",
        "Nobody has the login “{subject}”{meant}.",
    ),
    "errors.contact_unknown": ("该机构没有联系人“{subject}”。", "The body has no contact “{subject}”."),
    "errors.role_unknown": (
        "没有角色“{subject}”{meant}；可用：viewer、secretary、supervisor、administrator、auditor。",
        "There is no role “{subject}”{meant}; use viewer, secretary, supervisor, administrator or auditor.",
    ),
    "errors.not_obliged": ("“{by}”不适用于机构“{subject}”。", "“{by}” does not oblige the body “{subject}”."),
    "errors.request_key_reused": (
        "幂等键“{subject}”已用于另一内容，本次未登记。",
        "The request key “{subject}” was used for another content; nothing was recorded now.",
    ),
    "errors.not_an_entry": (
        "这不是一条台账记录（{subject}）；应恰好为其中一种：{kinds}，且不含 recorded 和 by。",
        "This is not one entry ({subject}); give exactly one of {kinds}, and neither recorded nor by.",
    ),
    "errors.reason_needed": ("撤回或更正“{subject}”须说明理由。", "Correcting “{subject}” needs a reason."),
    "errors.packs_clash": (
        "制度包之间有 {count} 处冲突，未启用，也未作任何改动：",
        "The packs contradict each other in {count} places; nothing was applied or changed:",
    ),
    "errors.packs_clash_on": (
        "“{subject}”（{kind}）在制度包“{one}”和“{other}”中内容不同。",
        "“{subject}” ({kind}) is not the same in the packs “{one}” and “{other}”.",
    ),
    "errors.contact_invalid": (
        "联系人地址“{subject}”或角色“{role}”不能用。",
        "The address “{subject}” or the role “{role}” of the contact cannot be used.",
    ),
    "errors.login_invalid": (
        "登录名“{subject}”不能用：须为 1 至 100 个小写字母、数字或 . _ @ -，以字母或数字开头；姓名不能为空。",
        "The login “{subject}” cannot be used: 1 to 100 of a-z, 0-9, . _ @ -, a letter or digit first; "
        "the name must not be empty.",
    ),
    "errors.login_taken": ("登录名“{subject}”已被使用。", "The login “{subject}” is taken."),
    "errors.cursor_invalid": ("翻页位置“{subject}”不能用。", "“{subject}” is no place to go on from."),
    "errors.entry_conflict": (
        "台账上编号“{subject}”已是另一条记录，未导入任何记录；更正请用 replace。",
        "The id “{subject}” stands for another entry on this ledger; nothing was imported. To correct use replace.",
    ),
    "errors.not_a_pair": (
        "“{subject}”应写成“名称=值”。",
        "Write “{subject}” as name=value.",
    ),
    "errors.near": ("(是否想写“{near}”？)", " (did you mean “{near}”?)"),
    # imports
    "errors.batch_unknown": (
        "台账上没有批次“{subject}”{meant}。",
        "There is no batch “{subject}” on the ledger{meant}.",
    ),
    "errors.batch_undone": (
        "批次“{subject}”已全部撤回，未作任何改动。",
        "Every entry of the batch “{subject}” was taken back already; nothing was changed.",
    ),
    "errors.nobody_chosen": (
        "没有勾选可采用制度的机构，未作任何改动。",
        "No body that can adopt it is ticked; nothing was changed.",
    ),
    "errors.author_needed": (
        "请用 --by 写明登记人；只作预览请加 --preview。",
        "Say with --by who records this, or add --preview to see only what it would do.",
    ),
    "errors.file_exists": (
        "{subject} 已经存在，未作改动；请换一个文件名，或先移走原文件。",
        "{subject} exists already and was left as it is; choose another name or move it away first.",
    ),
    "errors.cannot_write": (
        "无法写入 {subject}：{reason}。请检查路径、权限和磁盘。",
        "Cannot write {subject}: {reason}. Check the path, its permissions and the disk.",
    ),
    # audit
    "errors.anchor_unreadable": (
        "{subject} 第 {line} 行不是存证；应为“日期 序号 校验码”。",
        "Line {line} of {subject} is no anchor; it should read: day, number, seal.",
    ),
    "errors.anchor_unwritable": (
        "存证文件 {subject} 无法读写：{reason}。请检查路径和权限；审计日志本身未受影响。",
        "The file of anchors {subject} cannot be read or written: {reason}. Check the path and its permissions; "
        "the audit trail itself is not affected.",
    ),
    # alerts
    "errors.channel": (
        "邮件服务器 {subject} 未能收下邮件（{detail}）；邮件仍在待发队列中，稍后自动重试，未丢失。"
        "请检查 SMTP_URL 和邮件服务器。",
        "The mail server {subject} did not take the mail ({detail}); what waits is kept and tried again later, nothing "
        "is lost. Check SMTP_URL and the server.",
    ),
    "errors.mail_server_invalid": (
        "SMTP_URL 不是邮件服务器地址；应为 smtp://主机:端口、smtp+starttls://用户:密码@主机:端口 或 smtps://用户:密码@主机:端口。",
        "SMTP_URL is no address of a mail server; write smtp://HOST:PORT, smtp+starttls://USER:PASSWORD@HOST:PORT or "
        "smtps://USER:PASSWORD@HOST:PORT.",
    ),
    "errors.act_link_invalid": (
        "链接无效。请打开邮件中的原链接；如仍不行，请登录后办理。",
        "This link is not valid. Open the one in the mail as it is, or sign in instead.",
    ),
    "errors.act_link_old": (
        "链接已过期。请使用较新邮件中的链接，或登录后办理。",
        "This link has expired. Use the one in a newer mail, or sign in instead.",
    ),
    "errors.alert_answer": ("{why}", "{why}"),
    "errors.alert_answer_unknown": ("无法识别该操作。", "That is no answer this page offers."),
    "errors.alert_answer_reason": ("请填写原因。", "Give a reason."),
    "errors.alert_answer_long": ("原因不得超过500字。", "The reason may have at most 500 characters."),
    "errors.alert_answer_end": (
        "请填写截止日期：须在今天之后、一年以内，写成 2024-12-31。",
        "Give an end after today and within a year, written as 2024-12-31.",
    ),
    "errors.alert_answer_kind": ("该事项须登录后登记。", "This has to be recorded after signing in."),
    "errors.alert_answer_own": (
        "仅限本机构人员办理；您可以签收。",
        "Only the body itself can do that; you may acknowledge.",
    ),
    "errors.alert_answer_settled": (
        "该事项已办结或未设期限，或没有待批的申请。",
        "It is settled, has no due day, or nothing is being asked for.",
    ),
    "errors.alert_policy": (
        "制度包 {subject} 的提醒策略（alert_policies）有 {count} 处问题：",
        "The alert_policies of pack {subject} have {count} problems:",
    ),
    "errors.alert_policy_rung": (
        "{subject}：看不懂“{written}”；应为 {{before: 30wd, to: [secretariat]}}、{{at: breach, to: […]}}、"
        "{{at: no_record, to: […]}} 或 {{every: 7d, to: […]}}，可另加 period_at_least: 5y。",
        "{subject}: “{written}” is not understood; write {{before: 30wd, to: [secretariat]}}, {{at: breach, to: […]}}, "
        "{{at: no_record, to: […]}} or {{every: 7d, to: […]}}, with period_at_least: 5y if wanted.",
    ),
    "errors.alert_policy_not_there": (
        "没有名为“{subject}”的提醒策略；现有：{known}",
        "There is no alert policy “{subject}”; there are: {known}",
    ),
    "errors.alert_policy_unknown": (
        "制度要求 {subject} 引用了不存在的提醒策略 {policy}；请在 alert_policies 中加上，或删去 alerts 一行。",
        "Mandate {subject} names the alert policy {policy}, which does not exist; add it to alert_policies or remove "
        "the line `alerts`.",
    ),
}


def tell(error: MeetingCadenceError, language: Language) -> str:
    """The sentence of an error raised on purpose (its code is `errors.<code>`), then a line for each part.

    What a file is refused for says itself where it stands: a line for each problem, and no more.
    """
    if isinstance(error, SheetRefused):
        return tell_sheet(error, language)
    if isinstance(error, Refused):
        return tell_problems(error.problems, language)
    return "\n".join([_sentence(error, language), *(f"  {tell(part, language)}" for part in error.parts)])


def _sentence(error: MeetingCadenceError, language: Language) -> str:
    code = f"errors.{error.code}"
    if code not in WORDS:
        return say("errors.unexpected", language, subject=str(error))
    values = {**error.values, **_reasons(error)}
    return say(code, language, subject=error.subject, meant=_meant(error, language), **values)


def _reasons(error: MeetingCadenceError) -> dict[str, Text]:
    """What the system itself said went wrong, where the error carries it, in words."""
    told = {name: error.values.get(name) for name in ("reason", "detail")}
    return {name: why(text) for name, text in told.items() if isinstance(text, str)}


def _meant(error: MeetingCadenceError, language: Language) -> str:
    """The question whether the nearest known name was meant; empty where none is near."""
    near = error.values.get("near")
    return say("errors.near", language, near=near) if near else ""
