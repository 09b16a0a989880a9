"""The template of the 台账: a workbook with the columns, lists to choose from, and a row that shows how."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any, Final

from meeting_cadence.bodies import Text
from meeting_cadence.imports.columns import COLUMNS, REQUIRED, title_of
from meeting_cadence.imports.names import form_names
from meeting_cadence.imports.table import MOST_ROWS
from meeting_cadence.queries.world import World
from meeting_cadence.words.neutral import neutral
from meeting_cadence.words.say import Language, say

HEADER_ROW: Final = 3
_FIRST: Final = HEADER_ROW + 1
_WIDE: Final = {
    "title": 28,
    "body": 24,
    "kind": 22,
    "items": 28,
    "evidence": 24,
    "counts_for": 28,
    "number": 8,
}
_USUAL_WIDTH: Final = 13
_FILL: Final = "FFE7EEF7"
_DAY_FORMAT: Final = "yyyy-mm-dd"
_LISTED: Final = ("body", "kind", "form", "items", "mandates")
"""The columns of the sheet of choices, in its order."""


def write_template(world: World, language: Language, *, at: date) -> bytes:
    """The workbook's bytes. Bodies and kinds of the applied packs are offered; without packs the lists are empty.

    Names that a spreadsheet program would take for a formula stand with an apostrophe before them.
    """
    from openpyxl import Workbook

    book: Any = Workbook()
    record = book.active
    record.title = say("imports.template.sheet", language)
    choices = choices_of(world, language)
    _write_heads(record, language)
    _write_example(record, choices, language, at)
    ranges = _write_lists(book.create_sheet(say("imports.template.lists", language)), choices, language)
    for column in ("body", "kind", "form"):
        if column in ranges:
            _offer(record, COLUMNS.index(column) + 1, ranges[column], language)
    _format_days(record)
    record.freeze_panes = record.cell(_FIRST, 1)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def choices_of(world: World, language: Language) -> dict[str, list[str]]:
    """What may be chosen: names, and ids where a name is not the only one of its kind."""
    pack = world.pack
    kinds = {
        kind: pack.vocabulary.acts.get(kind) for mandate in pack.mandates for kind in sorted(mandate.kinds)
    }
    items = {
        item: pack.vocabulary.items.get(item) for mandate in pack.mandates for item in sorted(mandate.items)
    }
    return {
        "body": _words(((body.id, body.name) for body in pack.tree), language),
        "kind": _words({**pack.vocabulary.acts, **kinds}.items(), language),
        "form": [name.in_language(language) for name in form_names()],
        "items": _words({**pack.vocabulary.items, **items}.items(), language),
        "mandates": _words(((mandate.id, mandate.title) for mandate in pack.mandates), language),
    }


def _words(named: Iterable[tuple[str, Text | None]], language: Language) -> list[str]:
    pairs = [(id_, name.in_language(language) if name else id_) for id_, name in named]
    names = [name for _, name in pairs]
    return [name if names.count(name) == 1 else id_ for id_, name in pairs]


def _write_heads(sheet: Any, language: Language) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for row, code, height, font in (
        (1, "imports.template.title", 28, Font(bold=True, size=16)),
        (2, "imports.template.hint", 48, Font(size=10)),
    ):
        cell = sheet.cell(row, 1, say(code, language))
        cell.font = font
        cell.alignment = Alignment(
            wrap_text=True, vertical="center", horizontal="center" if row == 1 else None
        )
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(COLUMNS))
        sheet.row_dimensions[row].height = height
    for place, column in enumerate(COLUMNS, 1):
        title = title_of(column).in_language(language)
        cell = sheet.cell(HEADER_ROW, place, f"{title}*" if column in REQUIRED else title)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[cell.column_letter].width = _WIDE.get(column, _USUAL_WIDTH)


def _write_example(sheet: Any, choices: dict[str, list[str]], language: Language, at: date) -> None:
    from openpyxl.styles import Font

    shown: dict[str, object] = {
        "number": say("imports.template.example", language),
        "body": next(iter(choices["body"]), None),
        "kind": next(iter(choices["kind"]), None),
        "title": say("imports.template.example.title", language),
        "ordinal": 1,
        "start": date(at.year - 1, 3, 5),
        "form": choices["form"][0],
        "entitled": 25,
        "present": 20,
    }
    for column, value in shown.items():
        cell = sheet.cell(
            _FIRST, COLUMNS.index(column) + 1, neutral(value) if isinstance(value, str) else value
        )
        cell.font = Font(italic=True, color="FF808080")


def _write_lists(sheet: Any, choices: dict[str, list[str]], language: Language) -> dict[str, str]:
    """The sheet of choices; answers the range of each list that is not empty."""
    from openpyxl.utils import quote_sheetname

    heads = {"items": "imports.template.items", "mandates": "imports.template.mandates"}
    ranges = {}
    for place, column in enumerate(_LISTED, 1):
        title = say(heads.get(column, f"imports.column.{column}"), language)
        sheet.cell(1, place, say("imports.template.choose", language, title=title))
        _write_down(sheet, place, choices[column])
        letter = sheet.cell(1, place).column_letter
        sheet.column_dimensions[letter].width = 30
        if choices[column]:
            last = len(choices[column]) + 1
            ranges[column] = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${last}"
    return ranges


def _write_down(sheet: Any, place: int, words: Sequence[str]) -> None:
    for row, word in enumerate(words, 2):
        sheet.cell(row, place, neutral(word))


def _offer(sheet: Any, place: int, choices: str, language: Language) -> None:
    """A list to choose from. Other texts stay possible: ids, and several bodies of a joint meeting."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offer = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=False)
    offer.promptTitle = say("imports.template.pick.title", language)
    offer.prompt = say("imports.template.pick", language)
    offer.showInputMessage = True
    letter = sheet.cell(HEADER_ROW, place).column_letter
    offer.add(f"{letter}{_FIRST}:{letter}{HEADER_ROW + MOST_ROWS}")
    sheet.add_data_validation(offer)


def _format_days(sheet: Any) -> None:
    """The whole columns of days: whatever is typed there becomes a date."""
    for column in ("start", "end"):
        letter = sheet.cell(HEADER_ROW, COLUMNS.index(column) + 1).column_letter
        sheet.column_dimensions[letter].number_format = _DAY_FORMAT
        for row in range(_FIRST, _FIRST + 200):
            sheet.cell(row, COLUMNS.index(column) + 1).number_format = _DAY_FORMAT
