"""Whether an .xlsx may be opened at all: asked of the zip's directory and raw bytes, before anything reads its XML."""

import zipfile
import zlib
from io import BytesIO
from typing import Final

from meeting_cadence.errors import Phrase
from meeting_cadence.regulations.problems import Report, Spot

MOST_PACKED: Final = 2 * 1024 * 1024
MOST_UNPACKED: Final = 20 * 1024 * 1024
MOST_PARTS: Final = 1000
_MOST_STYLES: Final = 2 * 1024 * 1024
"""Styles and the workbook's own part are read whole and slowly; in real files they have some kilobytes."""
_SLOW_PARTS: Final = ("styles.xml", "workbook.xml", "[content_types].xml", ".rels")
_XML: Final = (".xml", ".rels")
_DECLARATIONS: Final = ("<!DOCTYPE", "<!ENTITY")
_OLD: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = 0x1


def check_package(raw: bytes, file: str, report: Report) -> bool:
    """Whether the workbook may be opened; else the report says why not."""
    try:
        trouble = _trouble(raw)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError):
        trouble = ("sheet_broken", {})
    if trouble is not None:
        report.add(Spot(file), trouble[0], **trouble[1])
    return trouble is None


def _trouble(raw: bytes) -> tuple[str, dict[str, object]] | None:
    """The code of the problem and its values."""
    if len(raw) > MOST_PACKED:
        return "sheet_too_big", {"bytes": len(raw), "limit": MOST_PACKED}
    if raw.startswith(_OLD):
        return "sheet_old_format", {}
    with zipfile.ZipFile(BytesIO(raw)) as package:
        parts = package.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MOST_UNPACKED:
            return "sheet_unpacks_too_big", {"bytes": unpacked, "limit": MOST_UNPACKED}
        reason = _oddity(parts) or _declaration(package, parts)
    return ("sheet_hostile", {"reason": Phrase(f"problems.sheet_reason.{reason}")}) if reason else None


def _oddity(parts: list[zipfile.ZipInfo]) -> str | None:
    """What the directory alone shows."""
    names = [part.filename.casefold() for part in parts]
    if len(parts) > MOST_PARTS:
        return "parts"
    if len(set(names)) < len(names):
        return "twice"
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return "encrypted"
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        return "packing"
    if any(part.file_size > _MOST_STYLES for part in parts if part.filename.casefold().endswith(_SLOW_PARTS)):
        return "part_too_big"
    return None


def _declaration(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str | None:
    """A document type or entities in any XML: no spreadsheet program writes them, entity bombs need them.

    Unpacking stops at the size in the directory; a part that is longer than that fails its checksum here.
    """
    for part in parts:
        content = package.read(part)
        if not part.filename.casefold().endswith(_XML):
            continue
        for encoding in ("ascii", "utf-16-le", "utf-16-be"):
            if any(word.encode(encoding) in content for word in _DECLARATIONS):
                return "doctype"
    return None
