"""Telling the problems of a table: by row and column letter, as a spreadsheet program shows them."""

from meeting_cadence.regulations.problems import Problem
from meeting_cadence.regulations.sheet_problems import SheetRefused, column_letter
from meeting_cadence.words.problems import sentence
from meeting_cadence.words.say import Language, say


def tell_sheet(refused: SheetRefused, language: Language) -> str:
    """One problem a line: file, row and column, what is wrong and how to mend it."""
    return "\n".join(
        ": ".join(
            part
            for part in (one.file, place_in_words(refused, one, language), sentence(one, language))
            if part
        )
        for one in refused.problems
    )


def place_in_words(refused: SheetRefused, problem: Problem, language: Language) -> str:
    """第 12 行 G 列(召开日期); an empty text where the whole file is at fault."""
    if not problem.line:
        return ""
    if not problem.column:
        return say("imports.told.row", language, row=problem.line)
    letter, title = column_letter(problem.column), refused.titles.get(problem.column)
    if title is None:
        return say("imports.told.column", language, row=problem.line, column=letter)
    return say("imports.told.cell", language, row=problem.line, column=letter, title=title)
