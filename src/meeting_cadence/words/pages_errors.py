"""Words of the pages that say what went wrong, by their HTTP status: part of `words.pages`."""

from typing import Final

ERROR_WORDS: Final[dict[str, tuple[str, str]]] = {
    "pages.error.404": ("没有找到", "Not found"),
    "pages.error.404.text": (
        "没有这个页面，或者您无权查看。",
        "There is no such page, or none that you may see.",
    ),
    "pages.error.403": ("无权操作", "Not allowed"),
    "pages.error.403.text": (
        "您的角色不能进行这一操作。如有需要，请联系管理员。",
        "Your role does not allow this. Ask an administrator if you need it.",
    ),
    "pages.error.405": ("不支持的操作", "Not possible here"),
    "pages.error.405.text": ("该地址不支持这种操作。", "This address does not take this kind of request."),
    "pages.error.origin": (
        "请求来自其他网站，已拒绝，未作任何更改。请从本系统页面操作。",
        "The request came from another site and was refused; nothing was changed. Please use the pages of "
        "this system.",
    ),
    "pages.error.400": ("请求有误", "Something is wrong with this request"),
    "pages.error.409": ("与已有记录冲突", "It contradicts the record"),
    "pages.error.413": ("内容过大", "Too large"),
    "pages.error.422.text": (
        "请求内容不完整或格式不对，未作任何更改。",
        "The request is incomplete or malformed; nothing was changed.",
    ),
    "pages.error.500": ("服务出错", "Something went wrong"),
    "pages.error.500.text": (
        "服务内部出错，未保存的内容请重新提交；问题已记入日志，编号 {number}。",
        "The service failed; submit again what was not saved. The trouble is in the log under {number}.",
    ),
    "pages.error.503": ("服务暂不可用", "Out of service for a moment"),
    "pages.error.507": ("存储空间不足", "No space left"),
}
