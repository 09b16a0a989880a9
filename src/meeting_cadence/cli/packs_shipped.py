"""`pack list` and `pack show`: the packs that travel with the software."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from meeting_cadence.cli.language import language_of
from meeting_cadence.regulations.model import Mandate, Pack
from meeting_cadence.regulations.read import read_pack
from meeting_cadence.regulations.shipped_packs import ShippedPack, example_packs, shipped_pack, shipped_packs
from meeting_cadence.words.cadence import cadence_of
from meeting_cadence.words.say import Language, say

_WIDTH = 160
"""Columns of a table that goes to a file or a pipe."""


@click.command("list")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--lang", help="zh or en.")
def list_packs(form: str, lang: str | None) -> None:
    """The packs that come with the software. 随软件附带的制度包。"""
    read = [(shipped, read_pack(shipped.path)) for shipped in shipped_packs()]
    if form == "json":
        click.echo(
            json.dumps([_as_mapping(shipped, pack) for shipped, pack in read], ensure_ascii=False, indent=1)
        )
        return
    language = language_of(["--lang", lang] if lang else [])
    _table(("id", "title", "mandates", "bodies", "history"), _overview(read, language), language)
    _say_examples(language)


@click.command("show")
@click.argument("pack_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["table", "yaml"]), default="table", show_default=True)
@click.option("--lang", help="zh or en.")
def show_pack(pack_id: str, form: str, lang: str | None) -> None:
    """A shipped pack: its mandates, or its text to copy and change. 查看随附的制度包（yaml 为原文）。"""
    path = example_packs().get(pack_id) or shipped_pack(pack_id).path
    if form == "yaml":
        click.echo(path.read_text(encoding="utf-8"), nl=False)
        return
    pack, language = read_pack(path), language_of(["--lang", lang] if lang else [])
    click.echo(pack.title.in_language(language))
    for regulation in pack.regulations:
        click.echo(f"\n{regulation.title.in_language(language)}")
        if regulation.source:
            click.echo(say("cli.packs.source", language, source=regulation.source))
        _table(
            ("mandate", "title", "cadence", "quote"), _mandates(regulation.mandates, pack, language), language
        )


def _overview(read: Iterable[tuple[ShippedPack, Pack]], language: Language) -> Iterator[list[str]]:
    for shipped, pack in read:
        history = say("cli.packs.yes" if shipped.history else "cli.packs.no", language)
        yield [
            shipped.id,
            pack.title.in_language(language),
            str(len(pack.mandates)),
            str(len(pack.bodies)),
            history,
        ]


def _mandates(mandates: Iterable[Mandate], pack: Pack, language: Language) -> Iterator[list[str]]:
    for mandate in mandates:
        clauses = mandate.versions[-1].clauses
        demands = "\n".join(cadence_of(clause, pack.vocabulary).in_language(language) for clause in clauses)
        quote = mandate.quote.in_language(language) if mandate.quote else ""
        yield [mandate.id, mandate.title.in_language(language), demands, quote]


def _say_examples(language: Language) -> None:
    """Where further examples are found."""
    for name in example_packs():
        click.echo(say("cli.packs.example", language, name=name))


def _as_mapping(shipped: ShippedPack, pack: Pack) -> dict[str, Any]:
    return {
        "id": shipped.id,
        "title": {"zh": pack.title.zh, "en": pack.title.en},
        "mandates": [mandate.id for mandate in pack.mandates],
        "bodies": len(pack.bodies),
        "file": str(shipped.path),
        "history": str(shipped.history) if shipped.history else None,
    }


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(say(f"cli.packs.{column}", language), overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(table)
