"""Words of cli."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "cli.judging": ("正在判定", "judging"),
    "cli.column.mandate": ("制度要求", "mandate"),
    "cli.column.body": ("机构", "body"),
    "cli.column.window": ("时段", "window"),
    "cli.column.opens": ("起始", "opens"),
    "cli.column.due": ("截止", "due"),
    "cli.column.standing": ("情况", "standing"),
    "cli.column.need": ("应办", "need"),
    "cli.column.count": ("已办", "count"),
    "cli.column.settled_on": ("办结日", "settled on"),
    "cli.column.days_late": ("逾期天数", "days late"),
    "cli.column.planned": ("已安排", "planned"),
    # pack check
    "cli.pack_ok": (
        "{file}：没有问题；机构 {bodies} 个，制度文件 {regulations} 份，制度要求 {mandates} 项。",
        "{file}: ok; bodies: {bodies}, regulations: {regulations}, mandates: {mandates}.",
    ),
    "cli.pack_refused": (
        "{file}：不予采用，共有 {count} 处问题。",
        "{file}: refused, problems: {count}.",
    ),
    # shipped packs
    "cli.packs.id": ("制度包", "pack"),
    "cli.packs.title": ("名称", "title"),
    "cli.packs.mandates": ("制度要求", "mandates"),
    "cli.packs.bodies": ("单位", "bodies"),
    "cli.packs.history": ("附试用台账", "history to try"),
    "cli.packs.mandate": ("编号", "id"),
    "cli.packs.cadence": ("频次要求", "cadence"),
    "cli.packs.quote": ("原文", "quote"),
    "cli.packs.source": ("来源：{source}", "Source: {source}"),
    "cli.packs.yes": ("有", "yes"),
    "cli.packs.no": ("无", "no"),
    "cli.packs.example": ("示例：pack show {name}", "Example: pack show {name}"),
}
