"""Why a row stands as it stands: a derivation a supervisor can check, in Chinese and in English.

One sentence a step: the clause with its quotation, the window, relief with its instrument, what counted, what did not
and for which reason, and the verdict.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from meeting_cadence.bodies import Text
from meeting_cadence.standing.judgement import Judgement, Note, Standing
from meeting_cadence.words.say import Language, say
from meeting_cadence.words.windows import window_named

WORDS: Final[dict[str, tuple[str, str]]] = {
    "why.quote": ("{title}{article}规定：“{quote}”", "{title}{article}: “{quote}”"),
    "why.article": ("（{article}）", " ({article})"),
    "why.window.quota": (
        "{window}时段为{opens}至{due}，应办 {need} 次",
        "window {window}: {opens} to {due}, {need} wanted",
    ),
    "why.window.quota_open": (
        "{window}时段自{opens}起，截止日期未定，应办 {need} 次",
        "window {window}: from {opens}, its end not yet known, {need} wanted",
    ),
    "why.window.cap": (
        "{window}时段为{opens}至{due}，至多 {cap} 次",
        "window {window}: {opens} to {due}, at most {cap}",
    ),
    "why.window.range": (
        "{window}时段为{opens}至{due}，应办 {need} 次、至多 {cap} 次",
        "window {window}: {opens} to {due}, {need} wanted, at most {cap}",
    ),
    "why.window.gap": (
        "自{opens}起算，应于{due}前（含当日）再办",
        "counted from {opens}, due by {due} at the latest",
    ),
    "why.window.gap_open": ("自{opens}起算", "counted from {opens}"),
    "why.window.deadline": (
        "事项“{window}”（{opens}）触发，最迟{due}",
        "triggered by {window} ({opens}), due by {due} at the latest",
    ),
    "why.window.deadline_open": (
        "事项“{window}”（{opens}）触发，未规定期限",
        "triggered by {window} ({opens}), without a set limit",
    ),
    "why.window.deadline_timeless": (
        "事项“{window}”（{opens}）触发，时限按小时计算",
        "triggered by {window} ({opens}), the limit counted in hours",
    ),
    "why.window.review": ("原文未规定时间，仅作定期提示", "the text sets no date: a reminder only"),
    "why.window.unknown": (
        "没有任何登记，也没有可以起算的日期：上次何时办理不详",
        "nothing on record and no day to count from: when it was last done is unknown",
    ),
    "why.window.partial": (
        "施行日不在时段之初，首个不完整时段不考核",
        "the first, partial window is not assessed",
    ),
    "why.window.provisional": ("该日期为暂定", "this day is provisional"),
    "why.window.forecast": (
        "为预计：假定每次都在最后一日办理",
        "a forecast: as if each were done on its last day",
    ),
    "why.moved": (
        "经批准，截止日期由{original}改为{due}",
        "with approval, the due day moved from {original} to {due}",
    ),
    "why.counted": ("计入 {count} 次：{days}", "{count} counted: {days}"),
    "why.counted_short": ("已计入 {count} 次", "{count} counted so far"),
    "why.counted_none": ("未见计入的登记", "none on record that counts"),
    "why.planned": ("已安排于{planned}", "planned for {planned}"),
    "why.not_before": ("距上次不得早于{not_before}", "not before {not_before}"),
    "why.surplus": (
        "已办与已定计划合计超出 {surplus} 次",
        "{surplus} more than allowed, confirmed plans included",
    ),
    "why.missing": (
        "次序号表明缺第{ordinals}次的登记，不得据此认定未召开",
        "ordinals prove that no. {ordinals} is not on record, so nothing may be called missed",
    ),
    "why.is.superseded": ("该时段已被修订取代", "superseded by an amendment or by the end of the body"),
    "why.is.excused": ("已获豁免", "excused"),
    "why.is.violated": ("不符合要求", "not as required"),
    "why.is.met": ("于{settled_on}按期履行", "fulfilled in time on {settled_on}"),
    "why.is.met_cap": ("未超出上限", "within the maximum"),
    "why.is.met_extended": (
        "于{settled_on}在批准的延期内履行",
        "fulfilled on {settled_on}, within the extension",
    ),
    "why.is.met_late": (
        "于{settled_on}履行，逾期 {days_late} 天",
        "fulfilled on {settled_on}, {days_late} days late",
    ),
    "why.is.upcoming": ("尚未到期", "not yet open"),
    "why.is.postponed": ("已批准延期，新的日期未定", "postponed with approval, no new date yet"),
    "why.is.open": ("尚在期限之内", "still within its time"),
    "why.is.open_term": ("下一届开始前仍可办理", "open until the next term begins"),
    "why.is.open_review": ("请适时检视", "time to look at it again"),
    "why.is.open_untimed": ("未设截止日期", "no due day is set"),
    "why.is.optional": ("过渡期，不考核", "transition, not assessed"),
    "why.is.no_record": (
        "台账未声明完整，未见登记不等于未召开，请秘书处确认",
        "the ledger is not declared complete: no record does not mean not held; the secretariat should confirm",
    ),
    "why.is.no_record_time": (
        "未登记时刻，无法判断是否按时，请补登",
        "without the time of day nobody can say whether it was in time; please record it",
    ),
    "why.is.no_record_ordinals": (
        "登记不全，请秘书处补登或确认",
        "the record has holes here, which the secretariat should fill or confirm",
    ),
    "why.is.no_record_unknown": (
        "请登记上次办理情况或起算日期",
        "please record when it was last done, or from when to count",
    ),
    "why.is.overdue": ("逾期 {days_late} 天未见登记", "overdue by {days_late} days, no record seen"),
    "why.is.missed": ("补办期已过，应召开未召开", "the time to make it up has passed: missed"),
    "why.note.relief.extend": (
        "{granted}批准延期至{until}{by}",
        "extension to {until} granted on {granted}{by}",
    ),
    "why.note.relief.advance": (
        "{granted}批准提前至{until}{by}",
        "advance to {until} granted on {granted}{by}",
    ),
    "why.note.relief.postpone": ("{granted}批准缓期{by}", "postponement granted on {granted}{by}"),
    "why.note.relief.set_date": ("{granted}确定改期至{until}{by}", "new date {until} set on {granted}{by}"),
    "why.note.relief.waive": ("{granted}批准豁免{by}", "waiver granted on {granted}{by}"),
    "why.note.relief.suspend": ("{granted}批准中止计算{by}", "suspension granted on {granted}{by}"),
    "why.note.by": ("（{sources}）", " ({sources})"),
    "why.note.late_relief": (
        "{granted}的批准晚于截止日期，不改变截止日期",
        "a relief granted on {granted} came after the due day and does not move it",
    ),
    "why.note.retroactive_relief": (
        "该批准文件明示追溯有效",
        "its instrument says that it works retroactively",
    ),
    "why.note.relief_outside_rule.types": (
        "批准的类型超出制度规定",
        "the relief is of a type the text does not provide",
    ),
    "why.note.relief_outside_rule.max": (
        "批准的期限超出制度规定的上限",
        "the relief is longer than the text allows",
    ),
    "why.note.relief_outside_rule.by": (
        "批准机关与制度规定不符",
        "the relief was granted by another body than the text says",
    ),
    "why.note.notice.possible": ("会议通知最迟{due}发出", "notice must go out by {due}"),
    "why.note.notice.impossible": (
        "会议通知应于{due}前发出，确定日期时已无法做到",
        "notice was due by {due}, which was impossible when the date was set",
    ),
    "why.note.shown_overdue": (
        "{recorded}才登记，此前曾显示逾期",
        "recorded only on {recorded}; it had been shown as overdue until then",
    ),
    "why.note.unknown_attendance": (
        "{day}的到会人数未登记，暂予计入",
        "attendance of {day} is not on record; it counts",
    ),
    "why.note.time_needed": (
        "触发事项未登记时刻，无法计算时限",
        "the trigger has no time of day: the hours cannot be counted",
    ),
    "why.note.misplaced": (
        "{day}的登记所指时段与其日期不符，未计入",
        "the act of {day} names this window but lies outside its time: not counted",
    ),
    "why.note.next_due": (
        "本机构已自行确定下次期限为{on}",
        "the body itself has set its next due day to {on}",
    ),
    "why.note.too_soon": (
        "拟于{planned}召开，早于间隔届满之日{not_before}",
        "planned for {planned}, before the minimum interval ends on {not_before}",
    ),
    "why.note.late_next_due": (
        "自定期限确定过晚，不改变截止日期",
        "the own due day was set too late and changes nothing",
    ),
    "why.note.not_counted.inquorate": (
        "{day}的会议人数不足，未计入",
        "{day} was inquorate and does not count",
    ),
    "why.note.not_counted.written": (
        "{day}为书面形式，未计入",
        "{day} was by written circulation and does not count",
    ),
    "why.note.not_counted.form": ("{day}的形式不符，未计入", "{day} was in a form that does not count"),
    "why.note.not_counted.preparatory": (
        "{day}为预备会议，未计入",
        "{day} was a preparatory meeting and does not count",
    ),
    "why.note.not_counted.resumed": (
        "{day}为续会，未计入",
        "{day} was a resumed part and does not count again",
    ),
    "why.note.not_counted.cancelled": ("{day}的会议已取消，未计入", "{day} was cancelled and does not count"),
    "why.note.not_counted.another_kind": (
        "{day}的登记是另一类事项（{kind}），未计入",
        "{day} was of another kind ({kind}) and does not count",
    ),
    "why.join": ("；", "; "),
    "why.end": ("。", "."),
}

_VERDICT_FIRST: Final = frozenset({"relief"})


def explain(row: Judgement) -> Text:
    """The sentence of why, in both languages."""
    return Text(_sentence(row, "zh"), _sentence(row, "en"))


def steps(row: Judgement, language: Language) -> list[str]:
    """The derivation step by step: clause, window, relief, what counted, what did not, the verdict."""
    return [step for step in _steps(row, language) if step]


def _sentence(row: Judgement, language: Language) -> str:
    text = say("why.join", language).join(steps(row, language)) + say("why.end", language)
    return text[:1].upper() + text[1:] if language == "en" else text


def _steps(row: Judgement, language: Language) -> Iterator[str]:
    yield _clause(row, language)
    yield _window(row, language)
    if row.window.partial:
        yield say("why.window.partial", language)
    for note in row.annotations:
        if note.type in _VERDICT_FIRST:
            yield _note(row, note, language)
    if row.due != row.original_due and row.due is not None and row.original_due is not None:
        yield say("why.moved", language, original=_when(row, row.original_due), due=_when(row, row.due))
    yield _counted(row, language)
    for note in (*row.ignored, *(note for note in row.annotations if note.type not in _VERDICT_FIRST)):
        yield _note(row, note, language)
    if row.missing_ordinals:
        yield say("why.missing", language, ordinals=list(row.missing_ordinals))
    if row.planned is not None and row.settled_on is None:
        yield say("why.planned", language, planned=row.planned)
    yield _verdict(row, language)


def _clause(row: Judgement, language: Language) -> str:
    mandate = row.stream.mandate
    article = say("why.article", language, article=mandate.article) if mandate.article else ""
    if mandate.quote is not None:
        title = _cited(mandate.regulation_title or mandate.title)
        return say("why.quote", language, title=title, article=article, quote=mandate.quote)
    return mandate.title.in_language(language) + article


def _cited(title: Text) -> Text:
    """A text's title as Chinese cites it, in 《》."""
    return title if title.zh.startswith("《") else Text(f"《{title.zh}》", title.en)


