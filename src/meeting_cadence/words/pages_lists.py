"""Words of the pages of rows: their order, what they are limited to, going on and back."""

from typing import Final

LIST_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.list.narrow": ("筛选和排序", "Filter and sort"),
    "pages.list.under": ("机构范围", "Bodies"),
    "pages.list.under.all": ("{body}及全部下级", "{body} and all below"),
    "pages.list.mandate": ("要求", "Mandate"),
    "pages.list.mandate.all": ("全部要求", "every mandate"),
    "pages.list.sort": ("排序", "Order"),
    "pages.list.sort.due": ("按截止日，最早的在前", "by due day, the earliest first"),
    "pages.list.sort.body": ("按机构顺序", "by body, in their fixed order"),
    "pages.list.sort.mandate": ("按要求", "by mandate"),
    "pages.list.show": ("显示", "Show"),
    "pages.list.first": ("第一页", "First page"),
    "pages.list.previous": ("上一页", "Previous"),
    "pages.list.next": ("下一页", "Next"),
    "pages.list.back": ("返回全部类别", "All lists"),
    "pages.list.pages": ("翻页", "Pages"),
    "pages.list.csv": ("导出 CSV", "Export as CSV"),
    "pages.list.past_order": (
        "历史查询涉及机构较多，按机构顺序逐页列出。",
        "A question about the past of this many bodies is answered page by page in the order of the bodies.",
    ),
}
