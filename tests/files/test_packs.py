import os
import random
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from healthtui.core.pack import Pack
from healthtui.core.pack_reader import Known
from healthtui.core.sentence import Sentence
from healthtui.files import packs
from healthtui.files.disk import Disk
from healthtui.files.packs import Overlay, in_words, load_packs
from healthtui.files.trouble import plainly

MUTATIONS = int(os.environ.get("HEALTHTUI_TEST_MUTATIONS", "500"))
KNOWN = Known({"portal-documents": 1, "validate-visa": 1, "open-account": 1}, {"ameli.fr"})
GOOD = """\
publisher = "Université du Nord, relations internationales"
checked_on = 2026-09-01
page = "https://www.example.org/welcome"

[desks.welcome]
title = "Welcome desk"
phone = "+33 (0)3 20 00 00 00"
email = "welcome@example.org"
hours = "Monday to Friday, 9:00 to 12:00"
where = "12 rue de l'Exemple, Lille"
languages = "French, English"
steps = ["portal-documents", "validate-visa"]

[advice.scans]
steps = ["portal-documents"]
text = "We scan your papers."

[dates.help-day]
title = "Help with your papers"
day = 2026-12-05
text = "Bring the originals."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "overlay"
    made.mkdir(mode=0o755)
    made.chmod(0o755)
    return made


def put(folder: Path, name: str = "campus.toml", text: str | bytes = GOOD) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(0o644)
    return path


def english(sentence: Sentence) -> str:
    return plainly(sentence)


def told(overlay: Overlay) -> list[str]:
    return [f"{each.file}: {english(in_words(each))}" for each in overlay.problems]


def test_a_pack_is_read_as_it_stands(folder: Path) -> None:
    put(folder)
    (folder / "README.md").write_text("no pack", encoding="utf-8")
    overlay = load_packs(folder, KNOWN)
    assert told(overlay) == []
    (pack,) = overlay.packs
    assert (pack.name, pack.publisher) == (
        "campus",
        "Université du Nord, relations internationales",
    )
    desk, advice, day = pack.additions
    assert (desk.kind, desk.id, desk.phone) == ("desk", "welcome", "+33 (0)3 20 00 00 00")
    assert desk.steps == ("portal-documents", "validate-visa")
    assert (advice.kind, advice.text) == ("advice", "We scan your papers.")
    assert (day.kind, str(day.day), day.steps) == ("date", "2026-12-05", ())


def test_without_a_folder_there_is_nothing() -> None:
    assert load_packs(None, KNOWN) == Overlay()


def test_packs_are_read_in_the_order_of_their_names(folder: Path) -> None:
    for name in ("b", "c", "a"):
        put(folder, f"{name}.toml")
    assert [pack.name for pack in load_packs(folder, KNOWN).packs] == ["a", "b", "c"]


def test_a_file_as_a_windows_editor_saves_it_is_read(folder: Path) -> None:
    put(folder, text=b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert told(load_packs(folder, KNOWN)) == []


# --- Refused before it is read (R25) ----------------------------------------------------------


class Pretending(Disk):
    """A disk that changes what is told of an open file or folder."""

    def __init__(self, change: Callable[[os.stat_result], dict[int, int]], *, of: int) -> None:
        self._change = change
        self._of = of
        self.asked = 0

    def fstat(self, file: int) -> os.stat_result:
        status = super().fstat(file)
        fields = list(status)
        if stat.S_IFMT(status.st_mode) == self._of:
            for place, value in self._change(status).items():
                fields[place] = value
        return os.stat_result(fields)


def foreign(status: os.stat_result) -> dict[int, int]:
    del status
    return {stat.ST_UID: os.geteuid() + 4711}


def device(status: os.stat_result) -> dict[int, int]:
    return {stat.ST_MODE: stat.S_IFCHR | stat.S_IMODE(status.st_mode)}


def bind_socket(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        before = Path.cwd()
        os.chdir(folder)  # the path of a socket may not be long
        try:
            listening.bind("campus.toml")
        finally:
            os.chdir(before)


def opened_up(folder: Path, mode: int) -> None:
    put(folder)
    folder.chmod(mode)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "capital letters": (lambda f: put(f, "Campus.toml"), "its name must"),
    "65 letters": (lambda f: put(f, "a" * 65 + ".toml"), "its name must"),
    "an accent": (lambda f: put(f, "unité.toml"), "its name must"),
    "a decomposed accent": (lambda f: put(f, "unite\u0301.toml"), "its name must"),
    "full-width letters": (lambda f: put(f, "\uff41.toml"), "its name must"),
    "an underscore": (lambda f: put(f, "my_campus.toml"), "its name must"),
    "a blank": (lambda f: put(f, "my campus.toml"), "its name must"),
    "a line break": (lambda f: put(f, "campus\n.toml"), "its name must"),
    "an escape sequence": (lambda f: put(f, "\x1b[31m.toml"), "its name must"),
    "no name": (lambda f: put(f, ".toml"), "its name must"),
    "two dots": (lambda f: put(f, "..toml"), "its name must"),
    "a capital suffix": (lambda f: put(f, "campus.TOML"), "its name must"),
    "no unicode": (lambda f: put(f, os.fsdecode(b"\xff.toml")), "its name must"),
    "twins": (lambda f: (put(f), put(f, "CAMPUS.toml")), "capital letters"),
    "a link": (lambda f: (f / "campus.toml").symlink_to(put(f.parent, "other")), "regular"),
    "a dangling link": (lambda f: (f / "campus.toml").symlink_to("nowhere"), "regular"),
    "a FIFO": (lambda f: os.mkfifo(f / "campus.toml"), "regular"),
    "a folder": (lambda f: (f / "campus.toml").mkdir(), "regular"),
    "a socket": (bind_socket, "regular"),
    "writable by the group": (lambda f: put(f).chmod(0o664), "chmod go-w"),
    "writable by all": (lambda f: put(f).chmod(0o646), "chmod go-w"),
    "too large": (lambda f: put(f, text=GOOD + "#" * 1_000_000), "too large"),
    "a folder writable by the group": (lambda f: opened_up(f, 0o775), "chmod go-w"),
    "a folder writable by all": (lambda f: opened_up(f, 0o777), "chmod go-w"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_another_could_have_planted_is_refused_and_named(folder: Path, kind: str) -> None:
    plant, reason = REFUSED[kind]
    plant(folder)
    overlay = load_packs(folder, KNOWN)
    assert overlay.packs == ()
    assert overlay.problems
    assert all(reason in line for line in told(overlay)), told(overlay)
    for notice in overlay.notices:
        assert english(notice).startswith("The overlay ")
        assert "\n" not in english(notice)
        assert "\x1b" not in english(notice)


@pytest.mark.parametrize(
    ("change", "of", "reason"),
    [
        (foreign, stat.S_IFREG, "another user"),
        (foreign, stat.S_IFDIR, "another user"),
        (device, stat.S_IFREG, "regular"),
        (lambda _: {stat.ST_SIZE: 1_000_001}, stat.S_IFREG, "too large"),
    ],
    ids=["foreign file", "foreign folder", "device", "size"],
)
def test_what_an_ordinary_user_cannot_plant_is_refused_too(
    folder: Path, change: Callable[[os.stat_result], dict[int, int]], of: int, reason: str
) -> None:
    put(folder)
    overlay = load_packs(folder, KNOWN, Pretending(change, of=of))
    assert overlay.packs == ()
    assert len(overlay.problems) == 1
    assert reason in told(overlay)[0]


def test_the_administrator_may_write_a_pack(folder: Path) -> None:
    put(folder)
    for of in (stat.S_IFREG, stat.S_IFDIR):
        overlay = load_packs(folder, KNOWN, Pretending(lambda _: {stat.ST_UID: 0}, of=of))
        assert told(overlay) == []


def test_a_file_that_grows_while_it_is_read_is_refused(folder: Path) -> None:
    class Growing(Disk):
        def read(self, file: int, size: int) -> bytes:
            del file
            return b"#" * min(size, 400_000)

    put(folder)
    assert "too large" in told(load_packs(folder, KNOWN, Growing()))[0]


@pytest.mark.parametrize("place", ["missing", "file", "link", "nul", "below a file"])
def test_a_folder_that_is_none_is_named(folder: Path, place: str) -> None:
    put(folder)
    (folder.parent / "link").symlink_to(folder)
    places = {
        "missing": folder / "none",
        "file": folder / "campus.toml",
        "link": folder.parent / "link",
        "nul": Path(f"{folder}\0"),
        "below a file": folder / "campus.toml" / "x",
    }
    overlay = load_packs(places[place], KNOWN)
    assert overlay.packs == ()
    assert len(overlay.notices) == 1


def test_a_disk_in_trouble_is_told_and_not_raised(folder: Path) -> None:
    class Failing(Disk):
        def __init__(self, call: str) -> None:
            for name in (call,):
                setattr(self, name, self._fail)

        def _fail(self, *_: object) -> int:
            raise OSError(5, "Input/output error")

    put(folder)
    for call in ("open_folder", "fstat", "listdir", "open_file", "read"):
        overlay = load_packs(folder, KNOWN, Failing(call))
        assert overlay.packs == ()
        assert "Input/output error" in told(overlay)[0]


def test_more_than_64_packs_are_not_read(folder: Path) -> None:
    for number in range(70):
        put(folder, f"p{number:02}.toml")
    overlay = load_packs(folder, KNOWN)
    assert len(overlay.packs) == packs.PACKS_LIMIT
    assert [line.split(":")[0] for line in told(overlay)] == ["p64.toml"]


def test_nothing_is_left_open(folder: Path) -> None:
    put(folder)
    put(folder, "broken.toml", "x")
    put(folder, "link2.toml").unlink()
    os.mkfifo(folder / "fifo.toml")
    before = len(list(Path("/dev/fd").iterdir()))
    load_packs(folder, KNOWN)
    assert len(list(Path("/dev/fd").iterdir())) == before


# --- Broken ones are skipped (R26) ------------------------------------------------------------

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "no TOML": ("publisher = \n", "not valid TOML (line 1)"),
    "no text": (b"publisher = '\xff'", "not text"),
    "cut off": (GOOD[:-10], "not valid TOML"),
    "no publisher": (GOOD.replace("publisher", "publishers"), "publisher: it is missing"),
    "a key that is not known": (
        GOOD.replace("phone =", "fone ="),
        "desks.welcome.fone: this key is not known; near to it: phone",
    ),
    "a step that is not known": (
        GOOD.replace("validate-visa", "visa-validate"),
        "desks.welcome.steps: “visa-validate” is not a step; near to it: validate-visa",
    ),
    "a phone in words": (GOOD.replace("+33 (0)3", "call us"), "desks.welcome.phone: give a phone"),
    "a page without https": (
        GOOD.replace("https://www", "http://www"),
        "page: give an address that begins with https://",
    ),
    "a day in quotes": (
        GOOD.replace("2026-12-05", '"2026-12-05"'),
        "dates.help-day.day: give a day such as 2026-09-01",
    ),
    "a day too far away": (
        GOOD.replace("2026-12-05", "2201-01-01"),
        "dates.help-day.day: give a day between",
    ),
    "a publisher that is ours": (
        GOOD.replace("Université du Nord, relations internationales", "Ameli. FR"),
        "publisher: this names a source of the shipped rules",
    ),
    "the name of this program": (
        GOOD.replace("Université du Nord, relations internationales", "HealthTUI"),
        "publisher: this names a source of the shipped rules",
    ),
    "a number where a text is due": (
        GOOD.replace('"Welcome desk"', "7"),
        "desks.welcome.title: give a text in quotes",
    ),
    "an endless number": (GOOD + "x = 0x" + "f" * 9000, "too large"),
    "a number beyond the limit": (GOOD + "x = 1_000_000_000_001", "too large"),
    "a key of 20 000 parts": (".".join("a" * 20_000) + " = 1", "nested too deeply"),
    "tables in tables": (GOOD + "x = " + "{a=" * 20 + "1" + "}" * 20, "nested too deeply"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_pack_is_skipped_and_named_and_the_others_work(folder: Path, kind: str) -> None:
    text, reason = BROKEN[kind]
    put(folder, "broken.toml", text)
    put(folder, "good.toml")
    overlay = load_packs(folder, KNOWN)
    assert [pack.name for pack in overlay.packs] == ["good"]
    assert any(reason in line for line in told(overlay)), told(overlay)
    (notice,) = overlay.notices
    assert english(notice).startswith("The overlay broken.toml is not used: ")


# --- Hostile bytes (R24) ----------------------------------------------------------------------


def mutated(chance: random.Random) -> bytes:
    """The good pack with some bytes changed, cut, doubled, or pieces of hostile TOML put in."""
    data = bytearray(GOOD.encode())
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[place : place + chance.randint(1, 40)]
            case 2:
                data[place:place] = data[place : place + chance.randint(1, 200)]
            case 3:
                data[place:place] = chance.choice(PIECES)
            case _:
                data[place : place + 1] = chance.choice(b'"[]{}=.\n\\#,').to_bytes(1, "big")
    return bytes(data)


PIECES = [
    b"[[[[[[[[[[",
    b"{a={a={a={a={a={a={a={a={a=",
    b"a.a.a.a.a.a.a.a.a.a.a.a",
    b"9" * 5000,
    b"1e999999999",
    b"nan",
    b'"""',
    b"'''",
    b"\\u0000",
    b"\\u001b[31m",
    b"\\ud800",
    b"0001-01-01",
    b"9999-12-31T23:59:60+14:00",
    b"[desks]\n",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"{places}",
    b"../../etc/passwd",
]


