"""R9: a file that is cut off anywhere, or in which any bit has flipped, never passes for whole."""

from datetime import date
from typing import Any, Final

from healthtui.files.encoding import Encoder
from healthtui.files.generation import Head, decode
from healthtui.files.guard import Broken
from tools.reliability.proof import Proof

_HEAD: Final = Head(1, 7, "a" * 32, "b" * 32, "0.1.0")
_LARGE: Final = 335
_SMALL: Final = 12
_STEP: Final = 7


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """In short every seventh length and byte."""
    proof = Proof("R9", "no damage goes unseen")
    step = _STEP if short else 1
    _cut_off(proof, _case(_LARGE), step)
    _flipped(proof, _case(_SMALL), step)
    return [proof]


def _cut_off(proof: Proof, plain: dict[str, Any], step: int) -> None:
    data = _file(plain)
    proof.count("bytes in the file that is cut off", len(data))
    for end in range(0, len(data), step):
        proof.count("lengths")
        try:
            found = decode(data[:end])
        except Broken:
            continue
        proof.expect(found.edited or found.plain == plain, f"cut off at {end}: smaller in silence")


def _flipped(proof: Proof, plain: dict[str, Any], step: int) -> None:
    data = _file(plain)
    for place in range(0, len(data), step):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            proof.count("flipped bits")
            try:
                found = decode(bytes(flipped))
            except Broken:
                continue
            same = (found.plain, found.head) == (plain, _HEAD)
            proof.expect(found.edited or same, f"bit {bit} of byte {place}: changed in silence")


def _case(acts: int) -> dict[str, Any]:
    act = {
        "act": "gp_consultation",
        "care_date": date(2026, 1, 2),
        "price_eur": "30.00",
        "note": 'quote " and\r\nlines = 3 # no',
        "marks": [1, 2],
    }
    return {"situation": {"work": "none"}, "log": {f"{n:04d}-ab12": act for n in range(acts)}}


def _file(plain: dict[str, Any]) -> bytes:
    return Encoder().encode(plain, _HEAD).data
