"""The proofs that need no root, no terminal and no other process, in their short forms.

The others, and the counts of a release: `python -m tools.reliability`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from tools.reliability import (
    broken_files,
    crash_states,
    damage,
    faults,
    hostile,
    interleavings,
    modes,
    schemas,
    values,
)
from tools.reliability.__main__ import main
from tools.reliability.faulty import ANYWHERE
from tools.reliability.operations import OPERATIONS, Operation
from tools.reliability.proof import Proof

from healthtui.core.patch import Plain
from healthtui.files.disk import Disk
from healthtui.files.generation import Decoded, decode
from healthtui.files.store import Store
from healthtui.files.trouble import trouble

PROVEN: dict[Callable[[bool], list[Proof]], dict[str, int]] = {
    faults.prove: {"faults": 1500, "operations": 5},
    crash_states.prove: {"states": 90, "states in which a weak recipe loses data": 3},
    interleavings.prove: {"runs": 50},
    damage.prove: {"lengths": 5000, "flipped bits": 1500},
    broken_files.prove: {"kinds": 15},
    schemas.prove: {"frozen files": 1},
    values.prove: {"models": 4, "examples": 500, "answers that read back equal": 300},
    modes.prove: {"operations under an umask": 15, "folders that are refused": 7},
    hostile.prove: {"kinds of hostile text": 25, "random changes": 3000},
}


@pytest.mark.parametrize("prove", PROVEN, ids=lambda prove: prove.__module__.split(".")[-1])
def test_a_proof_holds_and_counts_enough(prove: Callable[[bool], list[Proof]]) -> None:
    proofs = prove(True)
    assert [violation for proof in proofs for violation in proof.violations] == []
    for what, least in PROVEN[prove].items():
        assert proofs[0].counts[what] >= least, what


def overwrites(folder: Path, disk: Disk) -> None:
    """What many programs do: write over the file there is."""
    newest = max(folder.glob("state-*"))
    data = newest.read_bytes()
    try:
        place = disk.open_folder(folder)
        disk.unlink(place, newest.name)
        file = disk.create(place, newest.name)
        disk.write(file, data)
        disk.fsync(file)
    except OSError as error:
        raise trouble(error, folder) from error


def test_faults_find_what_is_wrong_with_writing_over_a_file() -> None:
    proof, retry = Proof("R1", ""), Proof("R8", "")
    weak = Operation(OPERATIONS["save"].prepare, overwrites, lambda plain: plain)
    assert len(ANYWHERE) > 15
    faults.prove_operation(proof, retry, "weak", weak)
    assert {violation.split(": ")[1] for violation in proof.violations} >= {
        "neither old nor new",
        "a broken file is left",
    }


def test_crash_states_find_a_folder_that_was_not_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("healthtui.files.folder._sync_parent", lambda _disk, _path: None)
    (proof,) = crash_states.prove(True)
    assert [v for v in proof.violations if v.startswith("first run")]


def test_damage_finds_a_reader_that_takes_half_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(data: bytes) -> Decoded:
        whole = data[: data.rfind(b"\n")] + b"\n# end sha256=" + b"0" * 64
        return Decoded(decode(whole).head, decode(whole).plain, edited=False)

    monkeypatch.setattr(damage, "decode", careless)
    monkeypatch.setattr(damage, "_LARGE", 2)
    (proof,) = damage.prove(True)
    assert len(proof.violations) > 10


def test_interleavings_find_a_store_that_forgets_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("healthtui.files.store._applied", lambda patch, _before: patch.apply({}))
    (proof,) = interleavings.prove(True)
    assert proof.violations


def test_hostile_text_that_is_taken_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def gullible(_: bytes) -> Decoded:
        raise ValueError

    monkeypatch.setattr(hostile, "decode", gullible)
    monkeypatch.setattr(hostile, "_SHORT", 5)
    (proof,) = hostile.prove(True)
    assert len(proof.violations) == len(hostile.HOSTILE) + 2 + 5


def test_the_command_tells_counts_and_violations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "counts.md"
    document.write_text(
        "before\n<!-- counts: written by python -m tools.reliability --markdown -->\n"
        "| R99 | kept | 1 | 0 |\n<!-- end of counts -->\nafter\n"
    )
    wanted = ["--short", "--only", "R2", "--json", str(tmp_path / "counts.json")]
    assert main([*wanted, "--markdown", str(document)]) == 0
    assert "0 violations" in capsys.readouterr().out
    assert '"R2"' in (tmp_path / "counts.json").read_text()
    lines = document.read_text().splitlines()
    assert (lines[0], lines[-1]) == ("before", "after")
    assert [line[:5] for line in lines if line.startswith("| R")] == ["| R2 ", "| R99"]
    again = document.read_text()
    earlier = ["--short", "--earlier", str(tmp_path / "counts.json"), "--markdown", str(document)]
    assert main(earlier) == 0
    assert document.read_text() == again
    monkeypatch.setattr("healthtui.files.folder._sync_parent", lambda _disk, _path: None)
    assert main(wanted) == 1


def test_each_operation_does_what_it_says(tmp_path: Path) -> None:
    for name, operation in OPERATIONS.items():
        folder = tmp_path / name / "healthtui"
        folder.parent.mkdir()
        old: Plain = operation.prepare(folder)
        assert operation.acknowledged(folder, Disk())
        loaded = Store(folder, schema=operation.schema).load()
        assert loaded.plain == operation.after(old) != old
        assert name != "prune" or not (folder / "state-0000000001.toml").exists()
