"""Trials of what a terminal may send, and of the terminals and environments there are."""

from collections.abc import Mapping
from itertools import chain, cycle, islice, product
from pathlib import Path
from random import Random
from typing import Final

from tools.terminal.program import Program
from tools.terminal.trial import PROMPTLY, QUIT, STEPS, TODAY, Outcome, case, each, notes

_SIZE: Final = 400
_PER_RUN: Final = 10
_MEMORY: Final = 250_000
"""Kilobytes."""
_LEAVES: Final = frozenset(b"q\x11")
"""Bytes that end the program, as they should."""
_INTERRUPT: Final = b"\x03"
_KEYS: Final = (
    *(b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F"),
    *(b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1bOS", b"\x10", b"\x1b", b"\r", b"\t", b"\x1b[Z"),
    *(b"\x7f", b"\x1b[3~", b" ", b"/", b"n", b"s", b"u", b"U", b"r", b"x", b"k", b"v", b"o", b"?"),
)
_UNFINISHED: Final = (
    *(
        b"\x1b",
        b"\x1b[",
        b"\x1bO",
        b"\x1b[1;",
        b"\x1b[<0;1;",
        b"\x1b[200",
        b"\x1b[200~ab",
        b"\x1bP",
    ),
    *(b"\x1b]0;", b"\x1b[1:2;1u", b"\x1b[99999999999u", b"\x1b[1114112u", b"\x1b[55296;1;55296u"),
    *(
        b"\x1b[48;0;0;0;0t\x1b[<0;5;5M",
        b"\x1b[48;99999;99999;1;1t",
        b"\x1b_",
        b"\x1b[?2026;",
        b"\xe2\x82",
    ),
)


def random_bytes(count: int) -> Outcome:
    """Chunks of random input: the program lives, and leaves by its key within two seconds."""
    alphabets = (_any_bytes, _any_keys, _seven_bits)
    chunks = [alphabets[place % 3](Random(place)) for place in range(count)]  # noqa: S311
    runs = [chunks[start : start + _PER_RUN] for start in range(0, count, _PER_RUN)]
    return Outcome("R19", f"random input of {_SIZE} bytes", count, each(runs, _survives)[1])


def _any_bytes(chance: Random) -> bytes:
    return _staying(bytes(each for each in chance.randbytes(_SIZE) if each not in _LEAVES))


def _any_keys(chance: Random) -> bytes:
    return b"".join(chance.choice(_KEYS) for _ in range(_SIZE // 2))


def _seven_bits(chance: Random) -> bytes:
    letters = [each for each in range(128) if each not in _LEAVES]
    return _staying(bytes(chance.choices(letters, k=_SIZE)))


def _staying(chunk: bytes) -> bytes:
    """A chunk with its first interrupt alone: two in turn end the program, as they should."""
    first, interrupt, rest = chunk.partition(_INTERRUPT)
    return first + interrupt + rest.replace(_INTERRUPT, b"")


def unfinished(count: int) -> Outcome:
    """Sequences that never end, each followed by silence or by more."""
    chance = Random(19)  # noqa: S311 - the same each time
    pieces = [chance.choice(_UNFINISHED) for _ in range(count)]
    size = max(1, count // 4)
    runs = [pieces[start : start + size] for start in range(0, count, size)]
    return Outcome("R19", "unfinished sequences", count, each(runs, _survives)[1])


def _survives(chunks: list[bytes]) -> str:
    with case() as folder, Program(folder, *TODAY) as program:
        program.ready()
        for place, chunk in enumerate(chunks):
            program.type(chunk)
            program.read(0.12 if place % 2 else 1.1)
            if program.code is not None:
                return f"status {program.code} after {chunks[: place + 1][-1]!r}: {_last(program)}"
        return _leaves(program, folder)


def _leaves(program: Program, folder: Path) -> str:
    """Whether the key to leave works, once a paste that may be open is over."""
    program.rest(folder)
    if program.code is not None:
        return f"it ended by itself, status {program.code}: {_last(program)}"
    program.type(QUIT)
    if not program.ends(PROMPTLY):
        return f"its key did not end it: {program.screen.lines}"
    if program.code != 0:
        return f"status {program.code}: {_last(program)}"
    return "" if program.restored else f"modes left on {sorted(program.screen.on)}"


def _last(program: Program) -> str:
    return bytes(program.raw[-200:]).decode("utf-8", "replace")


def paste(count: int) -> Outcome:
    """Ten megabytes pasted into a note, the search and a date: memory stays, the key works."""
    figures: dict[str, float] = {}
    places = islice(cycle([STEPS + "n", STEPS + "/", "\t"]), count)

    def pasted(keys: str) -> str:
        with case() as folder, Program(folder, *TODAY) as program:
            program.ready()
            for key in (STEPS, keys.removeprefix(STEPS)) if keys.startswith(STEPS) else (keys,):
                program.press(key, 0.4)
            program.type("\x1b[200~" + "0123456789 café\n" * 650_000 + "\x1b[201~", 60)
            program.quiet(0.5)
            memory = program.status("VmHWM")
            figures["MB at most"] = max(figures.get("MB at most", 0), memory // 1000)
            if memory > _MEMORY:
                return f"{memory} kB"
            return _leaves(program, folder)

    done, bad = each(places, pasted)
    return Outcome("R19", "10 MB pasted", done, bad, figures)


def latin(count: int) -> Outcome:
    """A letter in another encoding is shown as one that could not be read."""

    def typed(_: int) -> str:
        with case() as folder, Program(folder, *TODAY) as program:
            program.ready()
            program.open_note()
            program.type(b"caf\xe9 \xff ok\xc3")
            shown = "caf\N{REPLACEMENT CHARACTER} "
            if not program.until(lambda: shown in notes(folder), PROMPTLY):
                return f"the note became {notes(folder)!r}"
            return _leaves(program, folder)

    done, bad = each(range(count), typed)
    return Outcome("R19", "a Latin-1 byte", done, bad)


def sizes(count: int) -> Outcome:
    """Every screen in windows from one cell to half a million."""
    windows = [(1, 1), (2, 2), (20, 5), (1, 1000), (1000, 1), (24, 80), (100, 300), (1000, 500)]

    def shown(keys: str) -> str:
        with case() as folder, Program(folder, *TODAY) as program:
            program.ready()
            program.type(keys)
            program.quiet()
            for rows, columns in windows:
                program.resize(rows, columns)
                program.quiet(0.3)
                if program.code is not None:
                    return f"{columns}x{rows}: status {program.code}: {_last(program)}"
            program.resize(24, 80)
            return _leaves(program, folder)

    screens = ("\x1bOQ", STEPS, "\x1bOS", "\x1bOQw", f"{STEPS}s", f"{STEPS}l", "\x1bOSk", "\x10")
    done, bad = each(screens[:count], shown)
    return Outcome("R19", "screens in every size", done * len(windows), bad)


def environments(count: int) -> Outcome:
    """Terminals, languages and homes that are odd or missing: it runs, or says one clear line."""
    terms = ("xterm-256color", "dumb", "nonsense", None)
    languages: tuple[Mapping[str, str | None], ...] = (
        {"LANG": "C"},
        {"LANG": None, "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LANG": "fr_FR.ISO-8859-1", "PYTHONIOENCODING": "latin-1", "HOME": "/nonexistent"},
    )
    matrix = [{"TERM": term, **words} for term, words in product(terms, languages)]
    matrix += [{"HOME": None, "NO_COLOR": "1"}, {"TEXTUAL_DRIVER": "os:system", "TEXTUAL": "debug"}]

    def runs(changes: Mapping[str, str | None]) -> str:
        with case() as folder, Program(folder, *TODAY, environment=changes) as program:
            program.ready()
            if program.code is not None:
                return f"{changes}: status {program.code}: {_last(program)}"
            lines = changes.get("TERM", "") in _LINES
            program.type("q\n" if lines else QUIT)
            fine = program.ends(PROMPTLY) and program.code == 0 and program.restored
            return "" if fine else f"{changes}: status {program.code} at the end"

    done, bad = each(matrix[:count], runs)
    return Outcome("R19", "environments", done, bad)


_LINES: Final = ("dumb", "nonsense", None)
"""Terminals that get the dialogue."""
_HOSTILE: Final = (
    *(
        "\x1b]52;c;aGFja2Vk\x07",
        "\x1b]0;title\x07",
        "\x1b[31m",
        "\x9b31m",
        "\x90z\x9c",
        "\x07\x0e\x0f",
    ),
    *(
        "\x1bc",
        "\x1b[2J",
        "\u202eevil\u202c",
        "\u2066x\u2069",
        "\u200f",
        "\u061c",
        "\u2028",
        "\ufeff",
    ),
    *(
        "\x7f\x08",
        "[/]",
        "see [/ here",
        "[@click=app.leave()]x[/]",
        "foo [/red] bar",
        "{x}",
        "\x00",
    ),
)
_PLACES: Final = (
    *((STEPS, "n"), ("\x1bOS", "\t\t"), (STEPS, "/"), (STEPS, "!"), ("\x1bOS", "v"), ("\x10",)),
)
_IN_A_FIELD: Final = 10
_LAID_OUT: Final = 3


def hostile_text(count: int) -> Outcome:
    """Hostile strings typed and pasted into notes, searches, prices and details.

    The terminal sees only what Textual itself sends: no command to it, no sound of theirs, no mark
    of direction.
    """
    chance = Random(28)  # noqa: S311 - the same each time
    texts = [_hostile(chance) for _ in range(count)]
    size = max(_IN_A_FIELD, -(-count // len(_PLACES)))
    runs = [(keys, texts[n * size : (n + 1) * size]) for n, keys in enumerate(_PLACES)]
    runs = [(keys, given) for keys, given in runs if given]
    return Outcome("R28", "hostile strings in fields", count, each(runs, _entered)[1])


def _hostile(chance: Random) -> str:
    parts = (chance.choice(_HOSTILE) for _ in range(chance.randint(1, 4)))
    plain = (chance.choice(("12", "abc ", "é", "日本")) for _ in range(4))
    return "".join(chain.from_iterable(zip(parts, plain, strict=False)))


def _entered(given: tuple[tuple[str, ...], list[str]]) -> str:
    keys, texts = given
    with case() as folder, Program(folder, *TODAY) as program:
        program.ready()
        for key in keys:
            program.press(key, 0.4)
        for place, text in enumerate(texts):
            program.type(f"\x1b[200~{text}\x1b[201~")
            if "\x1b" not in text and not place % _LAID_OUT:
                program.type("".join(each for each in text if ord(each) >= ord(" ")))
            program.read(0.03)
        program.quiet(1.1)
        if program.screen.unknown:
            return f"{keys}: the terminal was sent {program.screen.unknown[:5]}"
        told = _leaves(program, folder)
        return f"{keys}: {told}" if told else ""
