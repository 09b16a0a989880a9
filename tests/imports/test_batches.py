"""A batch: one transaction, what it changes, what is known, and taking it back as a whole."""

from typing import Any

import pytest
from tests.imports.conftest import HEADER, PACK, House, csv_text

from meeting_cadence.access import NotAllowed
from meeting_cadence.actions.refusals import BatchUndone, BatchUnknown, ReasonNeeded
from meeting_cadence.imports.batches import apply, undo
from meeting_cadence.imports.effects import Change
from meeting_cadence.imports.prepare import Prepared, Reach, Wish, prepare
from meeting_cadence.ledger.entries import Act
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.regulations.sheet_problems import SheetRefused
from meeting_cadence.store.engine import Store
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.words.errors import tell

RAW = csv_text(HEADER, ("board", "plenary", "2022-05-01"), ("甲市;乙市", "学习会", "2023-06-01"))


def import_(house: House, raw: bytes = RAW, **wishes: Any) -> Prepared:
    done: Prepared = house.do(apply, Wish(raw, "t.csv", by="王某", **wishes))
    return done


def refusal(house: House, raw: bytes = RAW, **wishes: Any) -> SheetRefused:
    with pytest.raises(SheetRefused) as refused:
        import_(house, raw, **wishes)
    return refused.value


def entries(house: Any) -> list[Any]:
    with house.store.reading() as session:
        return load_entries(session)


def acts(house: House) -> list[Act]:
    """The acts that stand, by id."""
    known = Facts.fold(entries(house)).acts.values()
    return sorted(
        {one.act.id: one.act for some in known for one in some}.values(), key=lambda act: act.id or ""
    )


def told(changes: Any) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(one.mandate, one.body, one.window, one.before, one.after) for one in changes]


CHANGES = [
    ("yearly", "board", "2022", "no_record", "met"),
    ("studies", "city-a", "2023", "no_record", "met"),
    ("studies", "city-b", "2023", "no_record", "met"),
]


def test_an_import_is_one_batch_with_author_and_instant(store: Store) -> None:
    house = House(store)
    house.apply(PACK)
    done = import_(house)
    assert told(done.changes) == CHANGES
    assert [entry.content.id for entry in entries(house)] == [
        f"{done.batch}:board-plenary-2022-05-01",
        f"{done.batch}:city-a-study-2023-06-01",
    ]
    assert {(entry.by, entry.recorded) for entry in entries(house)} == {("王某", house.at)}
    assert house.standing("yearly", "2022") == "met"
    assert house.verify().differences == ()


def test_a_preview_answers_the_same_and_writes_nothing(house: House) -> None:
    with house.store.reading() as session:
        shown = prepare(session, house.world, Wish(RAW, "t.csv", by="王某"), at=house.at, tables=house.tables)
    assert entries(house) == []
    done = import_(house)
    assert (shown.batch, shown.entries, shown.changes) == (done.batch, done.entries, done.changes)


def test_a_change_tells_the_row_as_it_will_stand(house: House) -> None:
    (change, *_) = import_(house).changes
    (row,) = [row for row in house.rows("yearly") if row["label"] == "2022"]
    assert change == Change(row["key"], "yearly", "board", "2022", row["due"], "no_record", row["standing"])


def test_one_bad_row_and_nothing_is_written(house: House) -> None:
    raw = RAW + "\nboard,全会,2023.13.1".encode()
    before = house.rows()
    refused = refusal(house, raw)
    assert [(one.code, one.line, one.column) for one in refused.problems] == [
        ("sheet_kind_unknown", 4, 2),
        ("sheet_day_unreal", 4, 3),
    ]
    assert (entries(house), house.rows()) == ([], before)


def test_a_refusal_is_told_by_row_and_column_letter(house: House) -> None:
    refused = refusal(house, csv_text(HEADER, ("委员回", "plenary", "")))
    assert tell(refused, "zh").splitlines() == [
        "t.csv: 第 2 行 A 列(机构): 没有名称或编号为“委员回”的机构。是否想写 委员会？",
        "t.csv: 第 2 行 C 列(召开日期): 缺少“召开日期”；请填写(合并的单元格须取消合并后逐行填写)。",
    ]
    assert tell(refused, "en").splitlines() == [
        "t.csv: row 2, column A (机构): There is no body of the name or id “委员回”. Did you mean 委员会?",
        "t.csv: row 2, column C (召开日期): “Date” is missing; fill it in (merged cells must be unmerged and filled "
        "row by row).",
    ]


def test_what_is_on_the_ledger_is_refused_or_passed_over(house: House) -> None:
    house.enter(act={"id": "m-1", "body": "city-b", "kind": "study", "start": "2023-06-01T09:00:00+08:00"})
    (problem,) = refusal(house).problems
    assert (problem.code, problem.line, problem.values) == ("sheet_on_ledger", 3, {"entry": "m-1"})
    done = import_(house, skip_known=True)
    assert [(one.row, one.entry) for one in done.known] == [(3, "m-1")]
    assert [line.row for line in done.lines] == [2]
    again = import_(house, skip_known=True)
    assert (again.entries, len(again.known), len(entries(house))) == ([], 2, 2)


