"""Sentences of what is wrong with a calendar that is to be read in."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "problems.calendar_large": (
        "文件超过 {limit} MB；请从日历软件中只导出近三年。",
        "The file is larger than {limit} MB; export only the last three years.",
    ),
    "problems.calendar_none": (
        "不是 iCalendar（.ics）文件；请从日历软件中导出 .ics 文件。",
        "This is no iCalendar (.ics) file; export one from your calendar program.",
    ),
    "problems.calendar_cut": (
        "文件不完整，末尾缺失；请重新导出。",
        "The file is cut off at its end; export it again.",
    ),
    "problems.calendar_broken": (
        "此处的 END 与前面的 BEGIN 不对应；请重新导出。",
        "This END does not belong to the BEGIN before it; export it again.",
    ),
    "problems.calendar_encoding": (
        "此行不是 UTF-8 编码；请以 UTF-8 重新导出。",
        "This line is not in UTF-8; export it again in UTF-8.",
    ),
    "problems.calendar_line": ("此行超过 {limit} KB，不予读取。", "This line is longer than {limit} KB."),
    "problems.calendar_entries": (
        "条目超过 {limit} 个；请只导出近三年。",
        "There are more than {limit} entries; export only the last three years.",
    ),
    "problems.calendar_occurrences": (
        "重复条目展开后超过 {limit} 次；请删去不必要的每日重复，或分开导出。",
        "Its repeating entries occur more than {limit} times; leave out daily ones that are not needed.",
    ),
    "problems.calendar_work": (
        "读取该文件所需的时间或内存超过限度，已停止。",
        "Reading it takes more time or memory than is allowed; it was stopped.",
    ),
    "problems.calendar_entry": ("此条目无法解析。", "This entry cannot be read."),
    "problems.calendar_start": ("“{title}”没有可用的开始时间。", "“{title}” has no start that can be read."),
    "problems.calendar_value": (
        "“{title}”的 {name} 写法不对。",
        "{name} of “{title}” is not written as it must be.",
    ),
    "problems.calendar_rule": (
        "“{title}”的重复规则无法理解。",
        "The rule by which “{title}” repeats cannot be read.",
    ),
    "problems.calendar_rules": (
        "“{title}”有多条重复规则；请只留一条。",
        "“{title}” has several rules by which it repeats; leave one.",
    ),
    "problems.calendar_exrule": (
        "“{title}”用了已废止的 EXRULE；请改为逐个删除不召开的日期。",
        "“{title}” uses EXRULE, which is obsolete; delete the single days instead.",
    ),
    "problems.calendar_often": (
        "“{title}”的重复间隔短于一天（{frequency}），不予读取。",
        "“{title}” repeats more often than daily ({frequency}).",
    ),
    "problems.calendar_count": (
        "“{title}”重复次数超过 {limit}。",
        "“{title}” repeats more than {limit} times.",
    ),
    "problems.calendar_address": (
        "不是可以读取的地址；请写 https:// 或 http:// 开头的地址，不含用户名和密码。",
        "This is no address that can be read; write one with https:// or http://, without a user name or password.",
    ),
    "problems.calendar_no_hosts": (
        "尚未允许从任何主机读取日历；请管理员设置 calendar_hosts，或上传 .ics 文件。",
        "No host is permitted yet: the administrator sets calendar_hosts. You can bring an .ics file.",
    ),
    "problems.calendar_host": (
        "不允许从 {host} 读取；请管理员把该主机加入 calendar_hosts。",
        "{host} is not permitted, or leads where it must not; the administrator can list it in calendar_hosts.",
    ),
    "problems.calendar_unreachable": ("无法连接：{detail}", "It cannot be reached: {detail}"),
    "problems.calendar_slow": ("服务器应答太慢，已停止。", "The server answers too slowly; it was stopped."),
    "problems.calendar_redirect": (
        "服务器要求转到别的地址（{status}），不予跟随；请直接填写最终地址。",
        "The server sends us elsewhere ({status}), which is not followed; give the final address.",
    ),
    "problems.calendar_status": ("服务器应答 {status}。", "The server answered {status}."),
    "problems.calendar_coded": (
        "服务器以压缩形式应答，不予读取。",
        "The server answered in a compressed form, which is not read.",
    ),
}
