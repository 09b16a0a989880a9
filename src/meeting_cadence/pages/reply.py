"""Answering an invitation by the signed link of a mail, without signing in. Looking changes nothing."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.act_links import ActLink, LinkInvalid, read
from meeting_cadence.access.permits import EVERYONE, allow
from meeting_cadence.actions.reply_invitation import ReplyRefused, Said, reply_invitation
from meeting_cadence.pages.answer import answer_plain
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.invitations import Invitation
from meeting_cadence.store.invitations import Convened, SqlReplyBook, invitation_of
from meeting_cadence.store.registry import load_world
from meeting_cadence.words.invitations_when import when_in_words
from meeting_cadence.words.names import Names

router = APIRouter(include_in_schema=False)
REFUSED = 400


@router.get("/reply/{token}")
@allow(EVERYONE)
def reply_page(token: str, visit: Visit = Depends(open_visit)) -> Response:
    """What the meeting is, the answer so far, and the two buttons."""
    return _page(visit, token)


@router.post("/reply/{token}")
@allow(EVERYONE)
def reply(token: str, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """One answer, by the holder of the link."""
    link = _link(visit, token)
    said = Said(link.recipient, filled.one("do"), filled.one("reason"))
    try:
        with visit.site.store.session() as session:
            convened = invitation_of(session, link.obligation)
            if convened is None:
                raise LinkInvalid
            reply_invitation(SqlReplyBook(session), convened.invitation, said, at=visit.now)
    except ReplyRefused as refused:
        return _page(visit, token, said, problem_lines(refused, visit.language))
    return visit.go(f"/reply/{token}", visit.say("reply.done"))


def _link(visit: Visit, token: str) -> ActLink:
    """Raises LinkInvalid, LinkOld."""
    return read(token, visit.site.store.secret, at=visit.now, purpose="reply")


def _page(visit: Visit, token: str, said: Said | None = None, problems: list[str] | None = None) -> Response:
    """Raises LinkInvalid: not ours, altered, too old, or its meeting is no more."""
    link = _link(visit, token)
    with visit.site.store.reading() as session:
        convened = invitation_of(session, link.obligation)
        names = Names(load_world(session).pack, visit.language)
    if convened is None:
        raise LinkInvalid
    invitation = convened.invitation
    mine = [one for one in convened.attendance.expected if one.guest.same == link.recipient.casefold()]
    return answer_plain(
        visit,
        "reply.html",
        status=REFUSED if problems else 200,
        path=f"/reply/{token}",
        title=names.meeting(invitation.told.kind, invitation.told.title),
        bodies=names.several(names.body(body) for body in invitation.told.bodies),
        when_words=_when(invitation, visit),
        place=invitation.told.place,
        recipient=link.recipient,
        mine=mine[0] if mine else None,
        closed=_closed(visit, convened, bool(mine)),
        moved=link.due_revision != str(invitation.sequence),
        reason=said.reason if said is not None else "",
        problems=problems or [],
    )


def _when(invitation: Invitation, visit: Visit) -> str:
    return when_in_words(invitation.told.start, invitation.told.end, invitation.zone, visit.language)


def _closed(visit: Visit, convened: Convened, invited: bool) -> str | None:
    """Why no answer is taken any more."""
    if not invited:
        return "uninvited"
    if convened.invitation.cancelled:
        return "cancelled"
    return "over" if visit.now >= convened.invitation.ends else None
