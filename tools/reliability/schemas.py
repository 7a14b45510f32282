"""R12: the frozen file of every released schema loads and saves, and unknown entries survive."""

import shutil
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

from healthtui.core.case_plain import from_plain
from healthtui.core.patch import Change, Patch
from healthtui.files.folder import name_of
from healthtui.files.generation import decode
from healthtui.files.migrations import CURRENT
from healthtui.files.places import config_dir
from healthtui.files.rulebook_toml import load
from healthtui.files.store import Store
from tools.reliability.examples import FITTING, KEYS, examples, kinds
from tools.reliability.proof import Proof, scratch

FROZEN: Final = Path(__file__).parents[2] / "tests" / "data" / "saved"
_SHORT: Final = 100
_FULL: Final = 1000
_NEXT: Final = Patch((Change(("log", "next"), None, {"n": 1}),))


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """Every frozen file, and so many cases with entries of a later version."""
    proof = Proof("R12", "files of every schema load and save, and keep what is unknown")
    found = {path.stem for path in FROZEN.iterdir()}
    wanted = {f"schema-{number}" for number in range(1, CURRENT.version + 1)}
    proof.expect(found == wanted, f"frozen files: {found}, not {wanted}")
    words = load(config_dir()).vocabulary
    for path in sorted(FROZEN.iterdir()):
        with scratch() as place:
            folder = place / "healthtui"
            loaded = _saved_anew(proof, path, folder)
            proof.expect(not from_plain(loaded, words)[1], f"{path.name}: an answer is lost")
        proof.count("frozen files")
    with scratch() as place:
        told = examples(
            _SHORT if short else _FULL,
            st.dictionaries(KEYS, FITTING, max_size=4),
            lambda unknown: _survives(proof, place, unknown),
            fixed=short,
        )
        proof.expect(not told, f"an unknown entry is lost: {told}")
    return [proof]


def _saved_anew(proof: Proof, path: Path, folder: Path) -> dict[str, Any]:
    folder.mkdir(mode=0o700)
    decoded = decode(path.read_bytes())
    first = folder / name_of(decoded.head.generation)
    shutil.copyfile(path, first)
    first.chmod(0o600)
    store = Store(folder)
    loaded = store.load()
    proof.expect(loaded.notices == (), f"{path.name}: {loaded.notices}")
    proof.expect("later" in loaded.plain, f"{path.name}: the unknown table is lost")
    saved = store.commit(_NEXT)
    same = kinds(saved.plain) == kinds(_NEXT.apply(loaded.plain))
    proof.expect(same, f"{path.name}: a save changes more than it should")
    proof.expect(first.read_bytes() == path.read_bytes(), f"{path.name}: it was changed")
    return loaded.plain


def _survives(proof: Proof, place: Path, unknown: dict[str, Any]) -> None:
    proof.count("cases with unknown entries")
    folder = place / "healthtui"
    shutil.rmtree(folder, ignore_errors=True)
    Store(folder).commit(Patch(tuple(Change((key,), None, unknown[key]) for key in unknown)))
    before = Store(folder).load().plain
    assert kinds(before) == kinds(unknown), "it is not what was saved"
    Store(folder).commit(_NEXT)
    after = Store(folder).load().plain
    assert kinds(after) == kinds(_NEXT.apply(before)), "a later save changes it"
