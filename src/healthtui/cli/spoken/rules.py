"""The rulebook and its health in lines of text."""

from collections.abc import Iterator, Sequence
from datetime import date

from healthtui.cli.health import Health
from healthtui.cli.rules_index import Difference, Entry, content
from healthtui.core.dated import Dated
from healthtui.core.reasons import provenance
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Value, say, word
from healthtui.files.packs import Overlay, in_words
from healthtui.texts import told
from healthtui.texts.packs import origin_of
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import CONFIDENCE_WORDS


def healthy(rulebook: Rulebook, found: Health, speaker: Speaker) -> Iterator[str]:
    """A rulebook that may be used, and how fresh it is."""
    yield speaker.text(say("The rules may be used: version {version}", version=rulebook.version))
    yield speaker.text(say("Statements: {n}", n=found.statements))
    yield speaker.text(say("Sources: {n}", n=len(rulebook.sources)))
    yield speaker.text(
        say(
            "Checked between {oldest} and {newest}",
            oldest=found.oldest,
            newest=found.newest,
        )
    )
    stale = say(
        "Stale, not checked for {months} months: {n}", months=found.stale_months, n=len(found.stale)
    )
    yield speaker.text(stale)
    for key, statement in found.stale:
        yield speaker.text(say("Stale: {key}, checked on {day}", key=key, day=statement.checked_on))
    yield speaker.text(say("Uncertain: {n}", n=len(found.uncertain)))
    for key, statement in found.uncertain:
        yield speaker.text(
            say(
                "Uncertain: {key} from {day} ({confidence}) {note}",
                key=key,
                day=statement.valid_from,
                confidence=CONFIDENCE_WORDS[statement.confidence],
                note=word(statement.note),
            )
        ).rstrip()


def overlay(found: Overlay, speaker: Speaker) -> Iterator[str]:
    """The packs of an institution, and all that is wrong with others; nothing without a folder."""
    if found.folder is None:
        return
    yield speaker.text(say("Packs of your institution: {folder}", folder=str(found.folder)))
    for pack in found.packs:
        yield speaker.text(
            say(
                "Pack {name}: {whose}, additions: {n}",
                name=pack.name,
                whose=origin_of(pack),
                n=len(pack.additions),
            )
        )
    for problem in found.problems:
        yield speaker.text(say("{field}: {problem}", field=problem.file, problem=in_words(problem)))


def shown(rulebook: Rulebook, entry: Entry, speaker: Speaker) -> Iterator[str]:
    """One rule through time."""
    yield f"{entry.key}: {speaker.text(entry.title)}"
    for name, value in entry.parts:
        yield f"{name}: {value}"
    for statement in entry.statements:
        yield from _statement(rulebook, entry, statement, speaker)


def _statement(
    rulebook: Rulebook, entry: Entry, statement: Dated, speaker: Speaker
) -> Iterator[str]:
    value = content(statement, entry.unit)
    until: Value = statement.valid_to or say("no known end")
    yield speaker.text(
        say(
            "From {first} until {last}: {value}",
            first=statement.valid_from,
            last=until,
            value=value,
        )
    )
    found = provenance(rulebook, statement)
    yield f"   {speaker.text(say('Source: {text}', text=told.source(speaker, found)))}"
    confidence = speaker.text(CONFIDENCE_WORDS[statement.confidence])
    yield f"   {speaker.text(say('Confidence: {text}', text=confidence))}"
    if statement.note:
        yield f"   {speaker.text(say('Note: {text}', text=speaker.word(statement.note)))}"


def changed(
    rulebook: Rulebook,
    first: date,
    second: date,
    changes: Sequence[Difference],
    speaker: Speaker,
) -> Iterator[str]:
    """What differs between the rules of two days."""
    yield speaker.text(say("From {first} to {second}", first=first, second=second))
    if not changes:
        yield speaker.text(say("No rule differs."))
    for change in changes:
        yield f"{change.entry.key}: {speaker.text(change.entry.title)}"
        for statement in (change.before, change.after):
            mark = say("before") if statement is change.before else say("after")
            unknown = say("no known rule")
            value = unknown if statement is None else content(statement, change.entry.unit)
            yield speaker.text(say("   {mark}: {value}", mark=mark, value=value))
        if change.after is not None:
            source = told.source(speaker, provenance(rulebook, change.after))
            yield f"   {speaker.text(say('Source: {text}', text=source))}"
