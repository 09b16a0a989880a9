"""From files to a checked pack, its includes folded in: a `Pack`, or `PackRefused` with every problem."""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from meeting_cadence.dates.holiday_table import COUNTRIES
from meeting_cadence.regulations.check_bodies import check_bodies, read_zone
from meeting_cadence.regulations.check_cascades import check_cascades
from meeting_cadence.regulations.check_mandates import check_regulations, placed
from meeting_cadence.regulations.check_vocabulary import check_alert_policies, check_vocabulary
from meeting_cadence.regulations.check_whole import check_whole
from meeting_cadence.regulations.document import Node, read_document
from meeting_cadence.regulations.draft import Defaults, Draft
from meeting_cadence.regulations.fields import Fields
from meeting_cadence.regulations.model import Pack, Vocabulary
from meeting_cadence.regulations.problems import PackRefused, Report, Spot

FORMAT: Final = 1
PROFILES: Final = ("cn-civil",)
_KEYS: Final = ("workdays", "profile", "include", "bodies", "regulations", "vocabulary", "alert_policies")
_PACK_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_ELSEWHERE: Final = re.compile(r"[/\\~]|[A-Za-z][A-Za-z0-9+.-]*:", re.ASCII)
_DEEPEST: Final = 20
"""Includes of includes of includes."""

Include = Callable[[str], str | bytes]
"""From the path of an include, relative to the first file, to its text. OSError or LookupError: not there."""


def read_pack(path: Path) -> Pack:
    """The pack in a file, with its includes. Raises PackRefused."""
    report = Report()
    text = read_file(path, report)
    if text is None:
        raise PackRefused(report.in_order())
    folder = path.parent
    reader = _Reader(lambda name: (folder / name).read_bytes(), lambda name: str(folder / name))
    return reader.pack(text, path.name)


def read_pack_text(text: str | bytes, *, name: str, include: Include) -> Pack:
    """The pack in a text called `name`; `include` finds the texts of its includes. Raises PackRefused."""
    return _Reader(include, lambda one: one).pack(text, name)


def read_file(path: Path, report: Report) -> bytes | None:
    """The bytes of a file; None, with a problem, when it is missing, a folder, or may not be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        report.add(Spot(str(path)), file_problem(error))
    except ValueError:
        report.add(Spot(str(path).replace("\0", "?")), "file_missing")
    return None


def file_problem(error: OSError | LookupError) -> str:
    """Why a file could not be read."""
    if isinstance(error, IsADirectoryError):
        return "file_is_folder"
    if isinstance(error, (FileNotFoundError, NotADirectoryError, LookupError)):
        return "file_missing"
    return "file_unreadable"


class _Reader:
    """Reads one pack and its includes, each file once, included parts first."""

    def __init__(self, include: Include, shown: Callable[[str], str]) -> None:
        self._include = include
        self._shown = shown
        self._draft = Draft(Report())
        self._done: set[str] = set()

    def pack(self, text: str | bytes, name: str) -> Pack:
        draft, report = self._draft, self._draft.report
        fields = self._file(text, name, ())
        check_cascades(draft, check_whole(draft))
        if report or fields is None:
            raise PackRefused(report.in_order())
        title = fields.name("title")
        assert title is not None, "a missing title is on the report"
        vocabulary = Vocabulary(**draft.vocabulary)
        return Pack(
            id=fields.text("pack") or "",
            title=title,
            zone=fields.text("timezone") or "",
            bodies=tuple(one.body for one in draft.bodies),
            regulations=placed(draft.regulations, vocabulary),
            workdays=fields.text("workdays"),
            profile=fields.text("profile"),
            vocabulary=vocabulary,
            alert_policies=draft.alert_policies,
        )

    def _file(self, text: str | bytes, name: str, including: tuple[str, ...]) -> Fields | None:
        """One file into the draft; its includes before its own parts."""
        draft, report = self._draft, self._draft.report
        self._done.add(name)
        document = read_document(text, self._shown(name), report)
        if document is None:
            return None
        fields = Fields(document, report, required=("format", "pack", "title", "timezone"), optional=_KEYS)
        if fields.broken:
            return None
        check_format(fields)
        self._pack_id(fields)
        fields.name("title")
        for node in fields.items("include"):
            self._included(node, fields, name, (*including, name))
        defaults = _defaults(fields)
        check_vocabulary(fields, draft)
        check_alert_policies(fields, draft)
        check_bodies(fields, draft, defaults)
        check_regulations(fields, draft, defaults)
        return fields

    def _pack_id(self, fields: Fields) -> None:
        pack_id, packs = fields.text("pack"), self._draft.packs
        if pack_id is None:
            return
        if not _PACK_ID.fullmatch(pack_id) or len(pack_id) > 100:
            fields.report.add(fields.at("pack"), "bad_pack_id", id=pack_id[:100])
        elif pack_id in packs:
            there = f"{packs[pack_id].file}:{packs[pack_id].line}"
            fields.report.add(fields.at("pack"), "duplicate_id", sort="pack", id=pack_id, there=there)
        packs.setdefault(pack_id, fields.at("pack"))

    def _included(self, node: Node, fields: Fields, name: str, including: tuple[str, ...]) -> None:
        path = fields.text_of(node, "include")
        if path is None:
            return
        if _ELSEWHERE.match(path) or "\\" in path or "\0" in path:
            fields.report.add(node, "include_not_relative", path=path[:200])
            return
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        if target in including:
            circle = (*including[including.index(target) :], target)
            fields.report.add(node, "include_circle", files=circle)
        elif len(including) > _DEEPEST:
            fields.report.add(node, "include_too_deep", limit=_DEEPEST)
        elif target not in self._done:
            self._open(target, node, including)

    def _open(self, target: str, node: Node, including: tuple[str, ...]) -> None:
        try:
            text = self._include(target)
        except (OSError, LookupError) as error:
            code = f"include_{file_problem(error).removeprefix('file_')}"
            self._draft.report.add(node, code, path=self._shown(target))
            return
        self._file(text, target, including)


def check_format(fields: Fields) -> None:
    """`format: 1`, the only one there is."""
    number = fields.number("format")
    if number is not None and number != FORMAT:
        fields.report.add(fields.at("format"), "unknown_format", number=number, known=FORMAT)


def _defaults(fields: Fields) -> Defaults:
    zone = read_zone(fields, "timezone")
    workdays, profile = fields.word("workdays", sorted(COUNTRIES)), fields.word("profile", PROFILES)
    return Defaults(zone.key if zone is not None else None, workdays, profile == "cn-civil")
