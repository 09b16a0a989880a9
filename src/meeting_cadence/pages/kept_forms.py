"""Which forms outlast a session, and the seal that says for whom one was shown. Only this installation makes it."""

from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer

from meeting_cadence.access import Person

FORMS: Final = {
    "/record": "record.title",
    "/correct": "correct.title",
    "/plan": "plan.title",
    "/events/new": "event.title",
    "/adopt": "adopt.title",
    "/confirm/complete": "complete.title",
    "/relief": "relief.title",
    "/next-due": "next_due.title",
    "/retract": "retract.title",
    "/record/years": "years.title",
}
"""The forms that are kept, by path, with the code of their title."""
_SALT: Final = "meeting-cadence/form"


def seal(secret: bytes, person: Person) -> str:
    """The seal of a person's forms."""
    return str(URLSafeSerializer(secret, salt=_SALT).dumps(person.id))


def is_of(secret: bytes, person: Person, sealed: str) -> bool:
    """Whether a form was shown to this person."""
    try:
        return bool(URLSafeSerializer(secret, salt=_SALT).loads(sealed) == person.id)
    except BadSignature:
        return False
