"""Words of the first steps, on their own page and on the dashboard."""

from typing import Final

START_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.first.title": ("从这里开始", "Start here"),
    "pages.first.left": (
        "首次使用还有 {count} 步待完成，下一步：{what}。",
        "First steps still to do: {count}. Next: {what}.",
    ),
    "pages.first.part": ("{number}/{whole} 个机构", "{number} of {whole} bodies"),
    "pages.first.adopt": ("说明从哪一天起对各机构考核", "Say from which day each body is tracked"),
    "pages.first.past": ("补登以往会议", "Record past meetings"),
    "pages.first.feed": ("订阅日历", "Subscribe to the calendar"),
    "pages.start.title": ("首次使用", "First steps"),
    "pages.start.done": ("共 {all} 步，已完成 {done} 步。", "{done} of {all} steps are done."),
    "pages.start.state.done": ("已完成", "done"),
    "pages.start.state.open": ("待完成", "to do"),
    "pages.start.state.skipped": ("不做", "passed over"),
    "pages.start.state.adopt": (
        "{whole} 个机构中 {number} 个已登记考核起始日",
        "{number} of {whole} bodies have their day",
    ),
    "pages.start.state.contacts": (
        "{whole} 个机构中 {number} 个有联系人",
        "{number} of {whole} bodies have a contact",
    ),
    "pages.start.skip": ("此步不做", "Pass over this step"),
    "pages.start.resume": ("恢复此步", "Take it up again"),
    "pages.start.end.text": (
        "不再需要提示时，可结束首次使用；本页仍可从“设置”打开。",
        "When you need no reminding, end the first steps; this page stays under Settings.",
    ),
    "pages.start.end": ("结束首次使用", "End the first steps"),
    "pages.start.over.text": (
        "首次使用已结束，总览不再提示。",
        "Ended: the overview reminds nobody any more.",
    ),
    "pages.start.over": ("恢复提示", "Remind again"),
    "pages.start.pack": ("启用制度包", "Put a pack in force"),
    "pages.start.pack.text": (
        "选择随附的制度包，或使用自己的文件。启用前可预览。",
        "Choose a shipped pack or your own files. You see what it brings before it works.",
    ),
    "pages.start.bodies": ("核对机构", "Check the bodies"),
    "pages.start.bodies.text": (
        "名称、上下级、次序和届是否与实际一致；缺少的可逐个新增，机构较多的，用表格一次录入。",
        "Whether names, superiors, order and terms are right; add what is missing one by one, or many by a table.",
    ),
    "pages.start.adopt": ("说明从哪一天起考核", "Say from which day it counts"),
    "pages.start.adopt.text": (
        "登记各机构采用制度的日期，以及台账自哪一天起完整；可为多个机构一次登记。此前的时段显示“无登记”，不算逾期。",
        "From which day each body is tracked and from when its record is complete, for many bodies in one act. Earlier "
        "windows show “no record”, which is not overdue.",
    ),
    "pages.start.past": ("补登以往会议", "Record the past"),
    "pages.start.past.text": (
        "请秘书处人员登录后办理：“登记”页的“补登往年”，逐行填写或从表格粘贴；没有以往会议的，此步可不做。",
        "For the secretaries, after signing in: the grid “Past years” on the page Record, typed or pasted from a "
        "spreadsheet. Where nothing took place yet, pass over this step.",
    ),
    "pages.start.people": ("添加秘书处和督查人员", "Add secretaries and supervisors"),
    "pages.start.people.text": (
        "每人一个一次性链接，首次登录时自设密码；人数较多的，用表格一次录入并打印。",
        "Each gets a link that works once, and chooses a password with it. Many at once by a table, to be printed.",
    ),
    "pages.start.contacts": ("填写联系人", "Give every body a contact"),
    "pages.start.contacts.text": (
        "提醒发给联系人；没有联系人的机构以红色标明，其提醒转给上级。",
        "Notices go to contacts. Bodies without one are shown in red, and their notices go to their superior.",
    ),
    "pages.start.mail": ("发出第一封邮件", "Send the first mail"),
    "pages.start.mail.text": (
        "请系统维护人员在设置文件中写明邮件服务器（smtp_url）并重启服务，再在“设置”页发送测试邮件。"
        "不发邮件也可使用，提醒只在页面上显示；不发的，此步可不做。",
        "Whoever runs the machine names the mail server (smtp_url) in the settings file and restarts; then send a test "
        "from Settings. Without mail, notices are only shown on pages; then pass over this step.",
    ),
    "pages.start.feed": ("订阅第一份日历", "Subscribe to the first calendar"),
    "pages.start.feed.text": (
        "生成链接并添加到日历软件；软件取过一次后，此步即完成。",
        "Make a link and add it to your calendar program; once it was fetched, this step is done.",
    ),
}
