"""Sentences of errors about the database itself, its backup and its restoring."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # store: the database itself
    "errors.store.unusable": (
        "数据库 {subject} 不能使用，未作任何改动。",
        "The database {subject} cannot be used; nothing was changed.",
    ),
    "errors.store.locked": (
        "数据库 {subject} 正被其他程序占用，等待超时，未作任何改动；请稍后重试。",
        "The database {subject} is locked by another program and stayed so; nothing was changed, try again later.",
    ),
    "errors.store.folder_missing": (
        "数据库所在的文件夹 {subject} 不存在；请先建立该文件夹，或更正 MEETING_CADENCE_DATABASE_URL。",
        "The folder {subject} for the database does not exist; create it or correct MEETING_CADENCE_DATABASE_URL.",
    ),
    "errors.store.unwritable": (
        "数据库 {subject} 无法打开或写入，未作任何改动；请检查文件及其文件夹的权限和磁盘。",
        "The database {subject} cannot be opened or written, nothing was changed; "
        "check the permissions of the file and its folder, and the disk.",
    ),
    "errors.store.corrupt": (
        "文件 {subject} 不是数据库，或已损坏，未作任何改动；请从备份恢复。",
        "The file {subject} is no database or is damaged; nothing was changed, restore it from a backup.",
    ),
    "errors.store.full": (
        "数据库 {subject} 所在的磁盘已满，本次操作未保存；请清理空间后重试。",
        "The disk of the database {subject} is full; this was not saved, make room and try again.",
    ),
    "errors.store.unreachable": (
        "无法连接数据库 {subject}，未作任何改动；请检查数据库服务和 MEETING_CADENCE_DATABASE_URL。",
        "The database {subject} cannot be reached; nothing was changed, "
        "check the server and MEETING_CADENCE_DATABASE_URL.",
    ),
    "errors.store.in_doubt": (
        "保存时与数据库 {subject} 的连接中断，不能确定是否已保存；请先查看是否已在台账上，再决定是否重新提交。",
        "The connection to the database {subject} broke while saving: this may be on record or not. "
        "Look there first, then try again if it is not.",
    ),
    "errors.store.newer": (
        "数据库 {subject} 由较新版本的程序写入（结构 {found}，本程序只到 {known}），未作任何改动；请升级程序。",
        "The database {subject} was written by a newer release (schema {found}, this one knows {known}); "
        "nothing was changed, upgrade the program.",
    ),
    "errors.store.not_prepared": (
        "数据库 {subject} 尚未建立，或仍是旧结构；请先运行 meeting-cadence db upgrade。",
        "The database {subject} has no tables yet, or those of an older release; run meeting-cadence db upgrade first.",
    ),
    "errors.store.url_invalid": (
        "数据库地址“{subject}”不能用；应为 sqlite:///文件名 或 postgresql://用户@主机/库名。",
        "“{subject}” is no address of a database; write sqlite:///file.db or postgresql://user@host/name.",
    ),
    # backup and restore
    "errors.backup.exists": (
        "文件 {subject} 已存在，未覆盖；请换一个文件名。",
        "The file {subject} exists and was left as it is; choose another name.",
    ),
    "errors.backup.unwritten": (
        "无法写入备份 {subject}（{reason}），没有留下不完整的文件；请检查文件夹、权限和磁盘空间。",
        "The backup {subject} could not be written ({reason}), no part of it is left; check the folder, its "
        "permissions and the space on the disk.",
    ),
    "errors.backup.unreadable": (
        "{subject} 不是本系统的备份文件，或已损坏，或由更新的版本生成；未作任何改动。",
        "{subject} is no backup of this system, is damaged, or was made by a later release; nothing was changed.",
    ),
    "errors.backup.client_missing": (
        "找不到 PostgreSQL 客户端程序 {subject}；请安装不低于服务器版本的客户端（如 postgresql-client），并加入 PATH。",
        "The program {subject} of PostgreSQL's client was not found; install a client at least as new as the server "
        "(as postgresql-client) and have it in PATH.",
    ),
    "errors.backup.client_failed": (
        "{subject} 未能完成，数据库未作改动。它的说明：{reason}",
        "{subject} did not succeed and the database is as it was. It says: {reason}",
    ),
    "errors.restore.occupied": (
        "{subject} 中已有数据库，未作任何改动；确要替换请加 --replace(原库会改名保留)。",
        "There is a database in {subject} already and nothing was changed; to replace it add --replace (it is kept "
        "under another name).",
    ),
    "errors.restore.in_use": (
        "数据库 {subject} 正被使用，未作任何改动；请先停止 serve、work 及其他连接。",
        "The database {subject} is in use and nothing was changed; stop serve, work and other connections first.",
    ),
    "errors.restore.other_kind": (
        "备份 {subject} 属于 {kind} 数据库，不能恢复到 {place}；未作任何改动。",
        "The backup {subject} is of {kind} and cannot be restored to {place}; nothing was changed.",
    ),
    "errors.restore.differs": (
        "备份 {subject} 恢复后与备份时的摘要不一致，已撤销，数据库未变。不一致的表：{tables}",
        "What {subject} restored differs from the digests of its time; it was undone and the database is as it was. "
        "Tables that differ: {tables}",
    ),
}
