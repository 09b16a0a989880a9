"""The packs that travel with the software: in the wheel beside this module, in a checkout under config/packs.

A shipped pack is a file `<id>.yaml`. In `examples/` beside it lie files to try it on: `<id>.history.yaml`
(a ledger), `<id>.yaml` (a pack of example bodies that includes it, where it has none), `<id>.contacts.csv`.
"""

from importlib.resources import files
from pathlib import Path
from typing import ClassVar, NamedTuple

from meeting_cadence.errors import MeetingCadenceError

_EXAMPLES = "examples"
_HISTORY = ".history.yaml"


class UnknownShippedPack(MeetingCadenceError):
    """No pack of that id is shipped. Values: `known`, the ids that are, and `examples`."""

    code: ClassVar[str] = "unknown_shipped_pack"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 404


class ShippedPacksMissing(MeetingCadenceError):
    """The installation lacks its packs. Subject: the folder where they should be."""

    code: ClassVar[str] = "shipped_packs_missing"


class ShippedPack(NamedTuple):
    """A pack and what it can be tried on. `example`: a pack of example bodies, None when it has its own."""

    id: str
    path: Path
    example: Path | None
    history: Path | None
    contacts: Path | None

    @property
    def tried_on(self) -> Path:
        """The pack that fits the history: the one with example bodies, else the pack itself."""
        return self.example or self.path


def shipped_folder() -> Path:
    """The folder of the shipped packs; raises ShippedPacksMissing."""
    installed = Path(str(files("meeting_cadence.regulations"))) / "shipped"
    checkout = Path(__file__).resolve().parents[3] / "config" / "packs"
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise ShippedPacksMissing(str(installed))


def shipped_packs() -> tuple[ShippedPack, ...]:
    """All shipped packs, by id."""
    folder = shipped_folder()
    return tuple(_shipped(path, folder / _EXAMPLES) for path in sorted(folder.glob("*.yaml")))


def shipped_pack(pack_id: str) -> ShippedPack:
    """One of them by its id; raises UnknownShippedPack."""
    known = {pack.id: pack for pack in shipped_packs()}
    if pack_id not in known:
        raise UnknownShippedPack(pack_id, known=tuple(known), examples=tuple(example_packs()))
    return known[pack_id]


def example_packs() -> dict[str, Path]:
    """Further example packs by file name: how a deployment writes its own on top of a shipped one."""
    folder, shipped = shipped_folder() / _EXAMPLES, {pack.id for pack in shipped_packs()}
    found = (path for path in sorted(folder.glob("*.yaml")) if not path.name.endswith(_HISTORY))
    return {path.stem: path for path in found if path.stem not in shipped}


def _shipped(path: Path, examples: Path) -> ShippedPack:
    beside = {suffix: examples / (path.stem + suffix) for suffix in (".yaml", _HISTORY, ".contacts.csv")}
    example, history, contacts = (file if file.is_file() else None for file in beside.values())
    return ShippedPack(path.stem, path, example, history, contacts)
