"""Words of the pages of calendar subscriptions: what they show, how programs subscribe, what to expect of them."""

from typing import Final

FEED_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.feeds.title": ("日历订阅", "Calendar subscriptions"),
    "pages.feeds.sub": (
        "在日历软件中订阅后，截止日期和计划会议自动更新。链接等同于密码，请勿转发。",
        "Subscribe in your calendar program; due days and planned meetings then keep themselves up to "
        "date. The link is a password: do not pass it on.",
    ),
    "pages.feeds.created": ("订阅链接已生成", "Your link is ready"),
    "pages.feeds.once": (
        "链接只显示这一次，请现在就添加到日历软件。以后如需重新显示，请更换链接。",
        "It is shown only once: add it to your calendar program now. To have one shown again later, renew it.",
    ),
    "pages.feeds.address": ("链接", "Address"),
    "pages.feeds.webcal": ("在本机日历软件中打开", "Open in the calendar program of this computer"),
    "pages.feeds.google": ("添加到谷歌日历", "Add to Google Calendar"),
    "pages.feeds.outlook": ("添加到网页版 Outlook", "Add to Outlook on the web"),
    "pages.feeds.code": ("用手机相机扫描，即可在手机上订阅", "Scan with a phone’s camera to subscribe there"),
    "pages.feeds.hidden": (
        "链接只在生成时显示一次，本系统不保存。如已遗失，请更换链接：原链接立即失效。",
        "The address was shown once and is not kept here. If it is lost, renew it: the old one ends at once.",
    ),
    "pages.feeds.list": ("已有订阅", "Subscriptions"),
    "pages.feeds.none": ("还没有订阅。", "No subscriptions yet."),
    "pages.feeds.new": ("新建订阅", "New subscription"),
    "pages.feeds.of": ("机构", "Body"),
    "pages.feeds.of.any": ("内容", "Of"),
    "pages.feeds.reach": ("范围", "Reach"),
    "pages.feeds.subtree": ("本机构及下级", "the body and all below"),
    "pages.feeds.body": ("仅本机构", "the body only"),
    "pages.feeds.mine": ("我负责的全部事项（随职责调整）", "all I work for (it follows my duties)"),
    "pages.feeds.all": ("全部机构", "every body"),
    "pages.feeds.mandate": ("单项制度要求", "one mandate"),
    "pages.feeds.which_mandate": (
        "制度要求（范围为“单项制度要求”时）",
        "Mandate (for the reach “one mandate”)",
    ),
    "pages.feeds.nobody": ("命令行生成", "made on the command line"),
    "pages.feeds.made": ("创建时间", "Made"),
    "pages.feeds.expires": ("到期时间", "Expires"),
    "pages.feeds.used": ("最近读取", "Last fetched"),
    "pages.feeds.client": ("读取程序", "By"),
    "pages.feeds.never": ("从未读取", "never"),
    "pages.feeds.changed": ("内容最近变动", "Content last changed"),
    "pages.feeds.entries": ("条目数", "Entries"),
    "pages.feeds.state": ("状态", "State"),
    "pages.feeds.state.active": ("有效", "active"),
    "pages.feeds.state.held_back": ("暂缓更新", "held back"),
    "pages.feeds.state.expired": ("已过期", "expired"),
    "pages.feeds.state.revoked": ("已作废", "revoked"),
    "pages.feeds.copy": ("对方手中的内容", "The copy out there"),
    "pages.feeds.copy.current": ("与当前一致", "is current"),
    "pages.feeds.copy.old": (
        "早于最近一次变动，下次读取时更新",
        "is older than the last change; it is renewed at the next fetch",
    ),
    "pages.feeds.create": ("生成订阅链接", "Make a link"),
    "pages.feeds.revoke": ("作废", "Revoke"),
    "pages.feeds.revoked": ("已作废", "revoked"),
    "pages.feeds.renew": ("更换链接（原链接立即失效）", "Renew the address (the old one ends at once)"),
    "pages.feeds.publish": ("确认无误，发布新内容", "It is right: publish the new content"),
    "pages.feeds.published": (
        "已确认，下一次读取时发布新内容。",
        "Confirmed: the next fetch gets the new content.",
    ),
    "pages.feeds.held_back": (
        "{at}起暂缓更新：多数条目突然消失，而台账上没有相应的登记。订阅者仍看到此前的内容。请核实后再发布。",
        "Held back since {at}: most entries vanished without anything on record that explains it. "
        "Subscribers still see "
        "what was there before. Please check before you publish.",
    ),
    "pages.feeds.alarm": (
        "日历订阅暂缓更新：内容骤减而台账无相应登记（订阅编号 {numbers}）。请到“订阅”页核实。",
        "Calendars are held back: most entries vanished without a recorded cause (subscriptions {numbers}). "
        "Please check on the page of calendars.",
    ),
    "pages.feeds.options": ("更多选项", "More options"),
    "pages.feeds.option.shown": ("显示哪些期限", "Which deadlines"),
    "pages.feeds.shown.all": ("全部", "all"),
    "pages.feeds.shown.open": ("仅未办结的（不含会议）", "only open ones (no meetings)"),
    "pages.feeds.shown.late": (
        "仅逾期、无登记的（不含会议）",
        "only overdue or without record (no meetings)",
    ),
    "pages.feeds.option.reminders": ("提前提醒（作为单独条目）", "Reminders, as entries of their own"),
    "pages.feeds.days_before": ("提前{days}天", "{days} days before"),
    "pages.feeds.option.history": ("已办结和过去的", "What is done and past"),
    "pages.feeds.option.cancelled": ("已取消的会议", "Cancelled meetings"),
    "pages.feeds.yes": ("显示", "shown"),
    "pages.feeds.no": ("不显示", "left out"),
    "pages.feeds.option.language": ("语言", "Language"),
    "pages.feeds.option.back": ("过去多少个月", "Months back"),
    "pages.feeds.option.ahead": ("未来多少个月", "Months ahead"),
    "pages.feeds.shows": ("显示内容", "It shows"),
    "pages.feeds.shows.horizon": (
        "过去{back}个月至未来{ahead}个月",
        "{back} months back, {ahead} months ahead",
    ),
    "pages.feeds.shows.history": ("含已办结和过去的", "with what is done and past"),
    "pages.feeds.shows.no_history": ("不含已办结和过去的", "without what is done and past"),
    "pages.feeds.shows.cancelled": ("取消的会议保留30天", "cancelled meetings for 30 days"),
    "pages.feeds.shows.no_cancelled": ("不含取消的会议", "without cancelled meetings"),
    "pages.feeds.shows.reminders": ("提前{days}天的提醒", "reminders {days} days before"),
    "pages.feeds.shows.standings": ("仅：{standings}", "only: {standings}"),
    "pages.feeds.shows.language.zh": ("中文", "in Chinese"),
    "pages.feeds.shows.language.en": ("英文", "in English"),
    "pages.feeds.how": ("如何订阅", "How to subscribe"),
    "pages.feeds.how.outlook": (
        "Outlook：日历 → 添加日历 → 从 Internet，粘贴链接。新版和网页版由微软服务器读取，每 3 至 24 "
        "小时刷新一次，"
        "读不到内网地址；旧版桌面程序由本机读取，每小时左右刷新。",
        "Outlook: Calendar, Add calendar, From Internet, paste the address. The new and the web "
        "version are fetched by "
        "Microsoft’s servers every 3 to 24 hours and cannot reach an intranet; the classic program "
        "fetches by itself, "
        "about hourly.",
    ),
    "pages.feeds.how.apple": (
        "苹果（iPhone、iPad、Mac）：扫描二维码或点击 webcal 链接；或在“日历”中选择“添加订阅日历”，粘贴链接。"
        "由设备自己读取，刷新间隔可选 5 分钟至 1 周，默认每周，请改为每小时或每天。"
        "存储位置选“本机”才能读取内网地址。",
        "Apple (iPhone, iPad, Mac): scan the code or open the webcal link; or in Calendar choose "
        "Add Subscription "
        "Calendar and paste the address. The device fetches by itself, every 5 minutes to a week as "
        "chosen (weekly unless "
        "changed: choose hourly or daily). Keep it “On My Mac” or “On My iPhone” to reach an intranet.",
    ),
    "pages.feeds.how.google": (
        "谷歌日历：其他日历 → 通过网址添加，粘贴链接。每 8 至 24 小时刷新一次，无法催促；"
        "其服务器读不到内网地址。",
        "Google Calendar: Other calendars, From URL, paste the address. It refreshes every 8 to 24 "
        "hours, which nobody can "
        "hasten, and its servers cannot reach an intranet.",
    ),
    "pages.feeds.how.thunderbird": (
        "Thunderbird：新建日历 → 在网络上，粘贴链接；在日历属性中可设刷新间隔（默认 30 分钟）。"
        "由本机读取，内网可用。",
        "Thunderbird: New Calendar, On the Network, paste the address; its properties hold the "
        "refresh interval "
        "(30 minutes unless changed). It fetches by itself, so an intranet works.",
    ),
    "pages.feeds.how.nextcloud": (
        "Nextcloud：日历 → 新建日历 → 通过链接新建订阅，粘贴链接。由 Nextcloud 服务器读取，"
        "默认按本日历要求每 6 小时刷新；"
        "内网地址须由其管理员允许。",
        "Nextcloud: Calendar, New calendar, New subscription from link, paste the address. Its "
        "server fetches, every 6 hours "
        "as this calendar asks; an intranet address must be allowed by its administrator.",
    ),
    "pages.feeds.how.android": (
        "安卓：系统日历不能直接订阅。请安装 ICSx⁵，点击 webcal 链接或粘贴链接，刷新间隔自选；"
        "由手机读取，手机能上内网即可。",
        "Android: the system’s calendar cannot subscribe. Install ICSx⁵, open the webcal link or "
        "paste the address, choose "
        "the interval; the phone fetches, so an intranet works where the phone is in it.",
    ),
    "pages.feeds.how.gnome": (
        "GNOME（Evolution、GNOME 日历）：添加日历 → 从网络，粘贴链接。由本机读取，默认每 30 "
        "分钟刷新，内网可用。",
        "GNOME (Evolution, GNOME Calendar): Add calendar, From the web, paste the address. It "
        "fetches by itself, every 30 "
        "minutes unless changed; an intranet works.",
    ),
    "pages.feeds.how.wecom": (
        "企业微信、钉钉、飞书不能订阅日历链接，请使用邮件通知。",
        "WeCom, DingTalk and Feishu do not subscribe to calendar addresses; use mail.",
    ),
    "pages.feeds.expect": (
        "日历软件自行决定何时读取，变动不会立刻出现；急事请以本系统页面和邮件为准。",
        "A calendar program decides itself when to fetch: a change does not appear at once. For "
        "what is urgent rely on "
        "these pages and on mail.",
    ),
}
