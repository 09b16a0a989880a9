"""Mistakes in the words of a command, told in the language of the caller: what is wrong, and where help stands."""

import re
from difflib import get_close_matches
from typing import Any, Final

import click

from meeting_cadence.words.say import Language, say

EXIT_STATUS: Final = 2
_SURPLUS: Final = re.compile(r"\((.+)\)", re.DOTALL)


def tell_usage(error: click.ClickException, language: Language) -> str:
    """The sentence of a mistake, and under it the command that helps."""
    said = _sentence(error, language)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return said
    return f"{said}\n{say('cli.usage.help', language, command=f'{context.command_path} --help')}"


def _sentence(error: click.ClickException, language: Language) -> str:
    match error:
        case click.NoSuchCommand():
            return _unknown("command", error.command_name, _near(error), language)
        case click.NoSuchOption():
            return _unknown("option", error.option_name, error.possibilities, language)
        case click.MissingParameter():
            return _missing(error, language)
        case click.BadParameter() if error.param is not None and _expected(error.param.type, language):
            expected = _expected(error.param.type, language)
            return say("cli.usage.value", language, name=_name(error.param), expected=expected)
        case click.BadParameter() if error.param_hint:
            return say("cli.usage.refused", language, name=error.param_hint, reason=error.message)
        case click.BadOptionUsage():
            takes = "no_value" if "does not take" in error.message else "value_needed"
            return say(f"cli.usage.{takes}", language, name=error.option_name)
        case click.FileError():
            return say("errors.cannot_read", language, subject=error.ui_filename, reason=error.message)
    surplus = _SURPLUS.search(error.message) if error.message.startswith("Got unexpected extra") else None
    return say("cli.usage.surplus", language, words=surplus[1]) if surplus else error.message


def _near(error: click.NoSuchCommand) -> list[str]:
    """Commands that look like it. Ours are imported late, so that click itself knows of none."""
    group = error.ctx.command if error.ctx is not None else None
    known = group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx else []
    return get_close_matches(error.command_name, known)


def _unknown(what: str, name: str, near: list[str] | None, language: Language) -> str:
    said = say(f"cli.usage.no_{what}", language, name=name)
    return said + (say("cli.usage.near", language, names=", ".join(near)) if near else "")


def _missing(error: click.MissingParameter, language: Language) -> str:
    """`get_error_hint` would quote; a missing one of several is named with what it may be."""
    if error.param is None:
        return error.message
    said = say("cli.usage.missing", language, name=_name(error.param))
    expected = _expected(error.param.type, language)
    return said + (say("cli.usage.expected", language, expected=expected) if expected else "")


def _name(param: click.Parameter) -> str:
    return " / ".join(param.opts) if isinstance(param, click.Option) else param.human_readable_name


def _expected(kind: click.ParamType[Any], language: Language) -> str:
    """What a value must be, in words; empty where the type alone does not say."""
    match kind:
        case click.Choice():
            return say("cli.usage.one_of", language, names=", ".join(str(one) for one in kind.choices))
        case click.IntRange() | click.FloatRange():
            return _range(kind, language)
        case click.DateTime():
            return say("cli.usage.day", language)
    return say("cli.usage.number", language) if kind in (click.INT, click.FLOAT) else ""


def _range(kind: Any, language: Language) -> str:
    if kind.max is None:
        return say("cli.usage.at_least", language, least=kind.min)
    return say("cli.usage.between", language, least=kind.min, most=kind.max)
