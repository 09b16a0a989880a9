"""Texts become trees that know where they stand; what cannot be read is one clear problem with its place."""

import json

import pytest
import yaml

from meeting_cadence.regulations import yaml_text
from meeting_cadence.regulations.document import BROKEN, MOST_BYTES, read_document
from meeting_cadence.regulations.problems import Report


def read(text):
    report = Report()
    node = read_document(text, "f.yaml", report)
    return node, [(problem.code, problem.line, problem.column) for problem in report.in_order()]


def value(node):
    if isinstance(node.value, dict):
        return {key: value(one) for key, one in node.value.items()}
    return [value(one) for one in node.value] if isinstance(node.value, list) else node.value


def test_every_node_and_key_knows_its_place():
    node, problems = read("format: 1\nbodies:\n  - id: a\n    name: 甲\n")
    body = node.value["bodies"].value[0]
    assert problems == []
    assert (node.value["bodies"].key("x").line, node.key("bodies").line, node.key("bodies").column) == (
        3,
        2,
        1,
    )
    assert body.value["name"][:4] == ("甲", "f.yaml", 4, 11)
    assert body.key("name")[1:] == (4, 5)


def test_json_gives_the_same_values_with_its_own_places():
    node, problems = read('{"a": [1, -2.5, "x", true, null],\n "b": {"c": "\\u4e2d"}}')
    assert problems == []
    assert value(node) == {"a": [1, -2.5, "x", True, None], "b": {"c": "中"}}
    assert node.value["b"].value["c"][2:4] == (2, 13)


def test_json_with_surrogate_pairs_tabs_and_slashes():
    text = json.dumps({"a": "😀"}).replace("{", "{\t\n\t") + "\n"
    assert value(read(text)[0]) == {"a": "😀"}
    assert value(read('{"a": "x\\/y"}')[0]) == {"a": "x/y"}


def test_flow_style_yaml_is_no_json_and_is_read_all_the_same():
    assert value(read("{a: 1, b: [x, no]}  # remark")[0]) == {"a": 1, "b": ["x", "no"]}


def test_quoted_scalars_are_always_text():
    assert value(read("a: '1'\nb: \"null\"\nc: |\n  true\n")[0]) == {"a": "1", "b": "null", "c": "true\n"}


def test_keys_are_texts_as_they_are_written():
    assert value(read("1: a\nnull: b\ntrue: c\n")[0]) == {"1": "a", "null": "b", "true": "c"}


def test_a_byte_order_mark_at_the_beginning_is_no_problem():
    assert read(b"\xef\xbb\xbfa: 1")[1] == []


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("empty_document", 1, 1)]),
        ("# only a remark\n", [("empty_document", 1, 1)]),
        ("a: 1\n---\nb: 2\n", [("several_documents", 2, 1)]),
        ("a: &x 1\nb: *x\n", [("anchor", 1, 4), ("alias", 2, 4)]),
        ("a: !!str 1\nb: !own {}\n", [("tag", 1, 4), ("tag", 2, 4)]),
        ("a: 1\nb: 2\na: 3\n", [("duplicate_key", 3, 1)]),
        ('{"a": 1,\n "a": 2}', [("duplicate_key", 2, 2)]),
        ("? [a]\n: 1\n", [("key_not_text", 1, 3)]),
        ("a: b: c\n", [("corrupt_yaml", 1, 5)]),
        ("a: [1, 2\nb: 3\n", [("corrupt_yaml", 2, 2)]),
        ("a:\n\t- 1\n", [("corrupt_yaml", 2, 1)]),
        ("a: 'x\n", [("corrupt_yaml", 2, 1)]),
        ("%YAML 9.1\n---\na: 1\n", [("corrupt_yaml", 1, 1)]),
        ('{"a": 1,}', []),
        ('{"a": [1, 2}', [("corrupt_json", 1, 12)]),
        ('{"a" 1}', [("corrupt_json", 1, 6)]),
        ('{"a": "x\n', [("corrupt_json", 1, 9)]),
        ('{"a": 1} x', [("corrupt_json", 1, 10)]),
        ('{"a": "\\u0000"}', [("control_character", 1, 7)]),
        ('{"a": "\\ud83d"}', [("control_character", 1, 7)]),
        ('a: "\\x07"', [("control_character", 1, 4)]),
        ("a: x\ny\x00: \x07\nb: \x07", [("control_character", 2, 2), ("control_character", 3, 4)]),
        ("a: \ufeff\n", [("control_character", 1, 4)]),
        ("a: \ud800\n", [("control_character", 1, 4)]),
        (b"a: 1\nb: \xd6\xd0\n", [("not_utf8", 2, 4)]),
        ("a: 1\n".encode("utf-16"), [("utf16", 1, 1)]),
    ],
)
def test_what_is_refused(text, problems):
    assert read(text)[1] == problems


def test_levels_are_limited():
    assert read("[" * 100 + "]" * 100)[1] == []
    assert read("[" * 101 + "]" * 101)[1] == [("too_deep", 1, 101)]
    assert read("- " * 101 + "x")[1] == [("too_deep", 1, 201)]


def test_size_is_limited():
    assert read("#" * MOST_BYTES)[1] == [("empty_document", 1, 1)]
    assert read("#" * (MOST_BYTES + 1))[1] == [("too_big", 0, 0)]
    assert read(("中" * (MOST_BYTES // 3 + 1)).encode())[1] == [("too_big", 0, 0)]


def test_an_alias_leaves_a_hole_that_readers_pass_over():
    node, _ = read("a: &x 1\nb: *x\n")
    assert node.value["b"].value is BROKEN


@pytest.mark.parametrize(
    "text", ["a: 1\nb: ['x', \"y\", no, |\n", "a:\n  - {b: 1, c: null}\n  - |\n    text\n", "? a\n: &x b\n"]
)
def test_without_libyaml_the_tree_is_the_same(text, monkeypatch):
    fast = read(text)
    monkeypatch.setattr(yaml_text, "_Parser", yaml.Loader)
    assert [problem[0] for problem in read(text)[1]] == [problem[0] for problem in fast[1]]
    assert read(text)[0] == fast[0]


def test_after_a_thousand_problems_it_is_enough(problems_of):
    def bodies(number):
        return "format: 1\npack: p\ntitle: T\ntimezone: UTC\nbodies:\n" + "- 1\n" * number

    assert [problem[0] for problem in problems_of(bodies(1000))] == ["wrong_type"] * 1000
    assert [problem[0] for problem in problems_of(bodies(5000))] == ["wrong_type"] * 1000 + [
        "too_many_problems"
    ]
