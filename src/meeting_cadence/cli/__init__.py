"""The command line. Each verb is a module, imported only when it is asked for: `judge` loads no web and no ORM."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from meeting_cadence.cli.language import language_of
from meeting_cadence.errors import MeetingCadenceError

COMMANDS: Final[dict[str, str]] = {
    # verb: module:attribute holding a click command or group; one line each, by name
    "demo": "meeting_cadence.cli.demo:demo",
    "serve": "meeting_cadence.cli.serve:serve",
    "feed": "meeting_cadence.cli.feed:feed",
    "audit": "meeting_cadence.cli.audit:audit",
    "body": "meeting_cadence.cli.bodies:body",
    "board": "meeting_cadence.cli.board:board",
    "device": "meeting_cadence.cli.device:device",
    "calendar": "meeting_cadence.cli.calendars:calendar",
    "confirm": "meeting_cadence.cli.confirm:confirm",
    "contact": "meeting_cadence.cli.people:contact",
    "db": "meeting_cadence.cli.keep:db",
    "enter": "meeting_cadence.cli.enter:enter",
    "event": "meeting_cadence.cli.record:event",
    "import": "meeting_cadence.cli.imports:imports",
    "invite": "meeting_cadence.cli.invitations:invite",
    "ledger": "meeting_cadence.cli.keep:ledger",
    "next-due": "meeting_cadence.cli.enter:next_due",
    "plan": "meeting_cadence.cli.record:plan",
    "rebuild": "meeting_cadence.cli.keep:rebuild",
    "record": "meeting_cadence.cli.record:record",
    "relief": "meeting_cadence.cli.record:relief",
    "replace": "meeting_cadence.cli.confirm:replace",
    "report": "meeting_cadence.cli.report:report",
    "retract": "meeting_cadence.cli.confirm:retract",
    "show": "meeting_cadence.cli.board:show",
    "token": "meeting_cadence.cli.token:token",
    "user": "meeting_cadence.cli.people:user",
    "verify": "meeting_cadence.cli.keep:verify",
    "judge": "meeting_cadence.cli.judge:judge",
    "pack": "meeting_cadence.cli.packs:pack",
    "alerts": "meeting_cadence.cli.tick:alerts",
    "drain": "meeting_cadence.cli.tick:drain",
    "tick": "meeting_cadence.cli.tick:tick",
    "work": "meeting_cadence.cli.work:work",
    "backup": "meeting_cadence.cli.backup:backup",
    "restore": "meeting_cadence.cli.backup:restore",
}


class Verbs(click.Group):
    """A group whose commands are imported when they are run or shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="meeting-cadence", message="%(version)s")
def verbs() -> None:
    """What written rules oblige bodies to do, and whether they did it. 制度要求应办的会议与事项，以及是否办了。"""


def main(arguments: Sequence[str] | None = None) -> Any:
    """The entry point: one clear sentence and a non-zero exit for what a person can mend."""
    given = None if arguments is None else list(arguments)
    try:
        status = verbs.main(args=given, prog_name="meeting-cadence", standalone_mode=False)
    except MeetingCadenceError as error:
        from meeting_cadence.words.errors import tell

        _end(tell(error, language_of(arguments)), error.exit_status)
    except click.Abort:
        from meeting_cadence.words.say import say

        _end(say("cli.aborted", language_of(arguments)), 1)
    except click.exceptions.NoArgsIsHelpError as error:
        _end(error.format_message(), error.exit_code)
    except click.ClickException as error:
        from meeting_cadence.cli.usage import EXIT_STATUS, tell_usage

        _end(tell_usage(error, language_of(arguments)), EXIT_STATUS)
    sys.exit(status if isinstance(status, int) else 0)


def _end(told: str, status: int) -> NoReturn:
    click.echo(told, err=True)
    sys.exit(status)
