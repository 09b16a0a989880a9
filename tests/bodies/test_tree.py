"""The tree of bodies, lineages and selectors."""

from zoneinfo import ZoneInfo

import pytest

from meeting_cadence.bodies import Body, Condition, Selector, Text, Tree

ZONE = ZoneInfo("Asia/Shanghai")


def body(id, **more):
    return Body(id, Text.both(id), ZONE, **more)


TREE = Tree(
    [
        body("village", tier="village", parent="county", roles=("branch",)),
        body("county-b", tier="county", parent="province", order=2, attributes={"members": 6, "open": True}),
        body("county", tier="county", parent="province", order=1, attributes={"members": 7, "seat": "x"}),
        body("province", tier="province", order=0, roles=("head",)),
        body("merged", predecessors=("old-a", "old-b")),
        body("old-a", predecessors=("oldest",)),
        body("old-b", predecessors=("oldest",)),
        body("oldest"),
    ]
)


def test_bodies_are_listed_by_order_then_id_those_without_order_last():
    assert [one.id for one in TREE] == [
        "province", "county", "county-b", "merged", "old-a", "old-b", "oldest", "village",
    ]  # fmt: skip
    assert (len(TREE), "county" in TREE, "nowhere" in TREE) == (8, True, False)


def test_superiors_and_subtrees():
    assert TREE.superior(TREE["village"]) is TREE["county"]
    assert TREE.superior(TREE["province"]) is None
    assert [one.id for one in TREE.above(TREE["village"])] == ["county", "province"]
    assert TREE.subtree("province") == ["province", "county", "village", "county-b"]
    assert TREE.children == {"province": ("county", "county-b"), "county": ("village",)}


def test_a_body_carries_on_all_its_predecessors_each_once():
    found = TREE.lineage(TREE["merged"])
    assert (found[0], sorted(found)) == ("merged", ["merged", "old-a", "old-b", "oldest"])
    assert TREE.lineage(TREE["county"]) == ("county",)
    assert TREE.successors == {"old-a": ("merged",), "old-b": ("merged",), "oldest": ("old-a", "old-b")}


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        ([Selector(body="county")], ["county"]),
        ([Selector(body="nowhere")], []),
        ([Selector(tier="county")], ["county", "county-b"]),
        ([Selector(tier="county", body="county")], ["county"]),
        ([Selector(role="branch")], ["village"]),
        ([Selector(under="province")], ["county", "county-b", "village"]),
        ([Selector(under="county")], ["village"]),
        ([Selector(tier="county", under="county")], []),
        ([Selector(role="head"), Selector(tier="village"), Selector(role="head")], ["province", "village"]),
    ],
)
def test_selectors(selectors, expected):
    assert [one.id for one in TREE.select(selectors)] == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition("members", at_least=7), ["county"]),
        (Condition("members", at_least=8), []),
        (Condition("members", at_most=6), ["county-b"]),
        (Condition("members", at_least=6, at_most=7), ["county", "county-b"]),
        (Condition("members", equals=7), ["county"]),
        (Condition("open", equals=True), ["county-b"]),
        (Condition("open", equals=1), []),
        (Condition("open", at_least=0), []),
        (Condition("seat", equals="x"), ["county"]),
        (Condition("seat", at_least=1), []),
        (Condition("nothing", equals=1), []),
    ],
)
def test_conditions_on_attributes(condition, expected):
    assert [one.id for one in TREE.select([Selector(conditions=(condition,))])] == expected


def test_words_in_a_language():
    assert (Text("会", "meeting").in_language("zh"), Text("会", "meeting").in_language("en")) == (
        "会",
        "meeting",
    )
