"""What is wrong with a notice of holidays (config/workdays)."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "problems.notice_twice": (
        "{country} {year} 年的安排已由 {there} 给出；一年只留一个文件，请合并后删去一个。",
        "{there} gives the days of {country} for {year} already; keep one file a year, merge them and remove one.",
    ),
    "problems.notice_other_year": (
        "{day}不在本文件的年份（{year}）之内；请更正，或写到该年的文件里。",
        "{day} is not a day of this file's year ({year}); correct it, or put it into the file of its own year.",
    ),
    "problems.notice_not_weekend": (
        "{day}不是周六或周日，本来就上班；work 只列调休上班的周末，请删去。",
        "{day} is neither a Saturday nor a Sunday and is worked anyway; work lists weekend days only, remove it.",
    ),
    "problems.notice_off_and_worked": (
        "{day}既列为放假（off），又列为上班（work）；请删去一处。",
        "{day} is listed as off and as worked; remove one of the two.",
    ),
}
