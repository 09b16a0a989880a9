"""Words of the pages of alert policies."""

from typing import Final

POLICY_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.policies.title": ("提醒规则", "Alert policies"),
    "pages.policies.text": (
        "截止前多久、逾期后多久提醒一次，提醒谁。修改前可预览一年内各类人员收到的提醒数。",
        "How long before and after a due day who is told. A change is seen first: how many notices each would get in a "
        "year.",
    ),
    "pages.policies.card": ("何时提醒、提醒谁，修改前预览。", "When who is told; changes are seen first."),
    "pages.policies.name": ("规则", "Policy"),
    "pages.policies.default": ("默认规则", "default"),
    "pages.policies.builtin": ("随软件提供", "built in"),
    "pages.policies.steps": ("步骤", "Steps"),
    "pages.policies.step": ("{when}：{who}", "{when}: {who}"),
    "pages.policies.mandates": ("适用要求", "Mandates"),
    "pages.policies.edit": ("修改提醒规则：{name}", "Edit the policy: {name}"),
    "pages.policies.edit.text": (
        "先预览影响，再保存；保存即生成制度包的新版本，立即生效。",
        "See what it would change, then save; saving makes a new version of the pack and works at once.",
    ),
    "pages.policies.now": ("现行步骤", "Steps in force"),
    "pages.policies.hint": (
        "before：截止前多久；at：逾期当日；every：逾期后每隔多久；escalate：多久未签收即报上一级。"
        "30wd 为 30 个工作日，7d 为 7 天。to：提醒谁。",
        "before: how long before the due day; at: on breach; every: how often after it; escalate: after how long the "
        "next body above hears. 30wd is 30 working days, 7d is 7 days. to: who is told.",
    ),
    "pages.policies.foreseen": ("今后一年的提醒数", "Notices within a year"),
    "pages.policies.as_now": ("现行", "now"),
    "pages.policies.as_then": ("修改后", "then"),
    "pages.policies.nothing": ("今后一年没有提醒。", "There are none within a year."),
    "pages.policies.too_many": (
        "机构较多，不逐条推算；保存后可在各事项页查看提醒安排。",
        "With so many bodies nothing is foreseen here; each obligation’s page tells its notices after saving.",
    ),
    "pages.policies.saved": ("提醒规则已保存：{name}。", "Policy saved: {name}."),
    "pages.policies.drop": ("删去此规则", "Take this policy out"),
}
