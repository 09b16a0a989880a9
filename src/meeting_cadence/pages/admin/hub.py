"""Where an administrator finds everything: the first steps of a new service, the state of a running one."""

from datetime import timedelta
from importlib.metadata import version

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import ADOPTERS, PEOPLE_READERS, SIGNED_IN, allow
from meeting_cadence.pages.admin.channels import channel_lines
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.health import health_line, last_tick
from meeting_cadence.pages.subscription_lines import held_back
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.first_steps import first_steps
from meeting_cadence.store.last_backup import last_backup
from meeting_cadence.store.letters import mail_counts
from meeting_cadence.store.mail_trouble import mail_trouble

router = APIRouter(include_in_schema=False)
BACKUP_PATIENCE = timedelta(days=7)
"""An older backup is told of in red."""
YEARS_OF_DAYS = 3
"""Working days of so many years, this one first, are told of."""


@router.get("/settings")
@allow(PEOPLE_READERS)
def settings_page(visit: Visit = Depends(open_visit)) -> Response:
    """Everything that can be set, and how the service is doing."""
    with visit.view() as view:
        steps = first_steps(view.session, view.world, today=view.today)
        reading = [one for one in view.world.pack.mandates if one.reading]
        return answer(
            visit,
            view,
            "settings.html",
            done=sum(step.is_done for step in steps),
            steps=steps,
            undecided=sum(one.reading is not None and one.reading.decided_by is None for one in reading),
            health=health_line(visit, view.session),
            facts=list(_facts(visit, view)),
            channels=channel_lines(visit),
            backup=_backup_told(visit, view),
            days=list(_working_days(visit, view)),
        )


def _facts(visit: Visit, view: View) -> list[tuple[str, str]]:
    """How the service is doing, line by line."""
    tick = last_tick(view.session)
    counts = mail_counts(view.session)
    trouble = mail_trouble(view.session)
    mail = visit.say("settings.mail.on" if visit.site.mail_configured else "settings.mail.off")
    if trouble is not None:
        mail = visit.say("settings.mail.down", at=visit.local(trouble.since), detail=trouble.detail)
    states = [f"{visit.say(f'letter.{state}')} {count}" for state, count in sorted(counts.items())]
    held = held_back(view, None)
    database = "PostgreSQL" if view.session.get_bind().dialect.name == "postgresql" else "SQLite"
    return [
        (visit.say("settings.version"), version("meeting-cadence")),
        (visit.say("settings.database"), database),
        (visit.say("settings.tick"), str(visit.local(tick))[:16] if tick else visit.say("settings.never")),
        (visit.say("settings.mail"), mail),
        (visit.say("settings.notices"), visit.say("semicolon").join(states) or visit.say("settings.none")),
        (
            visit.say("settings.feeds"),
            visit.say("settings.feeds.held", count=len(held)) if held else visit.say("settings.feeds.well"),
        ),
        (visit.say("settings.profile"), visit.say(f"account.profile.{visit.site.rules.profile.name}")),
        (visit.say("settings.address"), visit.site.public_url),
        (visit.say("settings.zone"), visit.site.zone.key),
    ]


def _backup_told(visit: Visit, view: View) -> tuple[str, bool]:
    """When the last backup was made, and whether that is too long ago."""
    last = last_backup(view.session)
    if last is None:
        return visit.say("settings.backup.never"), True
    told = visit.say(
        "settings.backup.last",
        at=visit.local(last.at),
        days=(visit.now - last.at).days,
        file=last.file,
        rows=last.rows,
    )
    return told, visit.now - last.at > BACKUP_PATIENCE


def _working_days(visit: Visit, view: View) -> list[tuple[int, str]]:
    """Of each year whether its holidays are announced, set here, or only estimated; else that there are none."""
    code = view.world.pack.workdays
    if code is None:
        plain = "settings.days.plain" if view.world.pack.mandates else "settings.days.no_pack"
        return [(view.today.year, visit.say(plain))]
    table = visit.site.tables(code)
    first = view.today.year
    return [
        (
            year,
            visit.say(
                f"settings.days.{table.certainty(view.today.replace(year=year, month=10, day=1)).value}"
            ),
        )
        for year in range(first, first + YEARS_OF_DAYS)
    ]


@router.get("/bodies")
@allow(SIGNED_IN)
def bodies_page(visit: Visit = Depends(open_visit)) -> Response:
    """Every body that the person sees, in the fixed order, indented by its place in the tree."""
    with visit.view() as view:
        tree = view.world.pack.tree
        depth = {body: sum(one.id in view.seen for one in tree.above(tree[body])) for body in view.bodies}
        ordered = [body for body in tree if body.id in view.seen]
        return answer(
            visit,
            view,
            "bodies.html",
            may_adopt=ADOPTERS.admits(view.person, separated=visit.site.rules.profile.separated),
            bodies=[
                (body, min(depth[body.id], 6), len(view.world.duties.get(body.id, ()))) for body in ordered
            ],
        )