def _window(row: Judgement, language: Language) -> str:
    window = row.window
    if row.form == "review":
        return say("why.window.review", language)
    if window.opens is None:
        return say("why.window.unknown", language)
    code = f"why.window.{row.form}" if window.due is not None else f"why.window.{row.form}_open"
    if _needs_time(row):
        code = "why.window.deadline_timeless"
    if row.form == "quota" and window.cap is not None:
        code = "why.window.cap" if row.need == 0 else "why.window.range"
    text = say(
        code,
        language,
        window=window_named(window.label, row.stream.mandate, window.occasion),
        opens=_when(row, window.opens),
        due=_when(row, window.due),
        need=row.need,
        cap=window.cap,
    )
    extra = [name for name in ("provisional", "forecast") if getattr(window, name)]
    return say("why.join", language).join([text, *(say(f"why.window.{name}", language) for name in extra)])


def _when(row: Judgement, value: date | datetime | None) -> Any:
    """An instant on the body's own clock."""
    return value.astimezone(row.stream.body.zone) if isinstance(value, datetime) else value


def _counted(row: Judgement, language: Language) -> str:
    if row.form == "review" or row.window.opens is None or row.standing is Standing.UPCOMING:
        return ""
    code = "why.counted" if row.by else "why.counted_short" if row.count else "why.counted_none"
    text = say(code, language, count=row.count, days=list(row.by))
    more = []
    if row.not_before is not None:
        more.append(say("why.not_before", language, not_before=row.not_before))
    if row.surplus:
        more.append(say("why.surplus", language, surplus=row.surplus))
    return say("why.join", language).join([text, *more])


