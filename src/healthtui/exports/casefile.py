"""The case file: one page for the counter, of which every line is French and the reader's own."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from healthtui.core.outlook import Outlook
from healthtui.core.pack import Addition, Pack, on_any_of
from healthtui.core.reasons import Provenance, Verdict, provenance
from healthtui.core.sentence import Listing, Sentence, say, word
from healthtui.core.situation import BY_NAME
from healthtui.exports.blocks import Blanks, Block, Facts, Heading, Items, Paragraph, Title
from healthtui.exports.references import References, references
from healthtui.exports.step_rows import StepRows, for_the_counter, step_provenances, written_notes
from healthtui.exports.voices import Said, Voices, same
from healthtui.texts.packs import addition_lines, heading, origin_of, page
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import COVER_WORDS, decides, in_words, title

_BLANKS: Final = (say("Name"), say("Social security number"), say("Signature"))
"""What the program never asks, so that it can never leak."""


def casefile(
    found: Outlook, voices: Voices, *, notes: bool, packs: tuple[Pack, ...] = ()
) -> tuple[Block, ...]:
    """The case file as parts; with `notes`, what the person wrote is in it too.

    What `packs` add has sections of its own.
    """
    return tuple(_Page(found, voices, references(_provenances(found)), notes, packs).blocks())


def _provenances(found: Outlook) -> Iterator[Provenance]:
    """The source of each statement of the page, in its order."""
    given = found.eligibility
    yield from (reason.provenance for reason in given.reasons if reason.provenance)
    yield from (provenance(found.rulebook, reading) for reading in given.readings)
    for task in for_the_counter(found.checklist):
        yield from step_provenances(task)


class _Page(Struct, frozen=True):
    found: Outlook
    voices: Voices
    references: References
    notes: bool
    packs: tuple[Pack, ...]

    def blocks(self) -> Iterator[Block]:
        yield Title(self.voices.text(say("Health insurance: case file")))
        yield Paragraph(self.voices.text(say("Drawn up on {day}.", day=self.found.today)))
        yield Blanks(tuple(map(self.voices.text, _BLANKS)))
        yield from self._situation()
        yield from self._verdict()
        yield from self._steps()
        yield from self._additions()
        yield from self._sources()

    def _situation(self) -> Iterator[Block]:
        yield self._heading(say("Answers given"))
        answers = self.found.case.situation.answers()
        if answers:
            yield Facts(tuple(self._answer(name) for name in answers))
        else:
            yield self._paragraph(say("Nothing is answered yet."))
        if self.found.problems:
            sentences = self.found.problems.values()
            checks = (say("Please check: {text}", text=sentence) for sentence in sentences)
            yield Items(tuple(map(self.voices.text, checks)))

    def _answer(self, name: str) -> tuple[Said, Said]:
        question = self.found.rulebook.questions[name]
        answer = getattr(self.found.case.situation, name)
        return self.voices.text(word(question.label)), self._in_words(name, answer)

    def _in_words(self, name: str, answer: object) -> Said:
        rulebook, question = self.found.rulebook, self.found.rulebook.questions[name]

        def tell(speaker: Speaker) -> str:
            value = in_words(rulebook, speaker, BY_NAME[name], question, answer)
            return speaker.short_date(value) if isinstance(value, date) else speaker.value(value)

        return self.voices.each(tell)

    def _verdict(self) -> Iterator[Block]:
        rulebook, given = self.found.rulebook, self.found.eligibility
        yield self._heading(say("Result"))
        yield self._paragraph(title(rulebook, given), strong=True)
        if given.route is not None:
            yield self._paragraph(word(rulebook.routes[given.route].summary))
        yield from _listed((*self._open_points(), *map(self.voices.text, given.must_know)))
        if given.reasons:
            yield self._heading(say("Why"))
            yield from _listed(self._reasons())
            yield from self._disputed()
        cover = tuple(map(self.voices.text, _cover(self.found)))
        if cover:
            yield self._heading(say("Cover"))
            yield Items(cover)

    def _open_points(self) -> Iterator[Said]:
        rulebook, given = self.found.rulebook, self.found.eligibility
        if given.verdict is Verdict.OPEN:
            titles = dict.fromkeys(rulebook.routes[route].title for route in given.routes)
            possible = Listing(tuple(map(word, titles)))
            yield self.voices.text(say("Possible answers: {routes}", routes=possible))
        for name in given.unsure:
            question = rulebook.questions[name]
            yield self.voices.text(decides(question))
        for name in given.usual:
            yield self._assumed(name)

    def _assumed(self, name: str) -> Said:
        rulebook, question = self.found.rulebook, self.found.rulebook.questions[name]
        usual = BY_NAME[name].read(question.usual, rulebook.vocabulary)

        def tell(speaker: Speaker) -> str:
            value = in_words(rulebook, speaker, BY_NAME[name], question, usual)
            answer = say("{question}: {answer}", question=word(question.label), answer=value)
            return speaker.text(say("Assumed: {what}", what=answer))

        return self.voices.each(tell)

    def _reasons(self) -> Iterator[Said]:
        for reason in self.found.eligibility.reasons:
            yield self._sourced(reason.text, reason.provenance)

    def _disputed(self) -> Iterator[Block]:
        """Every reading of a disputed case, the one that is followed first, and what to ask."""
        given = self.found.eligibility
        told = []
        for place, reading in enumerate(given.readings):
            text = word(reading.text)
            followed = say("Disputed; followed here: {reading}", reading=text)
            sentence = say("Disputed; or: {reading}", reading=text) if place else followed
            told.append(self._sourced(sentence, provenance(self.found.rulebook, reading)))
        yield from _listed(told)
        if given.question:
            # French whatever the language of the reader: it is for a desk in France.
            yield Facts(((self.voices.text(say("Question to the counter")), same(given.question)),))

    def _steps(self) -> Iterator[Block]:
        listed = self.found.checklist
        tasks = for_the_counter(listed)
        yield self._heading(
            say("Steps: {done} of {all} accepted", done=listed.accepted, all=listed.applicable)
        )
        if tasks:
            yield StepRows(self.references, self.voices, self.notes).grid(tasks)
        else:
            yield self._paragraph(say("No step is known yet."))
        written = tuple(written_notes(listed, self.voices)) if self.notes else ()
        if written:
            yield self._heading(say("Notes"))
            yield from written

    def _additions(self) -> Iterator[Block]:
        """What institutions add to the steps of the page, each under its name."""
        listed = self.found.checklist
        steps = frozenset(task.id for task in for_the_counter(listed))
        for pack in on_any_of(self.packs, steps, listed.today):
            yield self._heading(heading(pack))
            yield self._paragraph(say("{whose}.", whose=origin_of(pack)))
            yield Items(tuple(self._addition(each, steps) for each in pack.additions))
            yield from map(self._paragraph, page(pack))

    def _addition(self, addition: Addition, steps: frozenset[str]) -> Said:
        """One addition; before advice stands on which steps of the page it is."""
        here = (step for step in addition.steps if step in steps)
        titles = (word(self.found.rulebook.steps[step].title) for step in here)
        about = Listing(tuple(titles)) if addition.kind == "advice" else None

        def tell(speaker: Speaker) -> str:
            told = "; ".join(addition_lines(addition, speaker))
            if about is None:
                return told
            return speaker.text(say("{label}: {value}", label=about, value=told))

        return self.voices.each(tell)

    def _sources(self) -> Iterator[Block]:
        if self.references.numbers:
            yield self._heading(say("Sources"))
            yield self.references.grid(self.voices)
        version = self.found.rulebook.version
        yield self._paragraph(
            say(
                "This paper helps to prepare; it is not a decision. healthtui, rulebook {version}.",
                version=version,
            )
        )

    def _heading(self, text: Sentence) -> Heading:
        return Heading(self.voices.text(text))

    def _paragraph(self, text: Sentence, *, strong: bool = False) -> Paragraph:
        return Paragraph(self.voices.text(text), strong)

    def _sourced(self, text: Sentence, found: Provenance | None) -> Said:
        return self.voices.each(
            lambda speaker: speaker.text(text) + self.references.mark(found, speaker)
        )


def _listed(texts: Iterable[Said]) -> Iterator[Items]:
    items = tuple(texts)
    if items:
        yield Items(items)


def _cover(found: Outlook) -> Iterator[Sentence]:
    given = found.eligibility
    if given.covered_from is not None and not given.segments:
        yield say("Covered from {day}.", day=given.covered_from)
    if given.covered_until is not None and not given.segments:
        yield say("Covered until {day}.", day=given.covered_until)
    for segment in given.segments:
        yield say(
            "From {first} to {last}: {cover}.",
            first=segment.first,
            last=segment.last,
            cover=COVER_WORDS[segment.cover],
        )
