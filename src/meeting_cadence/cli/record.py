"""`record`, `plan`, `event`, `relief`: putting on record what took place, is planned, happened or was decided."""

from typing import Any

import click

from meeting_cadence.actions.event import event as put_event
from meeting_cadence.actions.plan import plan as put_plan
from meeting_cadence.actions.record import record as put_record
from meeting_cadence.actions.relief import relief as put_relief
from meeting_cadence.cli.entry_options import Said, bodies, given, put, with_entry_options
from meeting_cadence.cli.when import day_or_instant, exact_day
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.model import RELIEF_TYPES

_FORMS = ("in_person", "video", "hybrid", "written")
_PARTS = ("main", "preparatory", "resumed", "cancelled")

_body = click.option(
    "--body", "named", multiple=True, required=True, help="Body; several: a joint act. 机构，可多个。"
)
_kind = click.option("--kind", required=True, help="Kind, as the pack calls it. 事项类别。")
_on = click.option(
    "--on", required=True, callback=day_or_instant, help="Day or instant it began. 日期或时刻。"
)
_end = click.option("--end", callback=day_or_instant, help="Day or instant it ended. 结束。")
_item = click.option("--item", "items", multiple=True, help="Agenda item. 议题。")
_form = click.option("--held", "held", type=click.Choice(_FORMS), help="Form of the meeting. 召开方式。")
_title = click.option("--title", help="Title. 名称。")
_place = click.option("--place", help="Place. 地点。")
_id = click.option("--id", "own_id", help="Lasting id; default: made up. 编号，默认自动生成。")


class NotAPair(MeetingCadenceError):
    """`--counts-for` without `mandate=window`."""

    code = "not_a_pair"
    exit_status = 2


@click.command("record")
@_body
@_kind
@_on
@_end
@click.option("--ordinal", type=click.IntRange(1), help="第几次。")
@_form
@click.option("--part", type=click.Choice(_PARTS), help="Part of a session. 会议阶段。")
@click.option("--present", type=click.IntRange(0), help="Number present. 实到人数。")
@click.option("--entitled", type=click.IntRange(0), help="Number entitled. 应到人数。")
@_item
@click.option("--about", multiple=True, help="Body it is about. 涉及机构。")
@click.option("--series", help="Series of the ordinal. 届次。")
@click.option("--plan", help="Id of the plan that it carries out. 所执行的计划。")
@click.option(
    "--counts-for", multiple=True, metavar="MANDATE=WINDOW", help="The window it makes up for. 补开的时段。"
)
@_title
@_place
@click.option("--evidence", multiple=True, help="Evidence. 佐证材料。")
@_id
@with_entry_options
def record(
    named: tuple[str, ...],
    kind: str,
    on: Any,
    end: Any,
    held: str | None,
    counts_for: tuple[str, ...],
    own_id: str | None,
    **rest: Any,
) -> None:
    """Record that something took place. 登记已召开的会议或已办事项。"""
    said = said_of(rest)
    fields = given(id=own_id, kind=kind, start=on, end=end, form=held, **rest)
    if counts_for:
        fields["counts_for"] = dict(_pair(one) for one in counts_for)
    put(put_record, said, bodies(named) | fields, reason=said["reason"])


@click.command("plan")
@_body
@_kind
@_on
@_end
@click.option("--status", type=click.Choice(["tentative", "confirmed", "cancelled"]), help="状态。")
@click.option("--decided", callback=exact_day, help="Day on which it was decided. 决定日期。")
@_item
@_form
@_title
@_place
@_id
@with_entry_options
def plan(
    named: tuple[str, ...], kind: str, on: Any, held: str | None, own_id: str | None, **rest: Any
) -> None:
    """Record a plan; with the id of an earlier one it changes that. 登记计划，或变更原计划。"""
    said = said_of(rest)
    put(
        put_plan,
        said,
        bodies(named) | given(id=own_id, kind=kind, start=on, form=held, **rest),
        reason=said["reason"],
    )


@click.command("event")
@click.option("--body", required=True, help="Body. 机构。")
@_kind
@_on
@_title
@_id
@with_entry_options
def event(body: str, kind: str, on: Any, own_id: str | None, **rest: Any) -> None:
    """Record an event that sets duties going. 登记触发事项。"""
    said = said_of(rest)
    put(put_event, said, given(id=own_id, body=body, kind=kind, at=on, **rest), reason=said["reason"])


@click.command("relief")
@click.option("--mandate", required=True, help="制度要求。")
@click.option("--body", required=True, help="机构。")
@click.option("--window", help="Label of the window. 时段。")
@click.option(
    "--type", "type_", required=True, type=click.Choice(RELIEF_TYPES), help="Kind of relief. 类型。"
)
@click.option("--granted", required=True, callback=exact_day, help="Day it was granted. 批准日期。")
@click.option("--until", callback=exact_day, help="Last permitted day. 延至。")
@click.option("--from", "start", callback=exact_day, help="First day of a suspension. 中止起始日。")
@click.option("--authority", help="Who granted it. 批准机关。")
@click.option("--authority-body", help="Its id, where it is a body of the pack. 批准机构编号。")
@click.option("--instrument", help="批准文号。")
@click.option("--retroactive", is_flag=True, help="The instrument says so. 批文明确具有追溯力。")
@_id
@with_entry_options
def relief(type_: str, start: Any, own_id: str | None, **rest: Any) -> None:
    """Record a relief that an authority granted. 登记批准的延期、豁免等。"""
    said = said_of(rest)
    put(put_relief, said, given(id=own_id, type=type_, **{"from": start}, **rest), reason=said["reason"])


def said_of(rest: dict[str, Any]) -> Said:
    """Take the shared options out of the verb's own."""
    return Said(
        by=rest.pop("by"),
        reason=rest.pop("reason"),
        request_key=rest.pop("request_key"),
        at=rest.pop("at"),
        form=rest.pop("form"),
    )


def _pair(text: str) -> tuple[str, str]:
    mandate, equals, label = text.partition("=")
    if not (mandate and equals and label):
        raise NotAPair(text)
    return mandate, label