def _verdict(row: Judgement, language: Language) -> str:
    code = f"why.is.{row.standing.value}"
    if row.standing is Standing.MET and row.settled_on is None:
        code = "why.is.met_cap"
    elif row.standing is Standing.NO_RECORD:
        code += _why_unknown(row)
    elif row.standing is Standing.OPEN:
        code += _until_when(row)
    return say(code, language, settled_on=row.settled_on, days_late=row.days_late)


def _why_unknown(row: Judgement) -> str:
    """Why nothing may be read from the record: no time, missing numbers, no day to count from, no declaration."""
    if _needs_time(row):
        return "_time"
    if row.missing_ordinals:
        return "_ordinals"
    return "_unknown" if row.window.opens is None else ""


def _until_when(row: Judgement) -> str:
    """How long an open window is open, where no day ends it."""
    if row.form == "review":
        return "_review"
    if row.form == "quota" and row.window.provisional:
        return "_term"
    return "_untimed" if row.due is None else ""


def _needs_time(row: Judgement) -> bool:
    return any(note.type == "time_needed" for note in row.annotations)


def _note(row: Judgement, note: Note, language: Language) -> str:
    values = dict(note.values)
    code = f"why.note.{note.type}"
    if note.type == "relief":
        code += f".{values['relief']}"
        sources = [source for source in (values["authority"], values["instrument"]) if source]
        values["by"] = say("why.note.by", language, sources=sources) if sources else ""
    elif note.type == "relief_outside_rule":
        code += f".{values['rule']}"
    elif note.type == "not_counted":
        code += f".{values['reason']}"
        values["kind"] = row.stream.mandate.vocabulary.acts.get(values["kind"], values["kind"])
    elif note.type == "notice":
        code += ".possible" if values["possible"] else ".impossible"
    return say(code, language, **values)
