"""`pack`: check packs, see those that come along, put them to use. Each verb is imported when it is asked for."""

from importlib import import_module
from pathlib import Path
from typing import Final

import click

from meeting_cadence.cli.language import language_of
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.problems import PackRefused
from meeting_cadence.regulations.read import read_pack
from meeting_cadence.words.problems import tell_problems
from meeting_cadence.words.say import Language, say

VERBS: Final[dict[str, str]] = {
    # verb: module:attribute holding a click command; one line each, by name
    "adopt": "meeting_cadence.cli.confirm:adopt",
    "apply": "meeting_cadence.cli.packs_applied:apply",
    "check": "meeting_cadence.cli.packs:check",
    "diff": "meeting_cadence.cli.packs_diff:diff",
    "export": "meeting_cadence.cli.packs_plan:export",
    "plan": "meeting_cadence.cli.packs_plan:plan",
    "list": "meeting_cadence.cli.packs_shipped:list_packs",
    "show": "meeting_cadence.cli.packs_shipped:show_pack",
}
_REFUSED: Final = 2


class PackVerbs(click.Group):
    """The verbs of `pack`, imported when they are run or shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = VERBS.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=PackVerbs)
def pack() -> None:
    """Packs of regulations: check, list, show, apply, adopt. 制度包：检查、列出、查看、启用、采用。"""


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--lang", help="zh or en.")
def check(files: tuple[Path, ...], lang: str | None) -> None:
    """Check packs: every problem with file, line and column. 检查制度包，列出全部问题及其位置。"""
    language, refused = language_of(["--lang", lang] if lang else []), False
    for path in files:
        try:
            click.echo(_summary(path, read_pack(path), language))
        except PackRefused as refusal:
            refused = True
            click.echo(tell_problems(refusal.problems, language), err=True)
            count = len(refusal.problems)
            click.echo(say("cli.pack_refused", language, file=str(path), count=count), err=True)
    if refused:
        raise SystemExit(_REFUSED)


def _summary(path: Path, checked: Pack, language: Language) -> str:
    return say(
        "cli.pack_ok",
        language,
        file=str(path),
        bodies=len(checked.bodies),
        regulations=len(checked.regulations),
        mandates=len(checked.mandates),
    )
