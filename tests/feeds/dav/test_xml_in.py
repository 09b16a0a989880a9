"""Requests' XML: what is read, and what is refused before it can do harm."""

import pytest

from meeting_cadence.feeds.dav.xml_in import DEEPEST, MOST_BYTES, MOST_ELEMENTS, XmlRefused, read_xml


def test_names_are_in_clarks_notation_and_text_is_joined() -> None:
    root = read_xml(b'<a:x xmlns:a="DAV:" k="v"><y>one&amp;<!-- c -->two</y><a:y/><y/></a:x>')
    assert (root.name, root.attributes) == ("{DAV:}x", {"k": "v"})
    assert [child.name for child in root.children] == ["y", "{DAV:}y", "y"]
    assert root.children[0].text == "one&two"
    assert root.child("{DAV:}y") is root.children[1]
    assert root.child("z") is None
    assert len(root.all("y")) == 2


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;"><!ENTITY lol3 "&lol2;&lol2;&lol2;">]><lolz>&lol3;</lolz>"""


@pytest.mark.parametrize(
    "body",
    [
        LAUGHS,
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        b"<!DOCTYPE x><x/>",
        b"<x>&unknown;</x>",
        b"<x>",
        b"",
        b"not xml",
        b"<x/><y/>",
        b"<a:x/>",
        b'<a:b:c xmlns:a="DAV:"/>',
        b'<?xml version="1.0" encoding="no-such"?><x/>',
        b"<x>\x00</x>",
        b"\xff\xfe<x/>",
    ],
    ids=str,
)
def test_refused(body: bytes) -> None:
    with pytest.raises(XmlRefused):
        read_xml(body)


def nested(depth: int) -> bytes:
    return b"<x>" * depth + b"</x>" * depth


def test_depth_is_bounded() -> None:
    assert read_xml(nested(DEEPEST)).name == "x"
    with pytest.raises(XmlRefused):
        read_xml(nested(DEEPEST + 1))


def test_the_number_of_elements_is_bounded() -> None:
    assert len(read_xml(b"<x>" + b"<y/>" * (MOST_ELEMENTS - 1) + b"</x>").children) == MOST_ELEMENTS - 1
    with pytest.raises(XmlRefused):
        read_xml(b"<x>" + b"<y/>" * MOST_ELEMENTS + b"</x>")


def test_the_size_is_bounded() -> None:
    filled = b"<x>" + b" " * (MOST_BYTES - 7) + b"</x>"
    assert len(read_xml(filled).text) == MOST_BYTES - 7
    with pytest.raises(XmlRefused):
        read_xml(filled + b" ")
