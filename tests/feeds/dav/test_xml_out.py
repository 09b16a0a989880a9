"""Written XML: escaped, readable by any parser, byte for byte what was meant."""

from xml.etree import ElementTree

import pytest

from meeting_cadence.feeds.dav.xml_out import (
    cal,
    dav,
    element,
    fault,
    href,
    multistatus,
    propstat,
    response,
    text,
)


@pytest.mark.parametrize("value", ["a&b<c>d", "一\r\n二\n", '"quoted"', "]]>", "\U0001f600"])
def test_text_comes_back(value: str) -> None:
    assert ElementTree.fromstring(f"<x>{text(value)}</x>").text == value


def test_what_xml_cannot_carry_is_left_out() -> None:
    assert text("a\x00b\x1bc\ud800d\uffff") == "abcd"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (dav("prop"), "<D:prop/>"),
        (cal("comp"), "<C:comp/>"),
        ("plain", "<plain/>"),
        ('{a"&<b}x', "<x:x xmlns:x='a\"&amp;&lt;b'/>"),
    ],
)
def test_names(name: str, written: str) -> None:
    assert element(name) == written


def test_addresses_are_percent_encoded() -> None:
    assert href("/dav/a b<c>%2e/ü") == "<D:href>/dav/a%20b%3Cc%3E%252e/%C3%BC</D:href>"


def test_a_multistatus_is_a_document() -> None:
    body = multistatus(
        [response("/dav/", propstat([element(dav("displayname"), "x")], 200) + propstat([], 404))]
    )
    root = ElementTree.fromstring(body)
    assert [one.tag for one in root.iter()] == [
        f"{{DAV:}}{name}"
        for name in ("multistatus", "response", "href", "propstat", "prop", "displayname", "status")
    ]


def test_a_fault_names_its_condition() -> None:
    root = ElementTree.fromstring(fault(element(dav("valid-sync-token"))))
    assert (root.tag, root[0].tag) == ("{DAV:}error", "{DAV:}valid-sync-token")
