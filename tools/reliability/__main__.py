"""The command: runs the proofs, tells and writes their counts."""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from tools.reliability import (
    broken_files,
    crash_states,
    damage,
    debuggers,
    faults,
    full_disk,
    hostile,
    interleavings,
    kills,
    modes,
    others,
    powercut,
    schemas,
    sessions,
    system_calls,
    values,
)
from tools.reliability.proof import Proof, Prove

PROOFS: Final[Mapping[str, Prove]] = {
    "R1": faults.prove,
    "R2": crash_states.prove,
    "R3": powercut.prove,
    "R4": system_calls.prove,
    "R5": kills.prove,
    "R6": sessions.prove,
    "R7": interleavings.prove,
    "R9": damage.prove,
    "R10": broken_files.prove,
    "R11": full_disk.prove,
    "R12": schemas.prove,
    "R15": values.prove,
    "R20": modes.prove,
    "R21": others.prove,
    "R22": debuggers.prove,
    "R24": hostile.prove,
}
"""Each proof by its requirement; R8 is proven with R1."""

_BEGIN: Final = "<!-- counts: written by python -m tools.reliability --markdown -->"
_END: Final = "<!-- end of counts -->"


def main(arguments: list[str]) -> int:
    """Run what is asked for; 1 if anything was violated."""
    args = _read(arguments)
    proofs = _earlier(Path(args.earlier)) if args.earlier else []
    for name in () if args.earlier else args.only:
        begin = time.monotonic()
        found = PROOFS[name](args.short)
        proofs += found
        for proof in found:
            print(*proof.lines(), sep="\n")
        print(f"     {time.monotonic() - begin:.1f} s", flush=True)
    if args.json:
        Path(args.json).write_text(json.dumps(_document(proofs), indent=2) + "\n", "utf-8")
    if args.markdown:
        _write_table(Path(args.markdown), proofs, short=args.short)
    return 1 if any(proof.violations for proof in proofs) else 0


def _read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="reliability", description=__doc__)
    parser.add_argument("--short", action="store_true", help="small enough for every change")
    parser.add_argument("--only", type=_names, default=list(PROOFS), metavar="R1,R2")
    parser.add_argument("--json", metavar="FILE", help="write the counts as JSON")
    parser.add_argument("--earlier", metavar="FILE", help="run nothing: take counts from JSON")
    parser.add_argument("--markdown", metavar="FILE", help="renew the table in a document")
    return parser.parse_args(arguments)


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(PROOFS):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


def _document(proofs: Iterable[Proof]) -> dict[str, object]:
    return {
        proof.requirement: {
            "title": proof.title,
            "counts": proof.counts,
            "violations": proof.violations,
            "left_out": proof.left_out,
        }
        for proof in proofs
    }


def _earlier(path: Path) -> list[Proof]:
    document = json.loads(path.read_text("utf-8"))
    return [Proof(requirement, **told) for requirement, told in document.items()]


def _write_table(path: Path, proofs: Iterable[Proof], *, short: bool) -> None:
    """Put the counts between the two marks of a document; rows of other requirements stay."""
    text = path.read_text("utf-8")
    before, _, rest = text.partition(_BEGIN)
    old, _, after = rest.partition(_END)
    rows = {_requirement(row): row for row in old.splitlines() if row.startswith("| R")}
    rows |= {proof.requirement: _row(proof, short=short) for proof in proofs}
    ordered = [rows[name] for name in sorted(rows, key=lambda name: int(name[1:]))]
    head = ("| | proven | counts of the last run | violations |", "|---|---|---|---|")
    table = "\n".join((_BEGIN, *head, *ordered, _END))
    path.write_text(f"{before}{table}{after}", "utf-8")


def _requirement(row: str) -> str:
    return row.split("|")[1].strip()


def _row(proof: Proof, *, short: bool) -> str:
    counts = ", ".join(f"{n:,} {what}" for what, n in proof.counts.items())
    told = "; ".join(
        [counts] * bool(counts) + [f"not run: {proof.left_out}"] * bool(proof.left_out)
    )
    form = " (short form)" if short else ""
    return f"| {proof.requirement} | {proof.title} | {told}{form} | {len(proof.violations)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
