"""The grid and the table that imports read: rows, columns and problems find each other again."""

from collections.abc import Sequence

import pytest

from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.grid import (
    COLUMNS,
    ROWS,
    Fault,
    Grid,
    as_table,
    fault_in_words,
    faults_of,
    grid_of,
    pasted,
)
from meeting_cadence.regulations.problems import Problem
from meeting_cadence.regulations.sheet_problems import SheetRefused

HEADINGS = {"日期": "start", "种类": "kind", "名称": "title", "备注": "note"}


def named(cells: Sequence[str]) -> list[str | None]:
    return [HEADINGS.get(cell) for cell in cells]


def test_cells_of_a_form_keep_their_rows() -> None:
    filled = Filled(
        {"body": ["b"], "kind": ["k"], "start.1": ["2023-01-01"], "title.3": ["年会"], "start.2": [" "]}
    )
    grid = grid_of(filled)
    assert (grid.body, grid.kind) == ("b", "k")
    assert grid.rows == [{"start": "2023-01-01"}, {}, {"title": "年会"}]
    assert (len(grid.padded()), grid.is_empty) == (ROWS, False)


def test_a_form_without_cells_is_empty() -> None:
    grid = grid_of(Filled({"body": ["b"]}))
    assert (grid.rows, grid.is_empty) == ([], True)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("2023-01-01\tplenary\r\n", [{"start": "2023-01-01", "kind": "plenary"}]),
        (
            "日期\t名称\n2023-01-01\t年会\n\n2023-02-01\t\n",
            [{"start": "2023-01-01", "title": "年会"}, {"start": "2023-02-01"}],
        ),
        ("种类\t备注\t日期\nplenary\t略\t2023-01-01", [{"kind": "plenary", "start": "2023-01-01"}]),
        ("日期\tplenary", [{"start": "日期", "kind": "plenary"}]),
        ("\t".join("x" * 30), [dict.fromkeys(COLUMNS, "x")]),
    ],
    ids=["nothing", "in our order", "with a heading", "headings in any order", "one known word", "too wide"],
)
def test_a_pasted_table_fills_the_grid(text: str, rows: list[dict[str, str]]) -> None:
    assert pasted(text, named) == rows


def test_row_n_is_line_n_plus_one_and_an_empty_row_an_empty_line() -> None:
    rows = [
        {"start": "2023-01-01", "evidence": "一\n二"},
        {},
        {"start": "2023-02-01", "kind": "own", "title": 'a,"b'},
    ]
    lines = as_table(Grid("b", "k", rows)).decode().split("\n")
    assert lines[0] == "body," + ",".join(COLUMNS)
    assert lines[1] == "b,2023-01-01,k,,,,,,,一;二,"
    assert set(lines[2]) <= {",", '"'}
    assert lines[3] == 'b,2023-02-01,own,,,,,,"a,""b",,'


def test_a_problem_is_told_with_the_row_and_the_column_of_the_page() -> None:
    places = [(0, 0), (2, 0), (3, 1), (4, 2), (5, len(COLUMNS) + 1)]
    refused = SheetRefused(
        Problem("sheet_not_allowed", "grid.csv", line, column, {}) for line, column in places
    )
    faults = faults_of(refused, "zh")
    assert [(one.row, one.column) for one in faults] == [
        (0, ""),
        (1, ""),
        (2, ""),
        (3, "start"),
        (4, "counts_for"),
    ]
    assert fault_in_words(Fault(3, "start", "甲"), "zh") == "第 3 行“召开日期”：甲"
    assert fault_in_words(Fault(1, "", "甲"), "zh") == "第 1 行：甲"
    assert fault_in_words(Fault(0, "", "甲"), "zh") == "甲"
