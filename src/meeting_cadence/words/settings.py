"""What each setting means (`settings.means.…`) and which values it takes (`settings.expects.…`)."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "settings.means.database_url": (
        "数据库地址：SQLite 文件（相对路径从启动目录算起），或 PostgreSQL。",
        "The database: an SQLite file (a relative path counts from the folder of the start), or PostgreSQL.",
    ),
    "settings.expects.database_url": (
        "sqlite:///文件 或 postgresql://用户:密码@主机/库名",
        "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    ),
    "settings.means.base_url": (
        "人们访问本系统的地址，邮件、订阅和页面中的链接都由它开头；不填则由 host 和 port 得出。",
        "The address at which people reach the service; links in mails, feeds and pages begin with it. "
        "Not given: made from host and port.",
    ),
    "settings.expects.base_url": (
        "以 http:// 或 https:// 开头、不含用户名的地址",
        "an address that begins with http:// or https:// and holds no user name",
    ),
    "settings.means.host": (
        "服务监听的网络地址；127.0.0.1 只供本机访问，0.0.0.0 供所有网络访问。",
        "The network address to listen on; 127.0.0.1 serves this machine only, 0.0.0.0 every network.",
    ),
    "settings.expects.host": ("主机名或网络地址", "a host name or network address"),
    "settings.means.port": ("服务监听的端口。", "The port on which the service listens."),
    "settings.expects.port": ("1 至 65535 的整数", "a whole number from 1 to 65535"),
    "settings.means.trusted_proxies": (
        "可信的反向代理；只采信它们转告的来访地址和协议。环境变量中用逗号分隔。",
        "Reverse proxies whose word about the visitor's address and protocol is believed. "
        "In an environment variable, separated by commas.",
    ),
    "settings.expects.trusted_proxies": (
        "网络地址或网段的列表，例如 10.0.0.5、10.0.0.0/8",
        "a list of addresses or networks, as 10.0.0.5 or 10.0.0.0/8",
    ),
    "settings.means.embed_hosts": (
        "允许把嵌入页放进 iframe 的网站；不填则任何网站都不可以（徽标图片不受此限）。环境变量中用逗号分隔。",
        "The sites that may show embedded pages in a frame. Not given: none (badges are pictures and need no leave). "
        "In an environment variable, separated by commas.",
    ),
    "settings.expects.embed_hosts": (
        "不带路径的网址列表，例如 https://portal.example.org",
        "a list of addresses of sites without a path, as https://portal.example.org",
    ),
    "settings.means.smtp_url": (
        "发信服务器；不填则不发送邮件，只在页面上列出并标明未发送。",
        "The mail server. Not given: no mail leaves, and the mails are shown on a page, marked as not sent.",
    ),
    "settings.expects.smtp_url": (
        "smtp://主机:端口、smtp+starttls://用户:密码@主机:端口 或 smtps://用户:密码@主机:端口",
        "smtp://HOST:PORT, smtp+starttls://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT",
    ),
    "settings.means.mail_from": (
        "发件人地址；不填则为 meeting-cadence@ 加上本系统的主机名。",
        "The address that mails come from. Not given: meeting-cadence@ and the host of base_url.",
    ),
    "settings.expects.mail_from": ("一个邮件地址", "one mail address"),
    "settings.means.mail_timeout_seconds": (
        "等待发信服务器应答的最长秒数。",
        "How many seconds to wait for an answer of the mail server.",
    ),
    "settings.expects.mail_timeout_seconds": ("1 至 300 的整数", "a whole number from 1 to 300"),
    "settings.means.mails_per_hour": (
        "每位收件人每小时最多收到的邮件数；超出的并入汇总简报，不会丢弃。",
        "The most mails one recipient gets in an hour; the rest is folded into a digest, none is dropped.",
    ),
    "settings.expects.mails_per_hour": ("1 至 1000 的整数", "a whole number from 1 to 1000"),
    "settings.means.webhook_hosts": (
        "允许推送 webhook 的主机；不填则不启用。指向本机或链路本地地址的主机名一律拒绝，除非列出该地址或网段。"
        "环境变量中用逗号分隔。",
        "The hosts to which webhooks may be written. Not given: none. A name that leads to this machine or its link is "
        "refused unless that address or network is listed. In an environment variable, separated by commas.",
    ),
    "settings.expects.webhook_hosts": (
        "主机名、网络地址或网段的列表，例如 oa.example.org、10.1.0.0/16",
        "a list of host names, addresses or networks, as oa.example.org or 10.1.0.0/16",
    ),
    "settings.means.alive_url": (
        "值守地址：每次巡检后，本系统按设定的间隔向它报一次平安；停报时由对方告警。不填则不报。"
        "其主机须列入 alive_hosts。地址按密钥对待，不会写入日志或页面。",
        "A dead-man's switch: after its checks the service calls it every so often, and whoever runs it raises the "
        "alarm when the calls stop. Not given: no calls. Its host must be among alive_hosts. The address is treated as "
        "a secret and shown nowhere.",
    ),
    "settings.expects.alive_url": (
        "http:// 或 https:// 开头的地址，不含用户名和密码",
        "an address that begins with http:// or https://, without user and password",
    ),
    "settings.means.alive_hosts": (
        "允许访问的值守主机；不填则一概不访问。指向本机或链路本地地址的主机名一律拒绝，除非列出该地址或网段。"
        "环境变量中用逗号分隔。",
        "The hosts of dead-man's switches that may be called. Not given: none. A name that leads to this machine or "
        "its link is refused unless that address or network is listed. In an environment variable, separated by "
        "commas.",
    ),
    "settings.expects.alive_hosts": (
        "主机名、网络地址或网段的列表，例如 alive.example.org、10.1.0.0/16",
        "a list of host names, addresses or networks, as alive.example.org or 10.1.0.0/16",
    ),
    "settings.means.alive_minutes": (
        "两次报平安之间的分钟数；报送失败时，下一次巡检即重试。",
        "How many minutes lie between two such calls; one that failed is tried again at the next check.",
    ),
    "settings.expects.alive_minutes": ("1 至 1440 的整数", "a whole number from 1 to 1440"),
    "settings.means.chats": (
        "群机器人：名称，以及服务名加机器人的地址（其中含密钥，不会写入日志或页面）。联系人只引用名称。"
        "设置文件中写作 [chats] 一节，环境变量中写作 JSON。需安装 meeting-cadence[chat]。",
        "Robots of group chats: a name, and the service with the address of the robot (which holds its key and is "
        "shown nowhere). Contacts name only the name. A table [chats] in the settings file, JSON in an environment "
        "variable. Needs meeting-cadence[chat].",
    ),
    "settings.expects.chats": (
        "名称（小写字母、数字、连字符）= wecom、dingtalk、feishu、slack 或 teams，加号，机器人的 https 地址",
        "name (small letters, digits, hyphens) = wecom, dingtalk, feishu, slack or teams, a plus, the https address "
        "of the robot",
    ),
    "settings.means.slip_prefix": (
        "督办单编号的代字，如“督〔2026〕3号”中的“督”。",
        "What the numbers of slips begin with, as 督 in 督〔2026〕3号.",
    ),
    "settings.expects.slip_prefix": ("1 至 10 个字", "1 to 10 characters"),
    "settings.means.slip_colours": (
        "同一事项第1次、第2次……督办单的颜色；最后一种用于此后各次。环境变量中用逗号分隔。",
        "The colours of the first, second … slip about one matter; the last holds for all further ones. In an "
        "environment variable, separated by commas.",
    ),
    "settings.expects.slip_colours": (
        "blue、yellow、orange、red 组成的列表",
        "a list of blue, yellow, orange and red",
    ),
    "settings.means.secret_key": (
        "为登录会话和邮件链接签名的密钥。使用 SQLite 时可不填：首次启动时自动生成，存放在数据库文件旁"
        "（扩展名 .key，仅所有者可读）。使用 PostgreSQL 时必填。",
        "The key that signs sessions and links. With SQLite it may be left out: the first start makes one "
        "and keeps it beside the database file (ending .key, readable by its owner only). "
        "With PostgreSQL it is required.",
    ),
    "settings.expects.secret_key": ("至少 32 个字符的随机文本", "a random text of at least 32 characters"),
    "settings.means.session_idle_minutes": (
        "登录后多少分钟不操作即自动退出。",
        "After how many idle minutes a person is signed out.",
    ),
    "settings.expects.session_idle_minutes": ("1 至 480 的整数", "a whole number from 1 to 480"),
    "settings.means.session_max_hours": (
        "一次登录最长保持的小时数。",
        "After how many hours a person must sign in again in any case.",
    ),
    "settings.expects.session_max_hours": ("1 至 24 的整数", "a whole number from 1 to 24"),
    "settings.means.sign_in_failures": (
        "连续登录失败多少次后须等待。",
        "After how many failed attempts in a row signing in has to wait.",
    ),
    "settings.expects.sign_in_failures": ("1 至 100 的整数", "a whole number from 1 to 100"),
    "settings.means.sign_in_wait_minutes": (
        "连续登录失败后须等待的分钟数。",
        "How many minutes that wait lasts.",
    ),
    "settings.expects.sign_in_wait_minutes": ("1 至 1440 的整数", "a whole number from 1 to 1440"),
    "settings.means.oidc_issuer": (
        "单位统一身份认证（OpenID Connect）的地址，即其发现文档中的 issuer；不填则只用本系统的密码登录。"
        "须安装 meeting-cadence[sso]。在提供方登记的回调地址为 base_url 加 /login/provider/back。",
        "The OpenID Connect provider by which people may sign in, as the issuer of its discovery document. Not given: "
        "only passwords of this service. Needs meeting-cadence[sso]. The redirect address to register there is "
        "base_url and /login/provider/back.",
    ),
    "settings.expects.oidc_issuer": (
        "https:// 地址（提供方在本机时可用 http://）",
        "an https:// address (http:// where the provider runs on this machine)",
    ),
    "settings.means.oidc_client_id": (
        "本系统在身份提供方登记的客户端编号。",
        "The client id under which the provider knows this service.",
    ),
    "settings.expects.oidc_client_id": ("1 至 200 个字符", "1 to 200 characters"),
    "settings.means.oidc_client_secret": (
        "与客户端编号配套的密钥；不填则按公开客户端处理（PKCE 始终启用）。",
        "The secret that goes with the client id. Not given: a public client (PKCE is always used).",
    ),
    "settings.expects.oidc_client_secret": ("提供方给出的密钥", "the secret that the provider gave"),
    "settings.means.oidc_match": (
        "用什么对应本系统的人员：email 为经提供方验证的邮箱，与人员的邮箱相同；sub 或 preferred_username 与登录名相同。"
        "只对应已有且未停用的人员，不自动新建。",
        "What of the provider's word has to be a person's here: email, verified by the provider and the same as "
        "theirs; sub or preferred_username, the same as their login. Only people who are here and not disabled; nobody "
        "is added.",
    ),
    "settings.expects.oidc_match": (
        "email、sub 或 preferred_username",
        "email, sub or preferred_username",
    ),
    "settings.means.access_profile": (
        "登录安全要求：standard 按 OWASP ASVS（密码至少 12 个字符，不强制更换）；cn-level2 按等保二级"
        "（至少 8 个字符、三种以上字符、90 天更换、不得与前 5 个相同、输错 5 次锁定 15 分钟）；"
        "cn-level3 按等保三级（另加双因素验证和三员分立）。其余登录设置不能比它宽松。",
        "How people prove who they are: standard follows OWASP ASVS (passwords of 12 or more characters, no forced "
        "change); cn-level2 follows level 2 of China's classified protection (8 or more, three kinds of characters, a "
        "change every 90 days, none of the last 5, five failures lock for 15 minutes); cn-level3 adds a second factor "
        "and separated duties. The other settings of signing in cannot be laxer.",
    ),
    "settings.expects.access_profile": (
        "standard、cn-level2 或 cn-level3",
        "standard, cn-level2 or cn-level3",
    ),
    "settings.means.audit_anchor_folder": (
        "每天把审计日志末行的存证追加到此目录下的 audit-anchors.txt；应放在数据库管理员改不到的地方"
        "（例如另一台机器的共享目录）。不填则不写。",
        "The folder in whose audit-anchors.txt the head of the audit trail is written down once a day; it belongs "
        "where whoever keeps the database cannot change it (a share of another machine). Not given: not written.",
    ),
    "settings.expects.audit_anchor_folder": ("一个可写的目录", "a folder that can be written"),
    "settings.means.audit_anchor_mail": (
        "每天把审计日志末行的存证发到此邮箱；不填则不发。",
        "The address to which the head of the audit trail is mailed once a day. Not given: not mailed.",
    ),
    "settings.expects.audit_anchor_mail": ("一个邮件地址", "one mail address"),
    "settings.means.language": (
        "未另行选择时，页面和邮件使用的语言。命令行的语言由 --lang 或 MEETING_CADENCE_LANG 决定。",
        "The language of pages and mails for who has not chosen one. The command line follows --lang or "
        "MEETING_CADENCE_LANG.",
    ),
    "settings.expects.language": ("zh 或 en", "zh or en"),
    "settings.means.timezone": (
        "制度包没有写明时区时使用的时区。",
        "The time zone used where a pack names none.",
    ),
    "settings.expects.timezone": (
        "时区名称，例如 Asia/Shanghai",
        "the name of a time zone, as Asia/Shanghai",
    ),
    "settings.means.workdays_folder": (
        "存放节假日安排文件的目录；国务院办公厅发布次年安排后，管理员把文件放入此处。",
        "The folder of holiday notices; administrators drop next year's notice there once it is published.",
    ),
    "settings.expects.workdays_folder": ("一个已存在的目录", "a folder that exists"),
    "settings.means.tick_seconds": (
        "每隔多少秒检查一次有无新到期的事项。",
        "How often, in seconds, newly due matters are looked for.",
    ),
    "settings.expects.tick_seconds": ("1 至 3600 的整数", "a whole number from 1 to 3600"),
    "settings.means.drain_seconds": (
        "每隔多少秒发送一次待发的通知。",
        "How often, in seconds, waiting notices are sent.",
    ),
    "settings.expects.drain_seconds": ("1 至 3600 的整数", "a whole number from 1 to 3600"),
    "settings.means.instance_host": (
        "日历条目标识（UID）中的主机名；启用后不要更改，否则已订阅的日历会出现重复条目。"
        "不填则取 base_url 的主机名。",
        "The host in the UIDs of calendar entries. Do not change it later: subscribed calendars would show "
        "every entry twice. Not given: the host of base_url.",
    ),
    "settings.expects.instance_host": ("一个主机名", "a host name"),
    "settings.means.calendar_hosts": (
        "允许读取秘书处日历（.ics 地址）的主机；不填则只能上传文件。列出的主机名可以指向内网地址；"
        "指向本机或链路本地地址的一律拒绝，除非列出该地址或网段。不跟随跳转。环境变量中用逗号分隔。",
        "The hosts from which calendars of secretariats (.ics addresses) may be read. Not given: none, files can still "
        "be brought. A listed name may lead into the intranet; one that leads to this machine or its link is refused "
        "unless that address or network is listed. Redirects are not followed. In an environment variable, separated "
        "by commas.",
    ),
    "settings.expects.calendar_hosts": (
        "主机名、网络地址或网段的列表，例如 mail.example.org、10.1.0.0/16",
        "a list of host names, addresses or networks, as mail.example.org or 10.1.0.0/16",
    ),
    "settings.means.calendar_minutes": (
        "每隔多少分钟读取一次日历地址。",
        "Every how many minutes the address of a calendar is read.",
    ),
    "settings.expects.calendar_minutes": ("5 至 10080 的整数", "a whole number from 5 to 10080"),
    "settings.means.feed_months_back": (
        "订阅日历包含过去多少个月的条目。",
        "How many past months a calendar feed holds.",
    ),
    "settings.expects.feed_months_back": ("0 至 120 的整数", "a whole number from 0 to 120"),
    "settings.means.feed_months_ahead": (
        "订阅日历包含今后多少个月的条目。",
        "How many coming months a calendar feed holds.",
    ),
    "settings.expects.feed_months_ahead": ("1 至 120 的整数", "a whole number from 1 to 120"),
    "settings.means.log_level": (
        "运行日志的详细程度；日志从不写入密码、密钥和订阅链接。",
        "How much the log says; passwords, keys and feed links are never written to it.",
    ),
    "settings.expects.log_level": ("debug、info、warning 或 error", "debug, info, warning or error"),
    "settings.means.log_format": (
        "运行日志的写法：供人阅读，或每行一个 JSON 供程序读取。",
        "The form of the log: for people, or one JSON object a line for programs.",
    ),
    "settings.expects.log_format": ("console 或 json", "console or json"),
}
