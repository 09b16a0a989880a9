"""A mail's words: Chinese first, English below, as text and as HTML. One story, or a digest of several."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape as escape_html
from typing import Final, NamedTuple

from meeting_cadence.alerts.clean import one_line
from meeting_cadence.alerts.slips import COLOURS, PLAIN, SlipStyle
from meeting_cadence.alerts.story import Story, Topic, answer_path, heading, headline, named, story
from meeting_cadence.words.say import Language, say

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
LONGEST_SUBJECT: Final = 200
AT_LENGTH: Final = 5
"""A digest of more matters than these tells each in two lines."""

escape: Final = lru_cache(maxsize=4096)(escape_html)
"""Names of facts, footers and titles stand in many mails of one tick."""
_FONT: Final = (
    "font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',system-ui,sans-serif;"
    "font-size:16px;line-height:1.6;color:#1a1a1a"
)
_BLUE: Final = "#1f4e8c"
_NAME: Final = (
    "text-align:left;vertical-align:top;font-weight:normal;white-space:nowrap;"
    "color:#555555;padding:4px 12px 4px 0"
)
_VALUE: Final = "padding:4px 0;word-break:break-word"
_FILLED: Final = f"background:{_BLUE};color:#ffffff"
_OUTLINED: Final = f"background:#ffffff;color:{_BLUE}"


class Mail(NamedTuple):
    """What is written, before it is addressed."""

    subject: str
    text: str
    html: str


def write(
    topics: Sequence[Topic], *, base_url: str, stands_in: bool = False, style: SlipStyle = PLAIN
) -> Mail:
    """One mail of one or more matters of one kind; at least one is given."""
    brief = len(topics) > AT_LENGTH
    told = {
        language: [story(one, language, base_url, style)._replace(brief=brief) for one in topics]
        for language in LANGUAGES
    }
    return lay_out(_subject(topics), told, stands_in=stands_in)


def lay_out(subject: str, told: Mapping[Language, Sequence[Story]], *, stands_in: bool = False) -> Mail:
    """Stories in both languages as text and as HTML."""
    return Mail(
        subject,
        "\n\n----\n\n".join(_text(told[language], language, stands_in) for language in LANGUAGES) + "\n",
        _page(told, stands_in),
    )


def with_links(mail: Mail, base_url: str, links: Mapping[str, str]) -> Mail:
    """The mail as it leaves: by obligation, the address of the signed link that only its recipient gets."""
    text, html = mail.text, mail.html
    for key, link in links.items():
        address = f"{base_url}{answer_path(key)}"
        text, html = text.replace(address, link), html.replace(address, link)
    return mail._replace(text=text, html=html)


def _subject(topics: Sequence[Topic]) -> str:
    first = topics[0]
    if len(topics) > 1:
        parts = (
            say("alerts.subject.digest", language, kind=heading(first, language), count=len(topics))
            for language in LANGUAGES
        )
        return one_line(" | ".join(parts), LONGEST_SUBJECT)
    zh = f"【{heading(first, 'zh')}】{named(first.body, 'zh')}：{named(first.title, 'zh')}"
    zh = one_line(f"{zh}（{named(first.label, 'zh')}）", LONGEST_SUBJECT - 90)
    en = f"{heading(first, 'en')}, {headline(first, 'en')}"
    return one_line(f"{zh}，{headline(first, 'zh')} | {en}", LONGEST_SUBJECT)


def _text(stories: Sequence[Story], language: Language, stands_in: bool) -> str:
    parts = [f"{stories[0].heading}"]
    if stands_in:
        parts.append(say("alerts.stands_in", language))
    if len(stories) > 1:
        parts.append(say("alerts.digest", language, count=len(stories)))
    numbered = len(stories) > 1
    parts += [
        _text_of(one, language, f"{number}. " if numbered else "") for number, one in enumerate(stories, 1)
    ]
    parts.append(say("alerts.footer", language))
    return "\n\n".join(parts)


def _text_of(one: Story, language: Language, number: str) -> str:
    colon = "：" if language == "zh" else ": "
    if one.brief:
        name, address = one.links[0]
        return f"{number}{one.lead}\n{name}{colon}{address}"
    lines = [f"{number}{one.lead}", ""]
    lines += [f"{name}{colon}{value}" for name, value in one.facts]
    lines += ["", f"{say('alerts.do', language)}{colon}".rstrip()]
    lines += [f"- {action}" for action in one.actions]
    lines += [""] + [f"{name}{colon}{address}" for name, address in _addresses(one.links)]
    return "\n".join(lines)


def _addresses(links: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each address once, with all that can be done there: long addresses are not repeated for a place on their page."""
    names: dict[str, list[str]] = {}
    for name, address in links:
        names.setdefault(address.partition("#")[0], []).append(name)
    return [(" / ".join(told), address) for address, told in names.items()]


