"""Words of the pages that set the service up: packs, bodies, readings, first steps, the state of it all."""

from typing import Final

ADMIN_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.menu.settings": ("设置", "Settings"),
    "pages.menu.bodies": ("机构", "Bodies"),
    # what a change would do
    "pages.effects.title": ("修改的影响", "What it would change"),
    "pages.effects.refused": (
        "不能照此保存：以下修改会改写已截止时段的结论。",
        "It cannot be saved like this: it would rewrite verdicts of windows that have closed.",
    ),
    "pages.effects.frozen": (
        "已截止时段的 {count} 个结论保持不变。",
        "Verdicts of closed windows that stay as they are: {count}.",
    ),
    "pages.effects.windows": ("有变化的时段：{count} 个。", "Windows that change: {count}."),
    "pages.effects.first": ("以下列出前 {count} 个。", "The first {count} are listed."),
    # definitions
    "pages.definition.title.mandate": ("制度要求的定义：{id}", "Definition of the mandate {id}"),
    "pages.definition.title.regulation": ("制度文件的定义：{id}", "Definition of the regulation {id}"),
    "pages.definition.title.body": ("机构的定义：{id}", "Definition of the body {id}"),
    "pages.definition.new.mandate": ("新增制度要求", "New mandate"),
    "pages.definition.new.regulation": ("新增制度文件", "New regulation"),
    "pages.definition.new.body": ("新增机构", "New body"),
    "pages.definition.text": (
        "以制度包的格式编写。先预览影响，再保存；保存即生成制度包的新版本，旧版本保留备查。条款有变的，"
        "请写成新的 versions，不要改写原条款。",
        "In the keys of the pack’s file. See what it would change, then save; saving makes a new version of the "
        "pack, and "
        "the old ones are kept. A rule that changes becomes a version of its own (versions), it is not edited "
        "in place.",
    ),
    "pages.definition.field": ("定义", "Definition"),
    "pages.definition.hint": (
        "各项写法见文档“制度包格式”。",
        "The keys are explained in the documentation under “Packs”.",
    ),
    "pages.definition.pack": ("放入哪个制度包", "In which pack"),
    "pages.definition.regulation": ("属于哪份制度文件", "Of which regulation"),
    "pages.definition.reason": ("理由", "Reason"),
    "pages.definition.reason.hint": (
        "例如文号；与版本一并保存。",
        "For instance the instrument; kept with the version.",
    ),
    "pages.definition.check": ("预览影响", "See what it would change"),
    "pages.definition.save": ("保存为新版本", "Save as a new version"),
    "pages.definition.drop": ("删去（仅限误录）", "Take out (entered by mistake)"),
    "pages.definition.line": ("第{line}行：{problem}", "Line {line}: {problem}"),
    "pages.definition.saved": ("已保存：{id}。", "Saved: {id}."),
    "pages.definition.unchanged": ("没有变化：{id}。", "Nothing changed: {id}."),
    # packs
    "pages.packs.title": ("制度包", "Packs"),
    "pages.packs.text": (
        "制度包写明哪些机构、依据哪一条、应当多久做什么。启用或修改前可预览影响；已截止时段的结论不会被改写。",
        "A pack says which bodies have to do what, how often, by which clause. Every change is seen before it "
        "works, and "
        "verdicts of closed windows are never rewritten.",
    ),
    "pages.packs.new": ("启用制度包", "Put a pack in force"),
    "pages.packs.new.text": (
        "选择随附的制度包，或上传、粘贴自己的文件；先预览影响，再启用。",
        "Choose a shipped pack, or upload or paste your own files; see what it would change, then put it in force.",
    ),
    "pages.packs.new.shipped": ("随附的制度包：", "Shipped packs: "),
    "pages.packs.new.files": ("上传文件", "Upload files"),
    "pages.packs.new.files.hint": (
        "制度包引用其他文件的，请一并选择，主文件排在最前。",
        "Choose the files it includes as well, its own file first.",
    ),
    "pages.packs.new.paste": ("或粘贴内容", "Or paste it"),
    "pages.packs.apply": ("启用", "Put in force"),
    "pages.packs.applied": (
        "已启用；情况变动 {count} 项。",
        "In force; standings or due days that changed: {count}.",
    ),
    "pages.packs.unchanged": ("内容与在用版本相同，未作改动。", "It is in force already; nothing changed."),
    "pages.packs.none": (
        "还没有启用制度包。请由管理员在“设置”中启用。",
        "No pack is in force yet. An administrator puts one in force under “Settings”.",
    ),
    "pages.packs.none.mine": (
        "还没有启用制度包。请从随附的制度包中选择，或使用自己的文件。",
        "No pack is in force yet. Choose a shipped one, or use your own files.",
    ),
    "pages.packs.begin": ("选择制度包", "Choose a pack"),
    "pages.packs.counts": (
        "机构 {bodies} 个，制度要求 {mandates} 项",
        "Bodies: {bodies}; mandates: {mandates}",
    ),
    "pages.packs.download": ("下载在用版本", "Download what is in force"),
    "pages.packs.edit": ("修改", "Edit"),
    "pages.packs.mandate.new": ("新增制度要求", "New mandate"),
    "pages.packs.effective": ("自{day}起施行", "In force from {day}"),
    "pages.packs.until": ("至{day}止（不含）", "until {day} (not included)"),
    "pages.packs.reading": ("口径", "Reading"),
    "pages.packs.reading.edit": ("口径", "Reading"),
    "pages.packs.reading.open": ("待定", "open"),
    "pages.packs.reading.decided": ("已定（{by}）", "decided ({by})"),
    "pages.packs.shipped": ("随附而未启用的制度包", "Shipped packs not in force"),
    "pages.packs.versions": ("版本", "Versions"),
    "pages.packs.version": ("制度包与版本", "Pack and version"),
    "pages.packs.applied_at": ("启用时间", "Put in force"),
    "pages.packs.active": ("在用", "in force"),
    # bodies
    "pages.bodies.title": ("机构", "Bodies"),
    "pages.bodies.text": ("共 {count} 个，按固定次序排列。", "{count} in all, in their fixed order."),
    "pages.bodies.new": ("新增机构", "New body"),
    "pages.bodies.duties": ("制度要求", "Mandates"),
    "pages.bodies.terms": ("届", "Term"),
    "pages.bodies.term": ("第{number}届", "term {number}"),
    "pages.bodies.until": ("{day}起不再存在", "no more from {day} on"),
    "pages.body.edit.title": ("修改机构：{name}", "Edit {name}"),
    "pages.body.edit.text": (
        "更正录入或补充届次请在此修改；机构改革请用",
        "To correct an entry or add a term, edit here. For a reorganisation:",
    ),
    "pages.body.edit.reorganise": ("机构改革", "Reorganise"),
    "pages.body.edit.whole": ("以文本修改全部内容", "Edit everything as a text"),
    "pages.body.edit.no_parent": ("（没有上级）", "(no superior)"),
    "pages.body.edit.terms": ("届", "Terms"),
    "pages.body.edit.terms.hint": (
        "每届一行，起止均按实际日期；换届日期未定的只填预计日期。空行不计。",
        "One line a term. Where the end is not known yet, give only the day on which it is expected. Empty "
        "lines do not count.",
    ),
    "pages.field.name.zh": ("名称", "Name (Chinese)"),
    "pages.field.name.en": ("英文名称", "Name (English)"),
    "pages.field.parent": ("上级机构", "Superior"),
    "pages.field.order": ("排列次序", "Order"),
    "pages.field.order.hint": (
        "数字小者在前，用于各处列表和通报。",
        "Smaller numbers come first, in every list.",
    ),
    "pages.field.tier": ("层级", "Tier"),
    "pages.field.term": ("届", "Term"),
    "pages.field.term.from": ("自", "From"),
    "pages.field.term.to": ("至（下届开始日）", "To (first day of the next)"),
    "pages.field.term.expected": ("预计换届日", "Expected end"),
    "pages.reorganise.title": ("机构改革：{name}", "Reorganise {name}"),
    "pages.reorganise.text": (
        "更名不改变机构本身；合并、分设、撤销自所填日期起生效，此前的台账和结论保留。请先预览影响。",
        "A renamed body stays the same. Merging, splitting and abolishing work from the day given; what was "
        "recorded and "
        "decided before stays. See what it would change first.",
    ),
    "pages.reorganise.act": ("方式", "What"),
    "pages.reorganise.rename": ("更名", "Rename"),
    "pages.reorganise.merge": ("与其他机构合并为新机构", "Merge with others into a new body"),
    "pages.reorganise.split": ("分设为两个新机构", "Split into two new bodies"),
    "pages.reorganise.abolish": ("撤销", "Abolish"),
    "pages.reorganise.on": ("生效日", "From"),
    "pages.reorganise.on.hint": ("更名不需填写。", "Not needed for another name."),
    "pages.reorganise.zh": ("新名称", "New name"),
    "pages.reorganise.new_id": ("新机构编号", "Id of the new body"),
    "pages.reorganise.new_id.hint": (
        "小写字母、数字和连字符，合并、分设时填写。",
        "Small letters, digits, hyphens; to merge or split.",
    ),
    "pages.reorganise.others": ("一并合并的机构", "Merged with"),
    "pages.reorganise.second_zh": ("分设的第二个机构名称", "Name of the second body"),
    "pages.reorganise.second_id": ("分设的第二个机构编号", "Id of the second body"),
    "pages.reorganise.do": ("执行", "Carry it out"),
    "pages.reorganise.done": ("机构改革已执行，记入审计。", "Carried out, and on the audit trail."),
    "pages.reorganise.missing.act": ("请选择方式。", "Choose what to do."),
    "pages.reorganise.missing.day": ("请填写生效日。", "Say from which day."),
    "pages.reorganise.missing.name": ("请填写新名称。", "Give the new name."),
    "pages.reorganise.missing.id": ("请填写新机构编号。", "Give the id of the new body."),
    "pages.reorganise.missing.others": ("请选择一并合并的机构。", "Choose the bodies it is merged with."),
    "pages.reorganise.missing.second": (
        "请填写第二个机构的编号和名称。",
        "Give the id and name of the second body.",
    ),
    # readings
    "pages.reading.title": ("口径：{name}", "Reading: {name}"),
    "pages.reading.text": (
        "条文留有余地的，在此记下采用的理解、由谁在何时确定。口径不改动已有结论。",
        "Where the text leaves a choice, what was chosen, by whom and when. A reading changes no verdict.",
    ),
    "pages.reading.alternatives": ("其他可能的理解：", "Other readings:"),
    "pages.reading.chosen.zh": ("采用的理解", "What was chosen (Chinese)"),
    "pages.reading.chosen.en": ("采用的理解（英文）", "What was chosen (English)"),
    "pages.reading.by.zh": ("由谁确定", "Decided by (Chinese)"),
    "pages.reading.by.en": ("由谁确定（英文）", "Decided by (English)"),
    "pages.reading.by.hint": (
        "尚未确定的留空，页面上会标明“待定”。",
        "Leave it empty while it is open; pages then say so.",
    ),
    "pages.reading.on": ("确定日期", "Decided on"),
    "pages.reading.saved": ("口径已保存：{id}。", "Reading saved: {id}."),
    # settings
    "pages.settings.title": ("设置", "Settings"),
    "pages.settings.packs.text": (
        "制度、要求、口径，修改前预览影响。",
        "Rules and readings; changes are seen before they work.",
    ),
    "pages.settings.undecided": ("待定口径 {count} 项。", "Readings still open: {count}."),
    "pages.settings.bodies.text": (
        "名称、上下级、次序、届，机构改革。",
        "Names, superiors, order, terms, reorganisation.",
    ),
    "pages.settings.people.text": (
        "账号、角色、范围，各机构的联系人。",
        "Accounts, roles, scopes; the contacts of each body.",
    ),
    "pages.settings.notices.text": (
        "已发出和待发的提醒，失败的重发。",
        "What was sent and waits; send again what failed.",
    ),
    "pages.settings.feeds.text": (
        "各人的订阅，谁在何时取过。",
        "Whose subscriptions, who fetched them when.",
    ),
    "pages.settings.tokens": ("接口令牌", "API tokens"),
    "pages.settings.tokens.text": ("供其他系统使用接口。", "For other programs to use the API."),
    "pages.settings.state": ("运行状况", "How it is doing"),
    "pages.settings.version": ("版本", "Version"),
    "pages.settings.database": ("数据库", "Database"),
    "pages.settings.tick": ("最近一次检查", "Last check"),
    "pages.settings.never": ("从未", "never"),
    "pages.settings.none": ("无", "none"),
    "pages.settings.mail": ("邮件", "Mail"),
    "pages.settings.mail.on": ("已配置", "set up"),
    "pages.settings.mail.off": ("未配置，提醒只在页面上显示", "not set up; notices are only shown"),
    "pages.settings.mail.down": ("自{at}起未能发出：{detail}", "has not left since {at}: {detail}"),
    "pages.settings.notices": ("提醒", "Notices"),
    "pages.settings.feeds": ("日历订阅", "Calendars"),
    "pages.settings.feeds.well": ("正常", "well"),
    "pages.settings.feeds.held": ("{count} 份因内容骤减而暂缓更新", "{count} held back for a sudden loss"),
    "pages.settings.profile": ("访问要求", "Access profile"),
    "pages.settings.address": ("访问地址", "Address"),
    "pages.settings.zone": ("时区", "Time zone"),
    "pages.channels.title": ("通知渠道", "Channels"),
    "pages.channels.text": (
        "邮件服务器、群机器人和可用的网络地址写在设置文件中（smtp_url、chats、webhook_hosts），由系统维护人员设置；"
        "设置后在此发送一条测试消息。",
        "The mail server, chats and web addresses are named in the settings file (smtp_url, chats, webhook_hosts) by "
        "whoever runs the machine; then send a test message here.",
    ),
    "pages.channels.channel": ("渠道", "Channel"),
    "pages.channels.test": ("测试", "Test"),
    "pages.channels.address": ("{channel}的收件地址", "Address for {channel}"),
    "pages.channels.send": ("发送测试", "Send a test"),
    "pages.channels.ready": ("可用", "ready"),
    "pages.channels.off": ("未设置，提醒只在页面上显示", "not set up; notices are only shown"),
    "pages.settings.days": ("工作日安排", "Working days"),
    "pages.settings.days.text": (
        "国务院办公厅公布次年安排后，在“工作日安排”页粘贴通知正文，核对后保存即采用。",
        "When next year’s holidays are announced, paste the notice on its page, check it and save.",
    ),
    "pages.settings.days.no_pack": (
        "尚未启用制度包，暂按周一至周五计，不涉及节假日安排",
        "no pack is in force yet; counted Monday to Friday, without holidays",
    ),
    "pages.settings.days.plain": (
        "所用制度包不依节假日安排，按周一至周五计",
        "the packs in force name no calendar of holidays; counted Monday to Friday",
    ),
    "pages.settings.days.announced": ("已公布", "announced"),
    "pages.settings.days.estimated": ("推算，以公布为准", "estimated until it is announced"),
    "pages.settings.days.override": ("以本机构放入的通知为准", "by a notice put here"),
    "pages.settings.backup": ("备份", "Backup"),
    "pages.settings.backup.last": (
        "最近一次备份：{at}（{days} 天前），文件 {file}，{rows} 行，已核验。",
        "Last backup: {at} ({days} days ago), {file}, {rows} rows, verified.",
    ),
    "pages.settings.backup.restore": (
        "恢复：先停止服务，再运行以下命令；恢复后自动核验，原数据库改名保留。",
        "To restore: stop the service, then run this; it is verified, and the database that was there is set aside.",
    ),
    "pages.settings.backup.never": ("还没有做过备份。", "No backup was ever made."),
    "pages.settings.backup.text": (
        "在服务所在机器上运行以下命令，生成经过核验的备份文件；建议每日一次，并存放到另一台机器。",
        "Run this on the machine of the service: one verified file. Once a day, and kept on another machine.",
    ),
}
