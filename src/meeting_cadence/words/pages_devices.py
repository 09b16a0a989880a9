"""Words of the page of calendar accounts (CalDAV): devices, their passwords, how programs are set up."""

from typing import Final

DEVICE_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.devices.title": ("日历账户", "Calendar accounts"),
    "pages.devices.sub": (
        "手机和电脑的日历程序可以用 CalDAV 账户连接本系统，只读，几分钟内看到变动，内网可用。"
        "每台设备用各自的密码，丢失时单独作废。",
        "Calendar programs of phones and computers can connect to this service by a CalDAV account: for reading "
        "only, changes within minutes, also on an intranet. Each device has a password of its own, to be revoked "
        "when the device is lost.",
    ),
    "pages.devices.link": ("日历账户（CalDAV）", "Calendar accounts (CalDAV)"),
    "pages.devices.list": ("我的设备", "My devices"),
    "pages.devices.none": ("还没有设备。", "No devices yet."),
    "pages.devices.name": ("设备", "Device"),
    "pages.devices.name.example": ("如：办公手机", "such as: office phone"),
    "pages.devices.new": ("添加设备", "Add a device"),
    "pages.devices.create": ("生成设备密码", "Make a device password"),
    "pages.devices.made": ("设备密码已生成", "The device password is made"),
    "pages.devices.once": (
        "密码只显示这一次。现在就按下面的步骤在设备上添加账户，横线可不输入，大小写不限。",
        "It is shown this once only: set the account up on the device now, by the steps below. Dashes need not be "
        "typed, and capitals do not matter.",
    ),
    "pages.devices.address": ("地址", "Address"),
    "pages.devices.password": ("设备密码", "Device password"),
    "pages.devices.ended": ("设备密码已作废。", "The device password is revoked."),
    "pages.devices.plain": (
        "本系统未启用 HTTPS，密码在网络上未经加密；苹果设备会提示“无法使用 SSL 连接”。请管理员启用 HTTPS。",
        "This service is reached without HTTPS: the password crosses the network unencrypted, and Apple devices say "
        "that they cannot connect using SSL. Ask an administrator to set HTTPS up.",
    ),
    "pages.devices.shows": ("设备上看到的日历", "Calendars that devices see"),
    "pages.devices.shows.text": (
        "即您的有效订阅。要增减日历，请新建或作废订阅；更换订阅链接不影响设备。",
        "They are your subscriptions. To add or take away a calendar, make or revoke a subscription; renewing its link "
        "changes nothing for devices.",
    ),
    "pages.devices.shows.none": (
        "您还没有订阅。生成第一个设备密码时，自动建立“我负责的全部事项”。",
        "You have no subscription yet. With your first device password, one for all that you work for is made.",
    ),
    "pages.devices.how": ("在设备上添加账户", "Set the account up on a device"),
    "pages.devices.how.apple": (
        "iPhone、iPad：设置 → 日历（新系统在“App”之下）→ 日历账户 → 添加账户 → 其他 → 添加 CalDAV 账户；"
        "服务器填 {server}，用户名填登录名，密码填设备密码。Mac：日历 → 添加账户 → 其他 CalDAV 账户 → 手动，填法相同。"
        "在“获取新数据”中可设为每 15 分钟。",
        "iPhone and iPad: Settings, Calendar (under Apps in new systems), Calendar Accounts, Add Account, Other, Add "
        "CalDAV Account; server {server}, your login as user name, the device password. Mac: Calendar, Add Account, "
        "Other CalDAV Account, Manual, the same. Under Fetch New Data every 15 minutes can be chosen.",
    ),
    "pages.devices.how.thunderbird": (
        "Thunderbird：新建日历 → 在网络上；用户名填登录名，位置填 {address}，点“查找日历”，"
        "输入设备密码，勾选日历后订阅。默认每 30 分钟刷新，可改为 1 分钟。",
        "Thunderbird: New Calendar, On the Network; your login as user name, {address} as location, Find Calendars, "
        "type the device password, choose calendars, Subscribe. It refreshes every 30 minutes; 1 can be chosen.",
    ),
    "pages.devices.how.gnome": (
        "Evolution：文件 → 新建 → 日历，类型选 CalDAV，地址填 {address}，用户填登录名，点“查找日历”并输入设备密码，"
        "选择日历。GNOME 日历：设置 → 在线账户 → 日历、联系人和文件（WebDAV），填法相同。",
        "Evolution: File, New, Calendar, type CalDAV, {address} as URL, your login as user, Find Calendars, type the "
        "device password, choose a calendar. GNOME Calendar: Settings, Online Accounts, Calendar, Contacts and Files "
        "(WebDAV), the same.",
    ),
    "pages.devices.how.android": (
        "安卓：安装 DAVx⁵，添加账户 → 使用网址和用户名登录，基础网址填 {address}，用户名填登录名，密码填设备密码；"
        "勾选日历后同步，间隔最短 15 分钟，系统日历即可看到。",
        "Android: install DAVx⁵, add an account, Login with URL and user name; {address} as base URL, your login, the "
        "device password. Choose calendars and sync, every 15 minutes at most; the phone’s calendar shows them.",
    ),
    "pages.devices.expect": (
        "日历为只读，在设备上的修改会被拒绝。急事请以本系统页面和邮件为准。",
        "The calendars are read-only: what is changed on a device is refused. For what is urgent rely on these "
        "pages and on mail.",
    ),
}