def test_whatever_bytes_a_file_holds_there_are_packs_and_problems_and_nothing_else(
    folder: Path,
) -> None:
    chance = random.Random(25)  # noqa: S311 - the same mutations in every run
    used = 0
    for number in range(MUTATIONS):
        data = mutated(chance)
        put(folder, text=data)
        overlay = load_packs(folder, KNOWN)
        assert bool(overlay.packs) != bool(overlay.problems), (number, data)
        for pack in overlay.packs:
            used += 1
            assert_harmless(pack)
        for notice in overlay.notices:
            assert english(notice).isprintable()
    assert 0 < used < MUTATIONS


def assert_harmless(pack: Pack) -> None:
    for each in pack.additions:
        texts = (each.title, each.text, each.phone, each.email, each.hours, each.where)
        for text in (pack.publisher, pack.page, each.languages, *texts):
            assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in text)
            assert not set(text) & set("\u202a\u202e\u2066\u200f\u2028")
            assert "http://" not in text.casefold()
        assert set(each.steps) <= set(KNOWN.steps)
        assert each.day is None or 1900 <= each.day.year <= 2200


LARGEST = 999_000
BOUNDED = {
    "unknown keys": "".join(f"k{n}=1\n" for n in range(100_000)),
    "unknown steps": GOOD + "steps = [" + ",".join(f"'s{n}'" for n in range(9_990)) + "]",
    "many entries": "".join(f"[desks.d{n}]\n" for n in range(60_000)),
    "deep headers": "".join(f"[a{n}.b.c.d.e.f.g]\n" for n in range(40_000)),
    "keys below the limit": "".join(f"k{n}=1\n" for n in range(14_900)),
    "headers below the limit": "".join(f"[a{n}.b.c.d]\n" for n in range(4_900)),
    "entries below the limit": "".join(f"[desks.d{n}]\n" for n in range(7_400)),
    "long key": "k" * LARGEST + " = 1",
    "long text": f"publisher = '{'x' * LARGEST}'",
    "combining marks": "publisher = 'a" + "\u0315\u0300" * 100_000 + "'",
    "brackets": "x = " + "[" * LARGEST,
    "quotes": "x = '\n" * 200_000,
    "backslashes": 'x = """' + '\\"' * 400_000,
}
PROBE = """
import resource, sys
from pathlib import Path
from tests.files.test_packs import KNOWN, load_packs
resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
overlay = load_packs(Path(sys.argv[1]), KNOWN)
assert not overlay.packs
assert overlay.problems
print(len(overlay.problems), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_the_largest_hostile_packs_cost_little_memory_and_few_problems(folder: Path) -> None:
    for number, kind in enumerate(BOUNDED):
        put(folder, f"p{number}.toml", BOUNDED[kind][:LARGEST])
    root = Path(__file__).parents[2]
    command = (sys.executable, "-c", PROBE, str(folder))
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, env={**os.environ}
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[0]) <= 100 * len(BOUNDED)
