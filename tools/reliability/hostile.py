"""R24: whatever stands in a file, reading it ends with a case or with Broken, in bounded memory."""

import random
import resource
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from healthtui.files.encoding import Encoder
from healthtui.files.generation import Head, decode
from healthtui.files.guard import Broken
from tools.reliability.proof import Proof, in_child

_SHORT: Final = 3_000
_SHORT_HEAVY: Final = 2
_FULL: Final = 100_000
_MEMORY: Final = 300 << 20


def with_body(body: str) -> bytes:
    """A file that is a case but for what stands in it."""
    head = 'format = "healthtui-case"\nschema = 1\n'
    return f"{head}{body}\n# end sha256={'0' * 64}\n".encode("utf-8", "surrogatepass")


HOSTILE: Final[Mapping[str, str]] = {
    "dotted key": ".".join("a" * 20_000) + " = 1",
    "endless dotted key": ".".join("a" * 100_000) + " = 1",
    "dotted keys": "".join(f"{'.'.join('a' * 49)}.a{n} = 1\n" for n in range(20_000)),
    "dotted header": "[" + ".".join("a" * 40) + "]",
    "quoted dotted key": ".".join(['"a.b"'] * 40) + " = 1",
    "key behind a string of six quotes": 'x = ["""a"""",{' + ".".join("a" * 20_000) + '=1},"b"]',
    "arrays": "x = " + "[" * 5_000 + "]" * 5_000,
    "inline tables": "x = " + "{a=" * 5_000 + "1" + "}" * 5_000,
    "depth in pieces": "x = {" + ".".join("a" * 20) + " = {" + ".".join("b" * 20) + " = 1}}",
    "tables without end": "".join(f"[a{n}]\n" for n in range(110_000)),
    "dots without end": "".join(f"a{n}.b.c.d.e.f.g.h = 1\n" for n in range(15_000)),
    "values without end": "x = [" + "1," * 1_100_000 + "]",
    "endless comment": "# " + "x" * 50_000_000,
    "endless integer": "x = " + "9" * 5_000,
    "integer beyond 64 bits": "x = 0x" + "f" * 5_000,
    "million digits": "x = 0x" + "f" * 1_000_000,
    "unclosed string": 'x = """' + r"\"" * 900_000,
    "unclosed strings": "x = '\n" * 400_000,
    "NUL": "x = '\0'",
    "bare carriage return": "x = 1\ry = 2",
    "half a character": r'x = "\ud800"',
    "half a character as it is": "x = '\ud800'",
    "key twice": "x = 1\nx = 2",
    "no such day": "x = 2023-02-30",
    "year 0": "x = 0000-01-01",
    "offset of a day": "x = 2026-01-01T00:00:00+24:00",
    "leap second": "x = 2026-06-30T23:59:60Z",
}
"""Each is refused; what the standard parser makes of some costs gigabytes or minutes."""

HEAVY: Final[Mapping[str, str]] = {
    "deep headers": "".join(f"[a{n}.{'.'.join('b' * 30)}]\n" for n in range(3_000)),
    "tables": "".join(f"[a{n}]\n" for n in range(99_000)),
    "tables in a list": "[[a]]\n" * 49_000,
    "inline tables": "x = [" + "{a=1}," * 99_000 + "]",
    "values": "x = [" + "1," * 990_000 + "]",
    "keys": "".join(f"a{n}=1\n" for n in range(490_000)),
    "string": "x = '" + "y" * 7_900_000 + "'",
}
"""Each is just below a limit, and is read."""

_VALID: Final = (
    Encoder()
    .encode(
        {
            "situation": {"nationalities": ["MA", "FR"], "birth_date": date(2004, 2, 29)},
            "log": {
                "a": {"price_eur": "30.00", "note": 'a "b" \\ c\n\u00e9', "x": [1, 2.5, {"y": 1}]}
            },
        },
        Head(1, 7, "a" * 32, "b" * 32, "0.1.0"),
    )
    .data
)
_PIECES: Final = (
    *(b"[", b"]", b"{", b"}", b".", b"=", b",", b'"', b"'", b"#", b"\n", b"\\", b"\0", b"\xff"),
    *(b'"""', b"'''", b"[[", b"a.b=1\n", b"[log]\n", b"1e999999999", b"0x", b"nan", b"\r\n"),
    *(b"\xef\xbb\xbf", b"9999-12-31", b"00:00:60", b"\\ud800", b"[" * 40, b"a." * 40, b"9" * 5000),
)


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """The table of what is known to hurt, and so many random changes to a file."""
    proof = Proof("R24", "hostile text is refused, in 300 MB")
    for kind, body in HOSTILE.items():
        told = in_child(lambda: _must_be_refused(with_body(body)))  # noqa: B023
        proof.violations += [f"{kind}: {line}" for line in told]
        proof.count("kinds of hostile text")
    for kind, body in islice(HEAVY.items(), _SHORT_HEAVY if short else None):
        told = in_child(lambda: _must_be_read(with_body(body)))  # noqa: B023
        proof.violations += [f"{kind}: {line}" for line in told]
        proof.count("kinds just below a limit")
    count = _SHORT if short else _FULL
    proof.violations += in_child(lambda: _mutated(count))
    proof.count("random changes", count)
    return [proof]


def _must_be_refused(data: bytes) -> Iterator[str]:
    _limit_memory()
    try:
        decode(data)
    except Broken:
        return
    yield "it was taken"


def _must_be_read(data: bytes) -> Iterator[str]:
    _limit_memory()
    if not decode(data).plain:
        yield "it holds nothing"


def _mutated(count: int) -> Iterator[str]:
    _limit_memory()
    chance = random.Random(count)
    for number in range(count):
        data = _changed(chance)
        try:
            decode(data)
        except Broken:
            pass
        except Exception as error:  # noqa: BLE001 - any other is the violation
            yield f"change {number}: {type(error).__name__}: {error}"


def _changed(chance: random.Random) -> bytes:
    data = bytearray(_VALID)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data))
        end = place + chance.choice((0, 1, 3, 20))
        data[place:end] = chance.choice(
            (chance.choice(_PIECES), chance.randbytes(3), bytes(data[: chance.randrange(99)]))
        )
    return bytes(data)


def _limit_memory() -> None:
    """Let this process grow by so much and no more."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
