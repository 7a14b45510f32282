"""Proofs that nothing a person saved is lost: each breaks the store in its own way, and counts.

    python -m tools.reliability --short           all of them, small enough for every change
    python -m tools.reliability                   with the counts of a release
    python -m tools.reliability --only R1,R2      some of them
    python -m tools.reliability --json FILE       the counts as JSON
    python -m tools.reliability --markdown FILE   the counts as the table in docs/reliability.md
                                --earlier FILE    those of an earlier run, from its JSON

Ends with 1 if any proof found a violation. A proof that this computer cannot run says so.
"""
