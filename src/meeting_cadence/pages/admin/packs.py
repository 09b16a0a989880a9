"""Packs: those in force and their versions, a new one from the shipped ones or from files, seen before it works."""

from collections.abc import Sequence
from io import BytesIO
from typing import Annotated
from zipfile import ZIP_DEFLATED, ZipFile

from fastapi import APIRouter, Depends, Path
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import ADMINISTRATORS, PEOPLE_READERS, allow
from meeting_cadence.actions.edit_packs import last_day, put_whole
from meeting_cadence.actions.ports import AppliedTogether, Texts
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.admin.changing import Tried, effects_of, lines_of_refusal
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.regulations.document import MOST_BYTES, decoded
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.pack_files import gather_files
from meeting_cadence.regulations.problems import PackRefused, Report, Spot
from meeting_cadence.regulations.read import read_pack
from meeting_cadence.regulations.shipped_packs import shipped_pack, shipped_packs
from meeting_cadence.regulations.write import write_pack
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.pack_versions import list_versions
from meeting_cadence.store.registry import digest_of, pack_as_kept, packs_in_force, read_texts

router = APIRouter(include_in_schema=False)
MOST_FILES = 20
PackId = Annotated[str, Path(max_length=100)]
YAML = "application/yaml; charset=utf-8"


@router.get("/packs")
@allow(PEOPLE_READERS)
def packs_page(visit: Visit = Depends(open_visit)) -> Response:
    """The packs in force with their regulations and mandates, the versions, the shipped ones that are not in force."""
    with visit.view() as view:
        packs = packs_in_force(view.session)
        return answer(
            visit,
            view,
            "packs.html",
            packs=list(packs.values()),
            versions=list_versions(view.session)[::-1],
            shipped=[(one, title) for one, title in _shipped(view) if one not in packs],
            undecided=[one for one in view.world.pack.mandates if one.reading and not one.reading.decided_by],
        )


@router.get("/packs/new")
@allow(ADMINISTRATORS)
def new_pack_page(request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """The form; `shipped` in the address takes over the files of a shipped pack, `pack` those of one in force."""
    with visit.view() as view:
        chosen = request.query_params.get("shipped", "")
        known = request.query_params.get("pack", "")
        if chosen:
            gathered = gather_files(shipped_pack(chosen).path)
            texts = Texts(gathered.files, gathered.root)
        else:
            texts = _exported(view, known) if known else Texts({}, "")
        return _page(visit, view, texts, Filled(), Tried())


@router.post("/packs/new")
@allow(ADMINISTRATORS)
async def new_pack(request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """Take in files, see what they would change, or put them in force."""
    form = await request.form(max_files=MOST_FILES, max_fields=100, max_part_size=MOST_BYTES)
    filled = Filled({"do": [str(form.get("do", ""))], "reason": [str(form.get("reason", ""))]})
    filled.answers["state"] = [str(form.get("state", ""))]
    given: dict[str, bytes] = {}
    for name, text in zip(form.getlist("file-name"), form.getlist("file-text"), strict=False):
        if isinstance(name, str) and isinstance(text, str) and text.strip():
            given[name.strip()] = text.replace("\r\n", "\n").encode()
    for file in form.getlist("file"):
        if isinstance(file, UploadFile) and file.filename:
            given[file.filename] = await file.read()
    return await run_in_threadpool(_take, visit, given, str(form.get("root", "")), filled)


def _take(visit: Visit, given: dict[str, bytes], root: str, filled: Filled) -> Response:
    texts = Texts({}, "")
    try:
        texts = _texts_of(given, root)
        pack = read_texts(texts.files, texts.root)
        tried = _try(visit, pack, texts, filled)
    except MeetingCadenceError as error:
        tried = Tried(problems=lines_of_refusal(error, visit.language))
    if tried.done is not None:
        code = "packs.applied" if tried.done.versions else "packs.unchanged"
        return visit.go("/packs", visit.say(code, count=len(tried.done.flips)))
    with visit.view() as view:
        return _page(visit, view, texts, filled, tried)


def _texts_of(given: dict[str, bytes], root: str) -> Texts:
    """The texts by name; the pack's own file is the one named so, else the first. Raises PackRefused."""
    report = Report()
    texts: dict[str, str] = {}
    for name, raw in given.items():
        text = decoded(raw, name, report)
        if text is not None:
            texts[name] = text
    if not given:
        report.add(Spot(root or "pack.yaml"), "file_missing")
    if report:
        raise PackRefused(report.in_order())
    return Texts(texts, root if root in texts else next(iter(texts)))


def _try(visit: Visit, pack: Pack, texts: Texts, filled: Filled) -> Tried:
    reason, by = filled.one("reason") or None, visit.signed_in.name
    if filled.one("do") != "save":
        with visit.site.store.reading() as session:
            desk = SqlDesk(session, at=visit.now, tables=visit.site.tables)
            filled.answers["state"] = [_state(desk, pack.id) or ""]
            found = desk.plan_packs({pack.id: pack}, end=last_day(desk))
            return Tried(effects=effects_of(desk, found, visit.language))
    with visit.site.store.session() as session:
        desk = SqlDesk(session, at=visit.now, tables=visit.site.tables, actor=visit.signed_in.login)
        state, seen = _state(desk, pack.id), filled.one("state") or None
        if any(
            digest == digest_of(texts.files, texts.root)
            for name, _, digest in desk.versions()
            if name == pack.id
        ):
            return Tried(done=AppliedTogether({}))
        return Tried(done=put_whole(desk, pack, texts, state=state, seen=seen, by=by, reason=reason))


def _state(desk: SqlDesk, pack: str) -> str | None:
    return next((str(seq) for name, seq, _ in desk.versions() if name == pack), None)


def _exported(view: View, pack: str) -> Texts:
    known = packs_in_force(view.session)
    if pack not in known:
        raise NotFound(pack)
    written = write_pack(pack_as_kept(view.session, known[pack]))
    return Texts(written.files, written.root)


def _shipped(view: View) -> Sequence[tuple[str, str]]:
    return [(one.id, view.names.text(read_pack(one.path).title)) for one in shipped_packs()]


def _page(visit: Visit, view: View, texts: Texts, filled: Filled, tried: Tried) -> Response:
    return answer(
        visit,
        view,
        "pack_new.html",
        status=422 if tried.problems else 200,
        texts=texts,
        filled=filled,
        problems=tried.problems,
        effects=tried.effects,
        shipped=_shipped(view),
    )


@router.get("/packs/{pack}.yaml")
@allow(PEOPLE_READERS)
def pack_file(pack: PackId, visit: Visit = Depends(open_visit)) -> Response:
    """What is in force as a file; of a pack in several files, as an archive of them."""
    with visit.view() as view:
        texts = _exported(view, pack)
    name = "".join(one for one in pack if one.isascii() and (one.isalnum() or one == "-"))
    if len(texts.files) == 1:
        headers = {"content-disposition": f'attachment; filename="{name}.yaml"'}
        return Response(texts.files[texts.root], media_type=YAML, headers=headers)
    headers = {"content-disposition": f'attachment; filename="{name}.zip"'}
    return Response(_zipped(texts), media_type="application/zip", headers=headers)


def _zipped(texts: Texts) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name, text in texts.files.items():
            archive.writestr(name, text)
    return kept.getvalue()
