"""Packs whole: those in force, their versions, their files, what a new one would change, putting it in force."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import ADMINISTRATORS, PEOPLE_READERS, allow
from meeting_cadence.actions.edit_packs import last_day, put_whole
from meeting_cadence.actions.edit_parts import PackUnknown
from meeting_cadence.actions.ports import AppliedTogether, Texts
from meeting_cadence.api.call import Answer, Caller
from meeting_cadence.api.documented import CREATED_TOO
from meeting_cadence.api.editing import IfMatch, Reason, preview_answer, receipt_answer
from meeting_cadence.queries.world import nearest
from meeting_cadence.regulations.document import MOST_BYTES
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.problems import PackRefused, Report, Spot
from meeting_cadence.regulations.write import write_pack
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.pack_versions import Kept, list_versions, texts_of
from meeting_cadence.store.registry import digest_of, pack_as_kept, packs_in_force, read_texts

router = APIRouter(prefix="/api/v1", tags=["registry"])
MOST_FILES: Final = 100
PackId = Annotated[str, Path(max_length=100, description="Id of a pack.")]
FileName = Annotated[str, Field(min_length=1, max_length=200)]
FileText = Annotated[str, Field(max_length=MOST_BYTES)]


class PackFiles(BaseModel):
    """The texts of a pack (YAML, or JSON with the same keys) by the names under which `root` includes them."""

    model_config = ConfigDict(extra="forbid")

    root: FileName = Field(description="Name of the pack's own file.", examples=["office.yaml"])
    files: dict[FileName, FileText] = Field(
        min_length=1,
        max_length=MOST_FILES,
        examples=[{"office.yaml": "format: 1\npack: office\ntitle: Sample\ntimezone: Asia/Shanghai\n"}],
    )

    def checked(self) -> tuple[Pack, Texts]:
        """Raises PackRefused with every problem."""
        if self.root not in self.files:
            report = Report()
            report.add(Spot(self.root), "file_missing")
            raise PackRefused(report.in_order())
        return read_texts(self.files, self.root), Texts(self.files, self.root)


@router.get("/packs")
@allow(PEOPLE_READERS)
def packs(call: Caller) -> Answer:
    """The packs in force, in the order in which they were first applied."""
    with call.house.store.reading() as session:
        active = {one.pack: one for one in list_versions(session) if one.active}
        return {
            "packs": [_summary(pack, active[name]) for name, pack in packs_in_force(session).items()],
        }


@router.get("/packs/{pack}")
@allow(PEOPLE_READERS)
def pack_files(
    call: Caller,
    pack: PackId,
    response: Response,
    version: Annotated[
        int | None, Query(ge=1, le=2**31 - 1, description="The texts of a version as they were given.")
    ] = None,
) -> Answer:
    """The files that read back as what is in force, edits and contacts made here among them; POST takes them again.

    The ETag is what the next version names in If-Match.
    """
    with call.house.store.reading() as session:
        _require_known(session, pack)
        seq = next(one.seq for one in list_versions(session, pack) if one.active)
        response.headers["etag"] = _state(seq)
        texts = _exported(session, pack) if version is None else texts_of(session, pack, version)
    if texts is None:
        raise NotFound(str(version))
    return {"pack": pack, "version": version or seq, "root": texts.root, "files": dict(texts.files)}


@router.get("/packs/{pack}/versions")
@allow(PEOPLE_READERS)
def versions(call: Caller, pack: PackId) -> Answer:
    """Who put which version in force, when and why; the first one first."""
    with call.house.store.reading() as session:
        _require_known(session, pack)
        return {"pack": pack, "versions": [_version(one) for one in list_versions(session, pack)]}


@router.post("/packs/plan")
@allow(ADMINISTRATORS)
def plan(call: Caller, given: PackFiles) -> Answer:
    """What putting a pack in force would change here, by the record of now; `problems` are what would be refused."""
    pack, _ = given.checked()
    with call.house.store.reading() as session:
        desk = SqlDesk(session, at=call.now, tables=call.house.tables)
        return preview_answer(desk, desk.plan_packs({pack.id: pack}, end=last_day(desk)))


@router.post("/packs", responses=CREATED_TOO)
@allow(ADMINISTRATORS)
def apply(
    call: Caller, given: PackFiles, response: Response, if_match: IfMatch = None, reason: Reason = None
) -> Answer:
    """Put a pack in force: a new one (201), or a new version. What is in force already is answered as `unchanged`."""
    pack, texts = given.checked()
    with call.house.store.session() as session:
        desk = SqlDesk(session, at=call.now, tables=call.house.tables, actor=call.person.login)
        active = {name: (seq, digest) for name, seq, digest in desk.versions()}
        seq, digest = active.get(pack.id, (None, None))
        if digest == digest_of(texts.files, texts.root):
            return receipt_answer(pack.id, AppliedTogether({}))
        state = _state(seq) if seq is not None else None
        done = put_whole(desk, pack, texts, state=state, seen=if_match, by=call.person.name, reason=reason)
    response.status_code = 201 if seq is None else 200
    return receipt_answer(pack.id, done)


def _require_known(session: Session, pack: str) -> None:
    known = packs_in_force(session)
    if pack not in known:
        raise PackUnknown(pack, nearest(pack, known))


def _exported(session: Session, pack: str) -> Texts:
    written = write_pack(pack_as_kept(session, packs_in_force(session)[pack]))
    return Texts(written.files, written.root)


def _state(seq: int) -> str:
    return f'"{seq}"'


def _summary(pack: Pack, kept: Kept) -> Answer:
    return {
        "pack": pack.id,
        "title": pack.title._asdict(),
        "bodies": len(pack.bodies),
        "regulations": [one.id for one in pack.regulations],
        "mandates": len(pack.mandates),
        **_version(kept),
    }


def _version(kept: Kept) -> Answer:
    return {
        "version": kept.seq,
        "applied_at": kept.applied_at.isoformat(),
        "applied_by": kept.applied_by,
        "reason": kept.reason,
        "digest": kept.digest,
        "active": kept.active,
    }
