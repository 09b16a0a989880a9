"""What the system says went wrong, in words: the usual reasons of files and networks in both languages.

The system speaks English, by `strerror` or in the text of an exception. What is not known here stays as it was said.
"""

import re
from typing import Final

from meeting_cadence.bodies import Text

_USUAL: Final[dict[str, tuple[str, str]]] = {
    "address already in use": ("地址已被占用", "already in use"),
    "cannot assign requested address": ("本机没有该地址", "this machine has no such address"),
    "connection refused": ("连接被拒绝", "connection refused"),
    "connection reset by peer": ("连接被对方中断", "the other side broke the connection"),
    "connection unexpectedly closed": ("连接被对方中断", "the other side broke the connection"),
    "broken pipe": ("连接被对方中断", "the other side broke the connection"),
    "disk quota exceeded": ("磁盘配额已满", "the disk quota is used up"),
    "file exists": ("文件已存在", "it exists already"),
    "file name too long": ("文件名过长", "the file name is too long"),
    "input/output error": ("读写出错", "input/output error"),
    "is a directory": ("这是文件夹，不是文件", "it is a folder, not a file"),
    "name or service not known": ("找不到该主机", "no such host"),
    "temporary failure in name resolution": ("无法解析主机名", "the host name cannot be resolved"),
    "network is unreachable": ("网络不通", "the network is unreachable"),
    "no route to host": ("无法连到该主机", "no route to the host"),
    "no space left on device": ("磁盘空间不足", "no space left on the disk"),
    "no such file or directory": ("不存在", "it does not exist"),
    "not a directory": ("路径中有一段不是文件夹", "a part of the path is no folder"),
    "operation not permitted": ("不允许此操作", "not permitted"),
    "permission denied": ("没有权限", "permission denied"),
    "read-only file system": ("所在磁盘只读", "the disk is read-only"),
    "too many open files": ("打开的文件过多", "too many open files"),
    "timed out": ("超时，没有应答", "timed out"),
    "host_refused": (
        "不在允许的主机之列（设置 webhook_hosts、alive_hosts）",
        "not among the permitted hosts (settings webhook_hosts, alive_hosts)",
    ),
    "no such host": ("找不到该主机", "no such host"),
}
_NUMBER: Final = re.compile(r"^\[Errno -?\d+\] ")


def why(told: str) -> Text:
    """A reason as the system told it, in both languages."""
    plain = _NUMBER.sub("", told)
    for beginning, (zh, en) in _USUAL.items():
        if plain.lower().startswith(beginning):
            return Text(zh, en)
    return Text(plain, plain)