def _page(told: Mapping[Language, Sequence[Story]], stands_in: bool) -> str:
    sections = "".join(_section(told[language], language, stands_in) for language in LANGUAGES)
    return (
        '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'</head><body style="margin:0;padding:16px;background:#ffffff;{_FONT}">'
        f'<div style="max-width:640px;margin:0 auto">{sections}</div></body></html>'
    )


def _section(stories: Sequence[Story], language: Language, stands_in: bool) -> str:
    parts = [f'<h1 style="font-size:20px;margin:0 0 8px">{escape(stories[0].heading)}</h1>']
    if stands_in:
        note = escape(say("alerts.stands_in", language))
        parts.append(f'<p style="border-left:4px solid #8a6d00;padding-left:8px">{note}</p>')
    if len(stories) > 1:
        parts.append(f"<p>{escape(say('alerts.digest', language, count=len(stories)))}</p>")
    parts += [_article(one, language) for one in stories]
    parts.append(f'<p style="font-size:13px;color:#555555">{escape(say("alerts.footer", language))}</p>')
    tag = "zh-CN" if language == "zh" else "en"
    rule = "" if language == "zh" else ";border-top:1px solid #cccccc;padding-top:16px;margin-top:16px"
    return f'<section lang="{tag}" style="display:block{rule}">{"".join(parts)}</section>'


def _article(one: Story, language: Language) -> str:
    if one.brief:
        return f'<p style="margin:0 0 16px">{escape(one.lead)}<br>{_plain_link(one.links[0])}</p>'
    rows = "".join(
        f'<tr><th style="{_NAME}">{escape(name)}</th><td style="{_VALUE}">{escape(value)}</td></tr>'
        for name, value in one.facts
    )
    actions = "".join(f"<li>{escape(action)}</li>" for action in one.actions)
    return (
        f'<div style="margin:0 0 24px{_bar(one.colour)}"><p><strong>{escape(one.lead)}</strong></p>'
        f'<table style="border-collapse:collapse;font-size:15px">{rows}</table>'
        f'<p style="margin-bottom:0">{escape(say("alerts.do", language))}</p>'
        f'<ul style="margin-top:4px">{actions}</ul>'
        f"<p>{_buttons(one.links)}</p></div>"
    )


def _bar(colour: str | None) -> str:
    """The coloured bar of a slip."""
    return "" if colour is None else f";border-left:6px solid {COLOURS[colour]};padding-left:12px"


def _plain_link(link: tuple[str, str]) -> str:
    name, address = link
    return f'<a href="{escape(address, quote=True)}" style="color:{_BLUE}">{escape(name)}</a>'


def _buttons(links: Sequence[tuple[str, str]]) -> str:
    """The first link, the one thing to do, is filled; any other is outlined."""
    return " ".join(
        f'<a href="{escape(address, quote=True)}" style="display:inline-block;padding:10px 18px;'
        f"margin:4px 8px 4px 0;text-decoration:none;border-radius:4px;border:1px solid {_BLUE};"
        f'{_FILLED if number == 0 else _OUTLINED}">{escape(name)}</a>'
        for number, (name, address) in enumerate(links)
    )
