"""How strictly people prove who they are: three profiles, of which an installation chooses one.

`standard` follows OWASP ASVS (long, no composition, common ones refused, no forced change). `cn-level2` and `cn-level3`
follow what assessors of 等级保护 (GB/T 22239-2019, 8.1.4.1) ask for at the second and third level.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

ProfileName = Literal["standard", "cn-level2", "cn-level3"]


@dataclass(frozen=True, slots=True)
class Profile:
    """`classes`: how many of capital, small, digit and other a password needs (0: any). `history`: how many earlier
    ones it must differ from. `max_age`: after that a new one must be chosen. `second_factor`: everybody needs one.
    `separated`: an administrator records nothing. The last five bound what the settings may say.
    """

    name: ProfileName
    shortest: int
    classes: int = 0
    history: int = 0
    max_age: timedelta | None = None
    second_factor: bool = False
    separated: bool = False
    token_days: int = 366
    most_failures: int = 100
    least_wait: timedelta = timedelta(minutes=1)
    longest_idle: timedelta = timedelta(hours=8)
    longest: timedelta = timedelta(hours=24)


STANDARD: Final = Profile("standard", shortest=12)
CN_LEVEL2: Final = Profile(
    "cn-level2",
    shortest=8,
    classes=3,
    history=5,
    max_age=timedelta(days=90),
    token_days=90,
    most_failures=5,
    least_wait=timedelta(minutes=15),
    longest_idle=timedelta(minutes=30),
    longest=timedelta(hours=12),
)
CN_LEVEL3: Final = Profile(
    "cn-level3",
    shortest=8,
    classes=3,
    history=5,
    max_age=timedelta(days=90),
    second_factor=True,
    separated=True,
    token_days=90,
    most_failures=5,
    least_wait=timedelta(minutes=15),
    longest_idle=timedelta(minutes=30),
    longest=timedelta(hours=12),
)
PROFILES: Final[dict[str, Profile]] = {one.name: one for one in (STANDARD, CN_LEVEL2, CN_LEVEL3)}
