"""A pack that includes others: order, references across files, circles, and files that are not there."""

import pytest

from meeting_cadence.regulations.problems import PackRefused
from meeting_cadence.regulations.read import read_pack, read_pack_text


def head(pack, *include):
    return (
        f"format: 1\npack: {pack}\ntitle: {pack}\ntimezone: Asia/Shanghai\ninclude: [{', '.join(include)}]\n"
    )


LAW = head("law") + (
    "workdays: CN\nprofile: cn-civil\nvocabulary: {acts: {report: {zh: 报告, en: Report}}}\n"
    "regulations: [{id: law, title: L, mandates: [{id: one, title: O, obliged: {tier: city}, act: report,\n"
    "  clauses: [{deadline: {after: {event: e}, within: 30d}}]}]}]\n"
)
CITY = "bodies: [{id: c, name: C, tier: city}]\n"


def test_included_parts_come_first_and_keep_their_own_defaults():
    text = (
        head("city", "law.yaml")
        + CITY
        + (
            "vocabulary: {acts: {meet: M}}\n"
            "regulations: [{id: own, title: O, mandates: [{id: two, title: T, obliged: {body: c}, act: meet,\n"
            "  clauses: [{deadline: {after: {event: e}, within: 30d}}]}]}]\n"
        )
    )
    pack = read_pack_text(text, name="city.yaml", include={"law.yaml": LAW}.__getitem__)
    assert [(m.id, m.position, m.workdays) for m in pack.mandates] == [("one", 0, "CN"), ("two", 1, None)]
    assert [m.versions[0].clauses[0].rule.roll for m in pack.mandates] == ["following", "none"]
    assert sorted(pack.vocabulary.acts) == ["meet", "report"]
    assert (pack.id, pack.workdays, pack.profile) == ("city", None, None)


def test_a_file_included_twice_is_read_once():
    files = {"law.yaml": LAW, "x.yaml": head("x", "law.yaml"), "y.yaml": head("y", "./law.yaml")}
    pack = read_pack_text(head("z", "x.yaml", "y.yaml") + CITY, name="z.yaml", include=files.__getitem__)
    assert [mandate.id for mandate in pack.mandates] == ["one"]


def test_paths_are_relative_to_the_including_file():
    files = {"texts/a.yaml": head("a", "../b.yaml", "c.yaml"), "b.yaml": head("b"), "texts/c.yaml": head("c")}
    assert read_pack_text(head("z", "texts/a.yaml"), name="z.yaml", include=files.__getitem__).id == "z"


@pytest.mark.parametrize(
    "path",
    [
        "/etc/pack.yaml",
        "~/pack.yaml",
        "http://host/pack.yaml",
        "file:pack.yaml",
        "C:/pack.yaml",
        "'a\\b.yaml'",
    ],
)
def test_other_places_are_refused(path, problems_of):
    assert problems_of(head("p", path)) == [("include_not_relative", 5, 11)]


def test_a_missing_include(problems_of):
    assert problems_of(head("p", "law.yaml")) == [("include_missing", 5, 11)]


def test_circles_of_includes(problems_of):
    assert problems_of(head("p", "pack.yaml")) == [("include_circle", 5, 11)]
    files = {"b.yaml": head("b", "./pack.yaml")}
    assert problems_of(head("p", "b.yaml"), files, with_file=True) == [("b.yaml", "include_circle", 5, 11)]


def test_includes_without_end_are_cut_off():
    with pytest.raises(PackRefused) as refused:
        read_pack_text(
            head("p", "x/p.yaml"), name="p.yaml", include=lambda path: head(f"p{len(path)}", "x/p.yaml")
        )
    assert [problem.code for problem in refused.value.problems] == ["include_too_deep"]


def test_problems_of_all_files_in_the_order_of_reading(problems_of):
    files = {"b.yaml": head("b") + "bodies: [{id: c, name: 7}]\n", "c.yaml": "a: [\n"}
    text = head("p", "b.yaml", "c.yaml") + "bodies: [{id: c, name: C}, {id: p, name: P, parent: q}]\n"
    assert problems_of(text, files, with_file=True) == [
        ("pack.yaml", "duplicate_id", 6, 15),
        ("pack.yaml", "unknown_body", 6, 53),
        ("b.yaml", "wrong_type", 6, 24),
        ("c.yaml", "corrupt_yaml", 2, 1),
    ]


def test_pack_ids_are_given_once(problems_of):
    assert problems_of(head("p", "b.yaml"), {"b.yaml": head("p")}, with_file=True) == [
        ("b.yaml", "duplicate_id", 2, 7)
    ]


def test_files(tmp_path):
    (tmp_path / "law.yaml").write_text(LAW, encoding="utf-8")
    (tmp_path / "city.yaml").write_text(head("city", "law.yaml") + CITY, encoding="utf-8")
    assert read_pack(tmp_path / "city.yaml").mandate["one"].regulation == "law"


@pytest.mark.parametrize(
    ("name", "code"), [("no.yaml", "file_missing"), (".", "file_is_folder"), ("a\0b", "file_missing")]
)
def test_files_that_cannot_be_read(tmp_path, name, code):
    with pytest.raises(PackRefused) as refused:
        read_pack(tmp_path / name)
    assert [(one.code, one.line, one.column) for one in refused.value.problems] == [(code, 0, 0)]


def test_the_shown_path_of_an_include_is_where_it_lies(tmp_path):
    (tmp_path / "city.yaml").write_text(head("city", "law.yaml"), encoding="utf-8")
    (tmp_path / "law.yaml").write_bytes(b"a: \xff")
    with pytest.raises(PackRefused) as refused:
        read_pack(tmp_path / "city.yaml")
    assert refused.value.problems[0][:4] == ("not_utf8", str(tmp_path / "law.yaml"), 1, 4)
