"""`backup` and `restore`: the whole record as one verified file."""

from datetime import datetime
from pathlib import Path

import click

from meeting_cadence import clock
from meeting_cadence.cli.language import language_of
from meeting_cadence.cli.show import show_json, show_table, with_form, with_lang
from meeting_cadence.settings import Settings, secret_key_of
from meeting_cadence.settings.secret_key import key_file_of, put_key
from meeting_cadence.store.archive import Manifest
from meeting_cadence.store.backup import backup as make
from meeting_cadence.store.engine import open_store
from meeting_cadence.store.last_backup import LastBackup, note_backup
from meeting_cadence.store.restore import Restored
from meeting_cadence.store.restore import restore as put_back
from meeting_cadence.words.say import say

_file = click.Path(path_type=Path, dir_okay=False)
_SHOWN: int = 16
"""Digits of a digest that the table shows; JSON and the manifest have all."""


@click.command("backup")
@click.option("--out", type=_file, required=True, help="A new file. 新文件名，不覆盖已有文件。")
@click.option(
    "--with-key",
    is_flag=True,
    help="Pack the secret key too; then guard the file like the key. 连同密钥一起备份，请妥善保管。",
)
@with_form
@with_lang
def backup(out: Path, with_key: bool, form: str) -> None:
    """Copy the database, verified, while the service runs. 在线备份并核验。"""
    settings = Settings.load()
    store = open_store(settings.database_url)
    try:
        key = secret_key_of(settings) if with_key else None
        at = clock.now()
        manifest = make(store, out, at=at, key=key)
        with store.sharing() as session:
            note_backup(session, LastBackup(at, out.name, manifest.rows))
    finally:
        store.close()
    if form == "json":
        show_json({"file": str(out), **manifest.as_json()})
        return
    _show(manifest)
    language = language_of()
    values = {"file": str(out), "tables": len(manifest.tables), "rows": manifest.rows}
    click.echo(say("cli.backup.done", language, **values))
    if not with_key:
        click.echo(say("cli.backup.without_key", language))


@click.command("restore")
@click.argument("file", type=_file)
@click.option(
    "--replace",
    is_flag=True,
    help="Put it in the place of a database that is there; that one is set aside. 替换现有数据库，原库改名保留。",
)
@with_form
@with_lang
def restore(file: Path, replace: bool, form: str) -> None:
    """Put a backup back and verify it; stop the service first. 恢复备份并核验，请先停止服务。"""
    at = clock.now()
    settings = Settings.load()
    store = open_store(settings.database_url)
    try:
        restored = put_back(store, file, at=at, replace=replace)
    finally:
        store.close()
    key = _put_key(settings, restored.key, at)
    if form == "json":
        told = {"set_aside": restored.set_aside, "key": key, "upgrade_needed": restored.is_older}
        show_json({"file": str(file), **restored.manifest.as_json(), **told})
        return
    _tell(restored, store.place, key)


def _tell(restored: Restored, place: str, key: str) -> None:
    language = language_of()
    manifest = restored.manifest
    _show(manifest)
    values = {"place": place, "tables": len(manifest.tables), "rows": manifest.rows}
    click.echo(say("cli.restore.done", language, **values))
    if restored.set_aside is not None:
        click.echo(say("cli.restore.set_aside", language, name=restored.set_aside))
    click.echo(say(f"cli.restore.key.{key}", language))
    if restored.is_older:
        click.echo(say("cli.restore.upgrade", language))


def _put_key(settings: Settings, key: bytes | None, at: datetime) -> str:
    """Keep the key beside a SQLite file, the old one set aside; what came of it: absent, same, kept or other."""
    if key is None:
        return "absent"
    if settings.secret_key is not None or settings.database_file is None:
        given = settings.secret_key.get_secret_value().encode() if settings.secret_key else b""
        return "same" if given == key else "other"
    path = key_file_of(settings.database_file)
    if path.exists():
        if path.read_bytes().strip() == key:
            return "same"
        path.rename(path.with_name(f"{path.name}.before-{at:%Y%m%d%H%M%S}"))
    put_key(path, key)
    return "kept"


def _show(manifest: Manifest) -> None:
    language = language_of()
    columns = [say(f"cli.column.{name}", language) for name in ("table", "rows", "digest")]
    rows = [(name, one.rows, one.digest[:_SHOWN]) for name, one in sorted(manifest.tables.items())]
    show_table(columns, rows)