def test_a_make_up_must_name_a_window_that_there_is(house: House) -> None:
    header = (*HEADER, "所属年度")
    row = ("board", "plenary", "2023-02-01")
    assert told(import_(house, csv_text(header, (*row, "2022年度"))).changes) == [
        ("yearly", "board", "2022", "no_record", "met_late")
    ]
    (problem,) = refusal(house, csv_text(header, ("board", "plenary", "2023-02-02", "yearly=2019"))).problems
    assert (problem.code, problem.column, problem.values["id"]) == ("sheet_window_unknown", 4, "2019")
    (problem,) = refusal(house, csv_text(header, ("office-a", "study", "2023-02-02", "2022"))).problems
    assert (problem.code, problem.line) == ("sheet_not_tracked", 2)


def test_windows_and_cells_are_told_together(house: House) -> None:
    raw = csv_text(
        (*HEADER, "所属年度"),
        ("board", "plenary", "2023-02-01", "yearly=2019"),
        ("bord", "plenary", "2023-01-01", ""),
    )
    assert [one.code for one in refusal(house, raw).problems] == [
        "sheet_window_unknown",
        "sheet_body_unknown",
    ]


def test_undo_takes_the_whole_batch_back_and_keeps_it_visible(store: Store) -> None:
    house = House(store)
    house.apply(PACK)
    done = import_(house)
    undone = house.do(undo, done.batch, reason="误导入", by="李某")
    assert told(undone.changes) == [(m, b, w, after, before) for m, b, w, before, after in CHANGES]
    assert (undone.retracted, len(entries(house)), acts(house)) == (2, 4, [])
    assert house.standing("yearly", "2022") == "no_record"
    assert house.verify().differences == ()
    with pytest.raises(BatchUndone):
        house.do(undo, done.batch, reason="误导入", by="李某")


def test_undo_passes_over_what_was_taken_back_and_takes_corrections_along(house: House) -> None:
    batch = import_(house).batch
    first, second = (str(entry.content.id) for entry in entries(house))
    house.enter(retract={"entry": first, "reason": "误录"})
    act = {"body": "city-a", "kind": "study", "start": "2023-06-02"}
    house.enter(replace={"entry": second, "reason": "日期有误", "act": act})
    assert house.do(undo, batch, reason="误导入", by="李某").retracted == 1
    assert acts(house) == []


def test_undo_needs_a_batch_and_a_reason(house: House) -> None:
    batch = import_(house).batch
    house.enter(act={"id": "mine:1", "body": "board", "kind": "plenary", "start": "2021-01-01"})
    for other in ("imp-20240305-000000", "mine", "", "imp"):
        with pytest.raises(BatchUnknown):
            house.do(undo, other, reason="x", by="李某")
    with pytest.raises(ReasonNeeded):
        house.do(undo, batch, reason=" ", by="李某")
    assert len(acts(house)) == 3


def test_the_same_file_again_after_undo_is_another_batch(house: House) -> None:
    first = import_(house).batch
    house.do(undo, first, reason="误导入", by="李某")
    second = import_(house).batch
    assert second == f"{first}-2"
    assert [act.id for act in acts(house)] == [
        f"{second}:board-plenary-2022-05-01",
        f"{second}:city-a-study-2023-06-01",
    ]


def test_who_may_not_record_for_a_body_is_told_the_row(house: House) -> None:
    reach = Reach({"board", "city-a"}, lambda body: body == "board")
    raw = csv_text(HEADER, ("board", "plenary", "2022-05-01"), ("city-a", "study", "2022-05-01"))
    with pytest.raises(SheetRefused) as refused:
        house.do(apply, Wish(raw, "t.csv"), reach=reach)
    assert [(one.code, one.line) for one in refused.value.problems] == [("sheet_not_allowed", 3)]
    with pytest.raises(SheetRefused) as refused:
        house.do(apply, Wish(RAW, "t.csv"), reach=reach)
    assert [(one.code, one.line) for one in refused.value.problems] == [
        ("sheet_body_unknown", 3),
        ("sheet_not_allowed", 3),
    ]


def test_undo_needs_the_right_to_every_body_of_the_batch(house: House) -> None:
    batch = import_(house).batch
    everything = {"board", "city-a", "city-b"}
    with pytest.raises(BatchUnknown):
        house.do(undo, batch, reason="x", by="李某", reach=Reach({"board"}, lambda body: True))
    with pytest.raises(NotAllowed):
        house.do(undo, batch, reason="x", by="李某", reach=Reach(everything, lambda body: body == "board"))
    assert (
        house.do(undo, batch, reason="x", by="李某", reach=Reach(everything, lambda body: True)).retracted
        == 2
    )
