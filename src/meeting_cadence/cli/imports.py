"""`import`: past years from a workbook or CSV file, the template for them, and taking an import back."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.language import language_of
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.receipts import body_name, mandate_name, standing_name
from meeting_cadence.cli.show import show_json, show_table, with_form, with_lang
from meeting_cadence.cli.when import exact_instant
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.imports.answer import import_answer, undo_answer
from meeting_cadence.imports.batches import apply, undo
from meeting_cadence.imports.columns import PERSONAL, title_of
from meeting_cadence.imports.effects import Change
from meeting_cadence.imports.prepare import Prepared, Wish, prepare
from meeting_cadence.imports.template import choices_of, write_template
from meeting_cadence.queries.world import World
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.registry import load_world
from meeting_cadence.words.say import Language, say

_MOST_SHOWN = 40
_at = click.option(
    "--at", callback=exact_instant, help="Recorded at this instant; default: now. 登记时刻，默认现在。"
)


class AuthorNeeded(MeetingCadenceError):
    """What goes on record needs somebody who puts it there."""

    code = "author_needed"
    exit_status = 2


class FileExists(MeetingCadenceError):
    """A file is not overwritten."""

    code = "file_exists"
    exit_status = 2


class CannotWrite(MeetingCadenceError):
    """A file that cannot be written, with the system's reason."""

    code = "cannot_write"
    exit_status = 2


class FileFirst(click.Group):
    """`import FILE` is short for `import file FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["file", *args]
        return super().parse_args(ctx, args)


@click.group("import", cls=FileFirst)
def imports() -> None:
    """Past years from a workbook or CSV: `import FILE`, short for `import file FILE`. 导入往年台账(.xlsx、.csv)。"""


@imports.command("file")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Show what it would do, write nothing. 只预览，不登记。")
@click.option("--by", help="Who records it. 登记人。")
@click.option(
    "--skip-known", is_flag=True, help="Pass over what is on record already. 跳过台账上已有的记录。"
)
@click.option("--sheet", help="Name of the sheet, where several hold a record. 工作表名称。")
@_at
@with_form
@with_lang
def import_file(
    file: Path,
    preview: bool,
    by: str | None,
    skip_known: bool,
    sheet: str | None,
    at: datetime | None,
    form: str,
) -> None:
    """Put the rows of a table on record: all of them, or none and every problem. 导入台账表格，有错则全部不导入。"""
    if not preview and not (by or "").strip():
        raise AuthorNeeded()
    wish = Wish(read_bytes(file), file.name, sheet=sheet, skip_known=skip_known, by=by)
    with Opened(at) as opened:
        if preview:
            with opened.store.reading() as session:
                world = load_world(session)
                done = prepare(session, world, wish, at=opened.at, tables=opened.tables)
        else:
            with opened.store.session() as session:
                desk = SqlDesk(session, at=opened.at, tables=opened.tables)
                world = desk.world
                done = apply(desk, wish)
        _show(world, done, form, preview)


@imports.command("template")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="File to write. 模板文件。")
@with_lang
def template(out: Path) -> None:
    """Write a workbook with the columns, and bodies and kinds of the applied packs to choose from. 生成导入模板。"""
    language = language_of()
    if out.exists():
        raise FileExists(str(out))
    with Opened() as opened, opened.store.reading() as session:
        world = load_world(session)
        content = write_template(world, language, at=opened.at.date())
    try:
        out.write_bytes(content)
    except OSError as error:
        raise CannotWrite(str(out), reason=error.strerror or str(error)) from error
    choices = choices_of(world, language)
    counts = {"bodies": len(choices["body"]), "kinds": len(choices["kind"])}
    click.echo(say("imports.template.written", language, file=str(out), **counts))


@imports.command("undo")
@click.argument("batch")
@click.option("--reason", required=True, help="Why. 理由。")
@click.option("--by", required=True, help="Who takes it back. 撤回人。")
@_at
@with_form
@with_lang
def undo_batch(batch: str, reason: str, by: str, at: datetime | None, form: str) -> None:
    """Take a whole import back; its entries stay on the ledger, marked. 整批撤回一次导入，原记录保留。"""
    with Opened(at) as opened:
        with opened.store.session() as session:
            desk = SqlDesk(session, at=opened.at, tables=opened.tables)
            done = undo(desk, batch, reason=reason, by=by)
        if form == "json":
            show_json(undo_answer(done))
            return
        language = language_of()
        click.echo(say("imports.told.undone", language, batch=done.batch, count=done.retracted))
        _show_changes(desk.world, done.changes, language)


def _show(world: World, done: Prepared, form: str, preview: bool) -> None:
    if form == "json":
        show_json(import_answer(done, preview=preview))
        return
    language = language_of()
    _show_passed_over(done, language)
    if not done.entries:
        click.echo(say("imports.told.nothing", language))
        return
    if preview:
        _show_lines(world, done, language)
    _show_changes(world, done.changes, language)
    code = "imports.told.preview" if preview else "imports.told.done"
    click.echo(say(code, language, count=len(done.entries), batch=done.batch))


def _show_passed_over(done: Prepared, language: Language) -> None:
    """Whatever was in the file and does not go on record."""
    read = done.read
    places = read.header.places if read.header else {}
    personal = [title_of(column) for column in PERSONAL if column in places]
    unread = read.header.unread if read.header else ()
    for code, name, values in (
        ("columns_personal", "columns", personal),
        ("columns_unread", "columns", unread),
        ("sheets_unread", "sheets", read.sheets_unread),
        ("examples", "rows", list(map(str, read.examples))),
    ):
        if values:
            click.echo(say(f"imports.told.{code}", language, **{name: values}))
    if done.known:
        rows = [f"{one.row}: {one.entry}" for one in done.known]
        click.echo(say("imports.told.known", language, count=len(rows), rows=rows))


def _show_lines(world: World, done: Prepared, language: Language) -> None:
    columns = ("row", "start", "body", "kind", "title")
    kinds = world.pack.vocabulary.acts
    rows = []
    for line in done.lines[:_MOST_SHOWN]:
        kind = kinds.get(line.act.kind)
        rows.append(
            (
                line.row,
                line.act.start,
                " ".join(body_name(world, body, language) for body in line.act.bodies),
                kind.in_language(language) if kind else line.act.kind,
                line.act.title,
            )
        )
    show_table([say(f"imports.column.{name}", language) for name in columns], rows)
    _show_rest(len(done.lines), language)


def _show_changes(world: World, changes: Sequence[Change], language: Language) -> None:
    if not changes:
        click.echo(say("imports.told.unchanged", language))
        return
    click.echo(say("imports.told.changes", language, count=len(changes)))
    columns = ("mandate", "body", "window", "due", "before", "now")
    rows = [
        (
            mandate_name(world, one.mandate, language),
            body_name(world, one.body, language),
            one.window,
            one.due,
            standing_name(one.before, language),
            standing_name(one.after, language),
        )
        for one in changes[:_MOST_SHOWN]
    ]
    show_table([say(f"cli.column.{name}", language) for name in columns], rows)
    _show_rest(len(changes), language)


def _show_rest(count: int, language: Language) -> None:
    if count > _MOST_SHOWN:
        click.echo(say("cli.more", language, count=count - _MOST_SHOWN))
