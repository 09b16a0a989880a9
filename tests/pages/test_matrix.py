"""The matrix: its numbers are the rows', its order the administrative one, and each number leads to its rows."""

import re
from collections import Counter
from zoneinfo import ZoneInfo

from tests.conftest import Served

from meeting_cadence.bodies import Body, Text, Tree
from meeting_cadence.pages.matrix import MOST_ROWS, Matrix, arrange, lines_of
from meeting_cadence.pages.scope import Scope
from meeting_cadence.queries.faces import ordered
from meeting_cadence.store.piles import Pile

CELL = re.compile(r'<a class="standing mark-(\w+)" href="([^"]+)"[^>]*>.*?<b>(\d+)</b>')


def tree_of(children: int) -> Tree:
    zone = ZoneInfo("Asia/Shanghai")
    bodies = [Body("top", Text.both("top"), zone, order=1)]
    bodies += [Body(f"p{n}", Text.both(f"p{n}"), zone, parent="top", order=10 - n) for n in (1, 2)]
    bodies += [
        Body(f"c{n}", Text.both(f"c{n}"), zone, parent=f"p{n % 2 + 1}", order=100 + n)
        for n in range(children)
    ]
    return Tree(bodies)


def scope_over(tree: Tree) -> Scope:
    return Scope("top", tuple(tree.subtree("top")), "top", ("top",), (), is_whole=True)


def pile(body: str, mandate: str, face: str, number: int, force: str = "must") -> Pile:
    return Pile((body, mandate, force), face, face, number)


def matrix_of(found: list[Pile], tree: Tree, mandates: list[str]) -> Matrix:
    scope = scope_over(tree)
    return arrange(found, {body: (body,) for body in scope.bodies}, scope, tree, mandates)


def test_bodies_stand_in_administrative_order_each_under_its_superior() -> None:
    tree = tree_of(2)
    found = [pile(body, "m", "met", 1) for body in ("c0", "c1", "p1", "p2", "top")]
    matrix = matrix_of(found, tree, ["m"])
    assert [(line.body, line.depth) for line in matrix.lines] == [
        ("top", 0), ("p2", 1), ("c1", 2), ("p1", 1), ("c0", 2),
    ]  # fmt: skip


def test_totals_are_the_sums_of_cells_and_soft_duties_are_in_none() -> None:
    tree = tree_of(2)
    must = [pile("c0", "m", "overdue", 2), pile("c1", "m", "met", 3), pile("c1", "n", "met", 1)]
    soft = pile("c0", "s", "overdue", 9, "normally")
    matrix = matrix_of([*must, soft], tree, ["s", "n", "m"])
    assert matrix.columns == ["n", "m"] and matrix.soft_columns == ["s"]
    assert matrix.total == Counter(met=4, overdue=2)
    assert matrix.totals == {"m": Counter(overdue=2, met=3), "n": Counter(met=1)}
    assert {line.body: line.total for line in matrix.lines} == {
        "c0": Counter(overdue=2),
        "c1": Counter(met=4),
    }
    assert matrix.soft_totals == {"s": Counter(overdue=9)}


def test_many_bodies_are_added_up_under_those_directly_below() -> None:
    tree = tree_of(MOST_ROWS)
    scope = scope_over(tree)
    lines = lines_of(scope, tree, set(scope.bodies))
    assert {line: len(bodies) for line, bodies in lines.items()} == {"top": 1, "p2": 76, "p1": 76}
    found = [pile("p1", "m", "met", 2), pile("top", "m", "met", 1), pile("p2", "m", "met", 3)]
    matrix = arrange(found, lines, scope, tree, ["m"])
    assert [(line.body, line.whole) for line in matrix.lines] == [("top", False), ("p2", True), ("p1", True)]


def test_so_many_obliged_bodies_stand_one_by_one() -> None:
    tree = tree_of(MOST_ROWS + 10)
    scope = scope_over(tree)
    lines = lines_of(scope, tree, {f"c{n}" for n in range(MOST_ROWS)})
    assert list(lines) == list(scope.bodies)
    assert lines["c0"] == ("c0",)


def test_what_needs_somebody_stands_first() -> None:
    assert ordered(Counter(met=1, upcoming=2, overdue=3, due_soon=1)) == [
        ("overdue", 3), ("due_soon", 1), ("met", 1), ("upcoming", 2),
    ]  # fmt: skip


def test_the_page_counts_what_is_overdue_like_the_dashboard_and_leads_to_it(served: Served) -> None:
    browser = served.client(scope="commission")
    page = browser.get("/matrix").text
    foot = page[page.index("<tfoot>") :]
    total = {
        face: (href, int(number)) for face, href, number in CELL.findall(foot[foot.index('class="sum"') :])
    }
    overdue = [
        row for row in served.office.rows() if row["standing"] == "overdue" and row["body"] != "province"
    ]
    assert total["overdue"][1] == len(overdue) > 0
    rows = browser.get(total["overdue"][0].replace("&amp;", "&")).text
    assert set(re.findall(r"/obligations/(\w{26})", rows)) == {row["key"] for row in overdue}


def test_every_cell_leads_to_as_many_rows_as_it_says(served: Served) -> None:
    served.office.enter(act={"body": "city-a", "kind": "study", "start": "2023-03-01"})
    browser = served.client("auditor")
    for address in ("/matrix", "/matrix?year=2023", "/matrix?at=2023-08-01", "/matrix?under=city-a"):
        cells = CELL.findall(browser.get(address).text)
        assert cells, address
        for _, href, number in cells:
            page = browser.get(href.replace("&amp;", "&")).text
            assert len(re.findall(r'<td class="num days"', page)) == int(number), href


def test_a_soft_duty_stands_apart(served: Served) -> None:
    soft = served.office.pack.replace(
        "obliged: {body: commission}, act: plenary,",
        "obliged: {body: commission}, act: plenary, force: normally,",
    )
    served.office.apply(soft)
    page = served.client("auditor").get("/matrix?year=2023").text
    assert "（一般）" in page and "一般性要求（一般、原则上）不计入合计。" in page


def test_names_of_bodies_are_escaped(served: Served) -> None:
    served.office.apply(served.office.pack.replace("name: 甲市", "name: '<script>alert(1)</script>'"))
    browser = served.client("auditor")
    for path in ("/matrix", "/timeline", "/calendar/2024", "/trend", "/windows", "/?under=commission"):
        page = browser.get(path).text
        assert "<script>alert" not in page, path
    assert "&lt;script&gt;alert(1)" in browser.get("/matrix").text
    assert "&lt;script&gt;alert(1)" in browser.get("/timeline").text


def test_a_body_out_of_sight_is_not_found(served: Served) -> None:
    browser = served.client(scope="city-b")
    for path in ("/", "/matrix", "/timeline", "/calendar/2024", "/trend", "/windows"):
        foreign, absent = (browser.get(path, params={"under": one}) for one in ("city-a", "city-z"))
        assert foreign.status_code == absent.status_code == 404, path
        assert foreign.text.replace("city-a", "city-z") == absent.text, path
