"""What `healthtui doctor` looks at, and how it is told."""

from argparse import Namespace
from typing import Final

from healthtui.cli.output import tell, tell_json
from healthtui.cli.refused import CERTAIN, FAILURE
from healthtui.cli.session import Session
from healthtui.core.sentence import Sentence, say
from healthtui.files.doctor import Finding, examined
from healthtui.files.installation import sources, uncompiled, versions

SCHEMA: Final = "healthtui/doctor/1"
_STATUS: Final[dict[str, Sentence]] = {
    "ok": say("fine: {told}"),
    "note": say("note: {told}"),
    "problem": say("PROBLEM: {told}"),
}


def run(session: Session, args: Namespace) -> int:
    """Print one line for each check; the code of failure where one found a problem."""
    kept = [] if session.ephemeral else examined(session.folder)
    found = [*kept, _versions(), _compiled()]
    sound = all(finding.status != "problem" for finding in found)
    told = [session.speaker.text(finding.told) for finding in found]
    if args.json:
        checks = [
            {"check": finding.check, "status": finding.status, "told": sentence}
            for finding, sentence in zip(found, told, strict=True)
        ]
        document = {
            "schema": SCHEMA,
            "sound": sound,
            "versions": versions(),
            "checks": checks,
        }
        tell_json(document, pretty=True)
    else:
        tell(session.speaker.text(_line(finding)) for finding in found)
    return CERTAIN if sound else FAILURE


def _line(finding: Finding) -> Sentence:
    return Sentence(_STATUS[finding.status].id, (("told", finding.told),))


def _versions() -> Finding:
    listed = ", ".join(f"{name} {version}" for name, version in versions().items())
    return Finding("versions", "ok", say("Versions: {versions}.", versions=listed))


def _compiled() -> Finding:
    missing = uncompiled()
    if not missing:
        return Finding("bytecode", "ok", say("The program is compiled: it starts quickly."))
    return Finding(
        "bytecode",
        "note",
        say(
            "Modules that are not compiled: {n}; the program starts slowly. Compile them with: "
            "python3 -m compileall -q {folder}",
            n=missing,
            folder=str(sources()),
        ),
    )
