"""Words of tables of bodies and of people: columns, the names people give them, the templates."""

from collections.abc import Mapping
from typing import Final

LIST_WORDS: Final[dict[str, tuple[str, str]]] = {
    "imports.bodies.name": ("机构名称", "Name"),
    "imports.bodies.id": ("机构编号", "Id"),
    "imports.bodies.parent": ("上级机构", "Superior"),
    "imports.bodies.role": ("机构类别", "Kind"),
    "imports.bodies.tier": ("层级", "Tier"),
    "imports.bodies.order": ("排列次序", "Order"),
    "imports.bodies.since": ("设立日期", "Start day"),
    "imports.bodies.email": ("联系邮箱", "Contact e-mail"),
    "imports.bodies.en": ("英文名称", "English name"),
    "imports.people.name": ("姓名", "Name"),
    "imports.people.login": ("登录名", "Login"),
    "imports.people.role": ("角色", "Role"),
    "imports.people.scope": ("所属机构", "Body"),
    "imports.people.email": ("邮箱", "E-mail"),
    "imports.people.contact": ("联系人身份", "Contact as"),
    "imports.lists.sheet.bodies": ("机构", "Bodies"),
    "imports.lists.sheet.people": ("人员", "People"),
    "imports.lists.hint.bodies": (
        "每行一个机构，机构名称必填，其余可空。上级机构写名称，可以是本表中的机构；机构类别和层级决定适用哪些制度要求，"
        "可写的内容见下方各列；多个类别用;分隔。机构编号不填时由系统编排。名称与已有机构相同的，按本行更正该机构。",
        "One row a body; only the name is needed. The superior is a name, also of this table. Kind and tier decide "
        "which mandates oblige it; what may be written stands in the columns below, several kinds separated by "
        "a semicolon. Without an id one is given. A row with the name of a body that is there corrects it.",
    ),
    "imports.lists.hint.people": (
        "每行一人。需要登录的填写登录名（小写字母和数字）和角色；所属机构为其可见范围，空则为全部机构。"
        "接收提醒的填写邮箱和联系人身份，同时须填所属机构。两者可以同时填写。",
        "One row a person. To sign in: login (small letters and digits) and role; the body is what they see with all "
        "below it, none: every body. To be told: e-mail and “contact as”, with the body. Both may be given.",
    ),
}

BODY_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("名称", "机构", "单位", "单位名称", "body", "name"),
    "id": ("编号", "id"),
    "parent": ("上级", "主管机构", "上级单位", "parent", "superior"),
    "role": ("类别", "类型", "机构类型", "roles", "kind", "type"),
    "tier": ("级别", "机构层级", "level"),
    "order": ("次序", "序号", "排序", "顺序", "no", "order no"),
    "since": ("成立日期", "起始日期", "开始日期", "start", "since"),
    "email": ("邮箱", "联系人邮箱", "电子邮箱", "e-mail", "email", "contact", "mail"),
    "en": ("英文名", "english", "english name"),
}
PEOPLE_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("名字", "人员", "person", "name"),
    "login": ("账号", "用户名", "user", "user name", "account"),
    "role": ("权限", "角色权限", "role"),
    "scope": ("机构", "单位", "范围", "所属单位", "scope", "body"),
    "email": ("电子邮箱", "邮件", "e-mail", "email", "mail"),
    "contact": ("联系人", "身份", "contact", "contact role"),
}
ROLE_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "viewer": ("查看", "查看人员", "只读"),
    "secretary": ("秘书处", "秘书", "登记"),
    "supervisor": ("督查", "督办"),
    "administrator": ("管理员", "管理"),
    "auditor": ("审计员", "审计"),
}
CONTACT_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "secretariat": ("秘书处", "秘书", "联系人", "secretary"),
    "chair": ("负责人", "主持人", "召集人"),
    "supervisor": ("督查", "督办"),
    "member": ("成员", "参会人员"),
}
"""What people write for the roles of accounts and of contacts, besides their own words."""
