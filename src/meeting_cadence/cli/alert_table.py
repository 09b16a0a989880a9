"""Tables about alerts in the terminal."""

from collections.abc import Iterable, Sequence

from meeting_cadence.words.say import Language, say


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]], language: Language) -> None:
    """Rows under headings, by the codes of `alerts.column`."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(say(f"alerts.column.{column}", language), overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = 200
    console.print(table)
