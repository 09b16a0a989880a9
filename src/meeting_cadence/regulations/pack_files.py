"""A pack with the texts it was read from, so that it can be kept and read again without its files."""

from pathlib import Path
from typing import NamedTuple

from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.problems import PackRefused, Report
from meeting_cadence.regulations.read import read_file, read_pack, read_pack_text


class Gathered(NamedTuple):
    """A checked pack; `files` holds every text by the name under which `root` includes it."""

    pack: Pack
    root: str
    files: dict[str, str]


def gather_files(path: Path) -> Gathered:
    """Read a pack and keep the texts of all its files. Raises PackRefused with every problem."""
    pack = read_pack(path)
    report = Report()
    text = read_file(path, report)
    if text is None:
        raise PackRefused(report.in_order())
    files = {path.name: _text(text)}

    def include(name: str) -> str:
        files[name] = _text((path.parent / name).read_bytes())
        return files[name]

    read_pack_text(files[path.name], name=path.name, include=include)
    return Gathered(pack, path.name, files)


def _text(content: bytes) -> str:
    """The text as it was checked: the reader accepts UTF-8 alone, with or without a byte order mark."""
    return content.decode("utf-8-sig")
