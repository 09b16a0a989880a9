"""The workbooks to fill in: a table of bodies or of people, with an example and a sheet of what may be written."""

from io import BytesIO
from typing import Any

from meeting_cadence.actions.table_port import Sort
from meeting_cadence.bodies import Text
from meeting_cadence.imports.body_rows import role_words as kind_words
from meeting_cadence.imports.body_rows import tier_words
from meeting_cadence.imports.lists import LAYOUTS
from meeting_cadence.imports.people_rows import contact_words, role_words
from meeting_cadence.queries.world import World
from meeting_cadence.words.neutral import neutral
from meeting_cadence.words.say import Language, say

_WIDTH = 18


def list_template(sort: Sort, world: World, language: Language) -> bytes:
    """The bytes of an .xlsx: the header in the first row, and a second sheet with what may be chosen."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book: Any = Workbook()
    sheet, layout = book.active, LAYOUTS[sort]
    sheet.title = say(f"imports.lists.sheet.{sort}", language)
    for place, column in enumerate(layout.columns, 1):
        cell = sheet.cell(1, place, _title(layout.title_of(column), language, column in layout.required))
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = _WIDTH
    sheet.freeze_panes = "A2"
    choices = book.create_sheet(say("imports.template.lists", language))
    hint = choices.cell(1, 1, say(f"imports.lists.hint.{sort}", language))
    hint.alignment = Alignment(wrap_text=True, vertical="top")
    choices.merge_cells(start_row=1, end_row=1, start_column=1, end_column=6)
    choices.row_dimensions[1].height = 96
    for place, (title, words) in enumerate(_offers(sort, world, language), 1):
        choices.cell(2, place, title).font = Font(bold=True)
        choices.column_dimensions[choices.cell(2, place).column_letter].width = _WIDTH
        for row, word in enumerate(words, 3):
            choices.cell(row, place, neutral(word))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _title(title: Text, language: Language, required: bool) -> str:
    return title.in_language(language) + ("*" if required else "")


def _offers(sort: Sort, world: World, language: Language) -> list[tuple[str, list[str]]]:
    layout = LAYOUTS[sort]
    names = [body.name.in_language(language) for body in world.pack.tree]

    def titled(column: str) -> str:
        return say("imports.template.choose", language, title=layout.title_of(column))

    if sort == "bodies":
        kinds, tiers = kind_words(world).offered, tier_words(world).offered
        return [(titled("role"), kinds), (titled("tier"), tiers), (titled("parent"), names)]
    roles, contacts = role_words().offered, contact_words().offered
    return [(titled("role"), roles), (titled("contact"), contacts), (titled("scope"), names)]
