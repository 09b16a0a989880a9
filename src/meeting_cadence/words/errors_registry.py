"""Sentences of errors about the registry: packs, bodies, mandates, people."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "errors.verdicts_rewritten": (
        "有 {count} 处会改写已截止时段的结论，已拒绝，未作任何更改：",
        "It would rewrite verdicts of windows that have closed, for {count} reasons; it was refused and nothing was "
        "changed:",
    ),
    "errors.verdict_rewritten": ("{why}", "{why}"),
    "errors.part_exists": (
        "“{subject}”已经存在，未作更改；请先读取，并在 If-Match 中写明所见的版本（ETag）。",
        "“{subject}” exists already and was left as it is; read it first and name what you saw (its ETag) in If-Match.",
    ),
    "errors.part_changed": (
        "“{subject}”已不是您所见的版本，未作更改；请重新读取后再改。",
        "“{subject}” is no longer as you saw it; nothing was changed. Read it again first.",
    ),
    "errors.id_differs": (
        "内容中的编号“{subject}”与地址中的编号“{id}”不一致，未作更改。",
        "The id “{subject}” in the content is not the id “{id}” of the address; nothing was changed.",
    ),
    "errors.pack_unknown": (
        "没有编号为“{subject}”的在用制度包{meant}。",
        "No pack “{subject}” is in force{meant}.",
    ),
    "errors.pack_needed": (
        "请指明“{subject}”属于哪个制度包；在用的有：{packs}",
        "Say in which pack “{subject}” is to stand; in force are: {packs}",
    ),
    "errors.mandate_elsewhere": (
        "制度要求“{subject}”属于“{there}”，不能移到别的制度文件，未作更改。",
        "Mandate “{subject}” stands in “{there}” and cannot move to another regulation; nothing was changed.",
    ),
    "errors.badge_needs_body": (
        "徽标显示一个机构及其下属；请为令牌指明机构。",
        "A badge shows one body and all below it: name the body.",
    ),
    "errors.email_invalid": ("“{subject}”不是电子邮件地址。", "“{subject}” is no e-mail address."),
    "errors.sso_extra_missing": (
        "设置了单位统一身份认证（oidc_issuer），但未安装所需组件；请安装 meeting-cadence[sso]，或去掉该设置。",
        "A provider to sign in by is set (oidc_issuer), but the packages for it are not installed; install "
        "meeting-cadence[sso], or take the setting out.",
    ),
    "errors.provider_incomplete": (
        "单位统一身份认证须同时设置 oidc_issuer 和 oidc_client_id。",
        "A provider to sign in by needs both oidc_issuer and oidc_client_id.",
    ),
    "errors.provider_unreachable": (
        "单位统一身份认证暂时无法使用；请稍后再试，或用本系统的账号和密码登录。",
        "The sign-in of your organisation cannot be reached for now; try again later, or sign in with the password you "
        "have here.",
    ),
    "errors.provider_refused": (
        "未能通过单位统一身份认证登录。可能是登录过程已超时，或该身份在本系统没有在用的账号；请重试，或联系管理员。",
        "Signing in by your organisation did not work: it may have taken too long, or nobody who can sign in here has "
        "that identity. Try again, or ask an administrator.",
    ),
    "errors.id_token_refused": (
        "身份提供方的答复未通过核验（{subject}）。",
        "The answer of the provider could not be verified ({subject}).",
    ),
    "errors.last_administrator": (
        "“{subject}”是最后一名在用的管理员，未作更改；请先添加另一名管理员。",
        "“{subject}” is the last administrator who can sign in; nothing was changed. Add another one first.",
    ),
}
