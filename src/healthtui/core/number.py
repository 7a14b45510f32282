"""What can be known of a French social security number: its form, its key, its kind.

Structure, key and families of numbers are those of the CNAM's own validation library
(source S23 of the rulebook). Nothing here keeps the number.
"""

import re
from typing import Final, Literal

from msgspec import Struct

from healthtui.core.sentence import Sentence, say

Family = Literal["nir", "old-provisional", "migrant-family", "none"]

_NIR: Final = re.compile(r"[12]\d{2}(0[1-9]|1[0-2]|[2-9]\d)(\d{2}|2A|2B)\d{3}\d{3}")
_OLD_PROVISIONAL: Final = re.compile(r"[78][012]\d{3}\d{8}")
_MIGRANT_FAMILY: Final = re.compile(r"[56][12]\d{3}\d{8}")
_CORSICA: Final = {"2A": "19", "2B": "18"}
_DEPARTMENT: Final = slice(5, 7)
_LENGTH: Final = 13
_KEY_LENGTH: Final = 2
_MODULUS: Final = 97
_BORN_ABROAD: Final = "99"


class Reading(Struct, frozen=True):
    """What a number says of itself.

    `key` is the right two-digit key, None where the kind of number has none; `well_formed` is
    false where the shape or the key given is wrong. `told` is for the person.
    """

    family: Family
    well_formed: bool
    key: str | None
    told: tuple[Sentence, ...]


def read_number(text: str) -> Reading:
    """Read a number of 13 characters, or 15 with its key; spaces and case do not matter."""
    compact = re.sub(r"[\s.\-]", "", text).upper()
    body, given = compact[:_LENGTH], compact[_LENGTH:]
    if len(compact) not in (_LENGTH, _LENGTH + _KEY_LENGTH):
        return _wrong(
            say(
                "A number has 13 characters, or 15 with its key; this one has {count}.",
                count=len(compact),
            )
        )
    if given and not given.isdecimal():
        return _wrong(say("The key, the last two characters, is made of digits."))
    if _NIR.fullmatch(body):
        return _nir(body, given)
    if _OLD_PROVISIONAL.fullmatch(body):
        text_old = say(
            "An old provisional number (it begins with 7 or 8); these ended on 31 December 2022. "
            "Ask your CPAM for your present number."
        )
        return Reading("old-provisional", not given, None, (text_old,))
    if _MIGRANT_FAMILY.fullmatch(body):
        return Reading(
            "migrant-family",
            not given,
            None,
            (say("A number of a family member of a migrant (it begins with 5 or 6)."),),
        )
    return _wrong(
        say("This is not the shape of a French number: sex, year, month, department, place, order.")
    )


def key_of(body: str) -> str:
    """The key of a number of 13 characters: 97 less the number modulo 97, two digits.

    In Corsica the department 2A counts as 19 and 2B as 18.
    """
    department = body[_DEPARTMENT]
    digits = (
        body[: _DEPARTMENT.start] + _CORSICA.get(department, department) + body[_DEPARTMENT.stop :]
    )
    return f"{_MODULUS - int(digits) % _MODULUS:02d}"


def _nir(body: str, given: str) -> Reading:
    key = key_of(body)
    told = [say("The shape is right.")]
    if given:
        told.append(
            say("The key is right.")
            if given == key
            else say(
                "The key should be {key}, not {given}: one character is wrong.",
                key=key,
                given=given,
            )
        )
    else:
        told.append(say("Its key is {key}.", key=key))
    if body[_DEPARTMENT] == _BORN_ABROAD:
        told.append(say("It is of a person born abroad."))
    told.append(
        say(
            "Whether it is a waiting number or the permanent one cannot be read from it: the two "
            "have the same shape. Only a definitive attestation de droits, or an ameli account "
            "that opens, shows that it is certified."
        )
    )
    return Reading("nir", given in ("", key), key, tuple(told))


def _wrong(told: Sentence) -> Reading:
    return Reading("none", well_formed=False, key=None, told=(told,))
