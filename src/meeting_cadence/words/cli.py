"""Words of cli."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # the words of a command
    "cli.usage.no_command": ("没有“{name}”这个命令。", "There is no command “{name}”."),
    "cli.usage.no_option": ("没有“{name}”这个选项。", "There is no option “{name}”."),
    "cli.usage.near": ("您是否想写：{names}？", " Did you mean {names}?"),
    "cli.usage.missing": ("缺少 {name}。", "{name} is missing."),
    "cli.usage.expected": ("{expected}。", " It is {expected}."),
    "cli.usage.value": ("{name} 的值不对：{expected}。", "{name}: the value will not do; it is {expected}."),
    "cli.usage.refused": ("{name}：{reason}", "{name}: {reason}"),
    "cli.usage.one_of": ("须为下列之一：{names}", "one of {names}"),
    "cli.usage.at_least": ("须为不小于 {least} 的整数", "a whole number from {least} on"),
    "cli.usage.between": ("须为 {least} 至 {most} 的整数", "a whole number from {least} to {most}"),
    "cli.usage.number": ("须为数字", "a number"),
    "cli.usage.day": ("须写成 2024-12-31 这样的日期", "a day written as 2024-12-31"),
    "cli.usage.value_needed": ("选项 {name} 后面须写明值。", "The option {name} needs a value."),
    "cli.usage.no_value": ("选项 {name} 后面不能带值。", "The option {name} takes no value."),
    "cli.usage.surplus": ("多出了不认识的内容：{words}。", "There is more than the command takes: {words}."),
    "cli.usage.adopt_one": (
        "--regulation 和 --mandate 须写明其中之一，且只能写一个。",
        "Name one of --regulation and --mandate, not both.",
    ),
    "cli.usage.help": ("用法见：{command}", "How it is used: {command}"),
    "cli.aborted": ("已中止。", "Stopped."),
    # record, board, people, store
    "cli.record.done": (
        "已登记：{entry}（台账第 {seq} 号）。",
        "Recorded: {entry} (number {seq} of the ledger).",
    ),
    "cli.record.repeated": (
        "此请求已登记过：{entry}（台账第 {seq} 号），未重复登记。",
        "This request was recorded before: {entry} (number {seq} of the ledger); nothing was written now.",
    ),
    "cli.more": ("……另有 {count} 项。", "… and {count} more."),
    "cli.column.before": ("原情况", "before"),
    "cli.column.now": ("现情况", "now"),
    "cli.column.key": ("编号", "key"),
    "cli.column.seq": ("序号", "number"),
    "cli.column.entry": ("记录", "entry"),
    "cli.column.kind": ("类别", "kind"),
    "cli.column.recorded": ("登记时间", "recorded"),
    "cli.column.by": ("登记人", "by"),
    "cli.column.note": ("备注", "note"),
    "cli.column.login": ("登录名", "login"),
    "cli.column.name": ("姓名", "name"),
    "cli.column.role": ("角色", "role"),
    "cli.column.scope": ("所属机构", "scope"),
    "cli.column.channel": ("渠道", "channel"),
    "cli.column.address": ("地址", "address"),
    "cli.column.email": ("电子邮件", "e-mail"),
    "cli.column.expires": ("有效期至", "until"),
    "cli.column.used": ("最近使用", "last used"),
    "cli.token.created": (
        "令牌 {number}（只显示这一次）：{secret}",
        "Token {number}, shown this once only: {secret}",
    ),
    "cli.token.revoked": ("令牌 {number} 已作废。", "Token {number} is revoked."),
    "cli.device.created": (
        "设备 {number}：地址 {address}，用户名 {login}，设备密码（只显示这一次）{secret}",
        "Device {number}: address {address}, user name {login}, device password, shown this once only: {secret}",
    ),
    "cli.device.revoked": ("设备 {number} 的密码已作废。", "The password of device {number} is revoked."),
    "cli.column.disabled": ("停用", "disabled"),
    "cli.column.title": ("名称", "title"),
    "cli.column.difference": ("差异", "difference"),
    "cli.apply.done": (
        "已启用制度包 {pack}（第 {version} 版），应办事项变动 {count} 项。",
        "The pack {pack} is in force (version {version}); obligations changed: {count}.",
    ),
    "cli.apply.ask": ("确认启用？", "Put this in force?"),
    "cli.apply.given_up": ("未启用，一切照旧。", "Not applied; nothing was changed."),
    "cli.export.done": ("已写出 {count} 个文件：{files}。", "Wrote {count} files: {files}."),
    "cli.apply.unchanged": (
        "制度包 {pack} 第 {version} 版内容相同，未作改动。",
        "The pack {pack} is in force already with this content (version {version}); nothing was changed.",
    ),
    "cli.workdays.changed": (
        "节假日安排有变动，已重新判定全部应办事项。",
        "The notices of working days have changed: everything was judged again.",
    ),
    "cli.board.behind": (
        "自上次巡检后，有 {count} 组时段的状态可能已变化；请运行 meeting-cadence tick，或用 --at 指定时刻。",
        "Since the last check {count} series of windows may have changed their standing; run meeting-cadence tick, or "
        "name a time with --at.",
    ),
    "cli.board.empty": ("没有符合条件的事项。", "No obligation fits."),
    "cli.board.more": ("还有更多：--after {cursor}", "There are more: --after {cursor}"),
    "cli.show.gone": ("{key} 已不再是应办事项。", "{key} is no obligation any more."),
    "cli.show.retracted": ("已撤回：{entry}", "taken back by {entry}"),
    "cli.show.replaced": ("已更正：{entry}", "corrected by {entry}"),
    "cli.user.invited": (
        "{login} 可凭此链接设置密码（72 小时内一次有效，只显示这一次）：\n{link}",
        "{login} chooses a password by this link (once, within 72 hours; shown only now):\n{link}",
    ),
    "cli.user.disabled": (
        "已停用 {login}：会话已结束，订阅链接已作废。",
        "{login} is disabled: sessions ended, feed links revoked.",
    ),
    "cli.contact.added": ("已为 {body} 添加联系人 {email}。", "{email} is a contact of {body}."),
    "cli.contact.removed": ("已移除 {body} 的联系人 {email}。", "{email} is no longer a contact of {body}."),
    "cli.contact.one_address": (
        "--email 与 --channel、--address 只能用一种。",
        "Give either --email, or --channel with --address.",
    ),
    "cli.contact.no_address": (
        "请用 --email 或 --channel 指明如何联系。",
        "Say with --email or --channel how they are reached.",
    ),
    "cli.contact.without": ("没有联系人的机构：{bodies}", "Bodies without a contact: {bodies}"),
    "cli.rebuild.done": ("已重建，情况变动 {count} 项。", "Rebuilt; standings changed: {count}."),
    "cli.verify.equal": (
        "核对 {rows} 项，与台账一致；待推进时间的 {awaiting} 组。截止时的结论 {verdicts} 项属实，"
        "{unproved} 项无从核对。",
        "{rows} obligations agree with the ledger; awaiting the next tick: {awaiting}. Of the verdicts at the close "
        "{verdicts} are as the record of then says; {unproved} cannot be proved any more.",
    ),
    "cli.verify.differs": (
        "核对 {rows} 项和截止时的结论 {verdicts} 项，有 {count} 项与台账不一致（另有 {awaiting} 组待推进时间，"
        "{unproved} 项结论无从核对）；请运行 rebuild。截止时的结论不会重写：不符即表明有人直接改动过数据库。",
        "Of {rows} obligations and {verdicts} verdicts at the close {count} differ from the ledger (awaiting the next "
        "tick: {awaiting}; not to be proved: {unproved}); run rebuild. It writes no verdict anew: a wrong one says "
        "that somebody changed the database itself.",
    ),
    "cli.verify.took": ("用时 {seconds} 秒。", "It took {seconds} s."),
    "cli.verify.missing": ("缺失", "missing"),
    "cli.verify.surplus": ("多余", "surplus"),
    "cli.verify.different": ("不同", "different"),
    "cli.verify.verdict": ("截止结论不符", "wrong verdict"),
    "cli.verify.tally": ("计数不符", "wrong count"),
    "cli.ledger.exported": ("已导出 {count} 条记录到 {file}。", "Exported {count} entries to {file}."),
    "cli.ledger.imported": (
        "已导入 {added} 条记录，另有 {known} 条已在台账上。",
        "Imported {added} entries; {known} were on record already.",
    ),
    "cli.work.started": (
        "判定与发信进程已启动（数据库 {place}）；网页由其他进程提供，按 Ctrl+C 停止。",
        "Ticking and sending on {place}; pages are served by other processes. Stop with Ctrl+C.",
    ),
    "cli.work.stopped": ("判定与发信进程已停止。", "Stopped; what was under way has ended."),
    "cli.column.table": ("表", "table"),
    "cli.column.rows": ("行数", "rows"),
    "cli.column.digest": ("摘要", "digest"),
    "cli.backup.done": (
        "已备份到 {file}：{tables} 张表、{rows} 行，完整性核验无误。",
        "Backed up to {file}: {tables} tables, {rows} rows, checked for integrity.",
    ),
    "cli.backup.without_key": (
        "备份中不含密钥；请另行妥善备份密钥（或加 --with-key），没有它无法核验审计记录，已登录的人员须重新登录。",
        "The secret key is not in it: keep a copy of it elsewhere (or add --with-key). Without it the audit trail "
        "cannot be verified and everybody has to sign in anew.",
    ),
    "cli.restore.done": (
        "已恢复到 {place}：{tables} 张表、{rows} 行，行数和摘要与备份时一致。",
        "Restored to {place}: {tables} tables, {rows} rows, with the counts and digests of the backup.",
    ),
    "cli.restore.set_aside": (
        "原数据库未删除，保留为 {name}；确认无误后可自行删除。",
        "What was there before is kept as {name}; delete it when you are sure.",
    ),
    "cli.restore.key.absent": (
        "备份中不含密钥：请确认密钥仍是备份时的那一个。",
        "The backup holds no secret key: make sure that the key is the one of its time.",
    ),
    "cli.restore.key.same": ("密钥与备份时相同。", "The secret key is that of the backup."),
    "cli.restore.key.kept": ("已恢复密钥文件。", "The key file was restored."),
    "cli.restore.key.other": (
        "注意：设置中的密钥与备份时不同；请把 MEETING_CADENCE_SECRET_KEY 改为备份文件中 secret.key 的内容。",
        "Attention: the key in the settings is not that of the backup; set MEETING_CADENCE_SECRET_KEY to what the "
        "file holds as secret.key.",
    ),
    "cli.restore.upgrade": (
        "备份来自较早的版本：请接着运行 meeting-cadence db upgrade。",
        "The backup is of an older release: run meeting-cadence db upgrade next.",
    ),
    "cli.db.upgraded": (
        "数据库 {place} 已是当前结构。",
        "The database {place} has the tables of this release.",
    ),
    "cli.no_folder": ("没有这个文件夹", "there is no such folder"),
    "cli.judging": ("正在判定", "judging"),
    "cli.column.mandate": ("制度要求", "mandate"),
    "cli.column.body": ("机构", "body"),
    "cli.column.window": ("时段", "window"),
    "cli.column.opens": ("起始", "opens"),
    "cli.column.due": ("截止", "due"),
    "cli.column.standing": ("情况", "standing"),
    "cli.column.need": ("应办", "need"),
    "cli.column.count": ("已办", "count"),
    "cli.column.settled_on": ("办结日", "settled on"),
    "cli.column.days_late": ("逾期天数", "days late"),
    "cli.column.planned": ("已安排", "planned"),
    # serve, demo
    "cli.serve.address": ("服务已启动：{address}（按 Ctrl+C 停止）", "Serving at {address} (Ctrl+C to stop)"),
    "cli.serve.first_link": (
        "首次启动：请用此一次性链接设置管理员账号（72 小时内有效）：\n  {link}",
        "First start: choose the administrator's account by this one-time link (good for 72 hours):\n  {link}",
    ),
    "cli.demo.prepared": (
        "示例数据已就绪：{place}（记录均为虚构，不外发邮件）",
        "Example data is ready in {place} (its records are invented; no mail leaves)",
    ),
    "cli.demo.secretary": ("示例秘书", "Example Secretary"),
    "cli.demo.supervisor": ("示例督查", "Example Supervisor"),
    "cli.demo.administrator": ("示例管理员", "Example Administrator"),
    "cli.demo.reason": ("示例数据", "example data"),
    "cli.demo.link": ("以{role}身份进入（一次有效）：\n  {link}", "Enter as {role} (works once):\n  {link}"),
    # pack check
    "cli.pack_ok": (
        "{file}：没有问题；机构 {bodies} 个，制度文件 {regulations} 份，制度要求 {mandates} 项。",
        "{file}: ok; bodies: {bodies}, regulations: {regulations}, mandates: {mandates}.",
    ),
    "cli.pack_refused": (
        "{file}：不予采用，共有 {count} 处问题。",
        "{file}: refused, problems: {count}.",
    ),
    # shipped packs
    "cli.packs.id": ("制度包", "pack"),
    "cli.packs.title": ("名称", "title"),
    "cli.packs.mandates": ("制度要求", "mandates"),
    "cli.packs.bodies": ("单位", "bodies"),
    "cli.packs.history": ("附试用台账", "history to try"),
    "cli.packs.mandate": ("编号", "id"),
    "cli.packs.cadence": ("频次要求", "cadence"),
    "cli.packs.quote": ("原文", "quote"),
    "cli.packs.source": ("来源：{source}", "Source: {source}"),
    "cli.packs.yes": ("有", "yes"),
    "cli.packs.no": ("无", "no"),
    "cli.packs.example": ("示例：pack show {name}", "Example: pack show {name}"),
}
