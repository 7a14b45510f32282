"""The verdict on a situation in lines of text."""

from collections.abc import Iterator

from healthtui.core.asked import Checked
from healthtui.core.reasons import Verdict, provenance
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.situation import BY_NAME
from healthtui.texts import told
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import COVER_WORDS, decides, gap, in_words, telling, title, turn

TURNS_SHOWN = 5


def summary(found: Checked, speaker: Speaker) -> str:
    """The answer in one sentence."""
    given = found.given
    if given.verdict is Verdict.RULE_UNKNOWN:
        return speaker.text(given.reasons[0].text)
    if given.route is None:
        return speaker.plural(
            "{n} answer is still possible.",
            "{n} answers are still possible.",
            len(given.routes),
        )
    return speaker.word(found.rulebook.routes[given.route].summary)


def assumed(found: Checked, speaker: Speaker) -> tuple[Sentence, ...]:
    """The usual answers that stand in for questions not asked yet."""
    questions = found.rulebook.questions
    sentences = []
    for name in found.given.usual:
        field = BY_NAME[name]
        usual = field.read(questions[name].usual, found.rulebook.vocabulary)
        value = in_words(found.rulebook, speaker, field, questions[name], usual)
        sentences.append(
            say("{question}: {answer}", question=word(questions[name].label), answer=value)
        )
    return tuple(sentences)


def lines(found: Checked, speaker: Speaker, *, explain: bool, named: bool = True) -> Iterator[str]:
    """The whole answer, heading first, next step last."""
    given = found.given
    yield speaker.text(title(found.rulebook, found.given))
    yield summary(found, speaker)
    if given.verdict is Verdict.RULE_UNKNOWN:
        return
    for sentence in found.problems.values():
        yield speaker.text(say("Please check: {text}", text=speaker.text(sentence)))
    yield speaker.text(say("Answer for {day}.", day=given.on))
    yield from _decides(found, speaker, named=named)
    yield from _cover(found, speaker)
    for sentence in given.must_know:
        yield speaker.text(say("Note: {text}", text=speaker.text(sentence)))
    yield from _why(found, speaker, explain=explain)
    yield from _disputed(found, speaker)
    for other in telling(found.rulebook, given, found.turns)[: None if explain else TURNS_SHOWN]:
        told_turn = speaker.text(turn(found.rulebook, speaker, other))
        yield speaker.text(say("Would change it: {text}", text=told_turn))
    if named:
        yield _next(found, speaker)


def _decides(found: Checked, speaker: Speaker, *, named: bool) -> Iterator[str]:
    given = found.given
    for name in given.unsure:
        question = found.rulebook.questions[name]
        yield speaker.text(decides(question, name if named else ""))
    for sentence in assumed(found, speaker):
        yield speaker.text(say("Assumed: {what}", what=sentence))
    for sentence in given.meanwhile:
        yield speaker.text(say("Safe meanwhile: {text}", text=speaker.text(sentence)))


def _cover(found: Checked, speaker: Speaker) -> Iterator[str]:
    given = found.given
    if given.covered_from is not None:
        yield speaker.text(say("Covered from {day}.", day=given.covered_from))
    if given.covered_until is not None:
        yield speaker.text(say("Covered until {day}.", day=given.covered_until))
    for segment in given.segments:
        if segment.cover == "gap":
            yield speaker.text(gap(segment))
        else:
            yield speaker.text(
                say(
                    "From {first} to {last}: {cover}.",
                    first=segment.first,
                    last=segment.last,
                    cover=COVER_WORDS[segment.cover],
                )
            )


def _why(found: Checked, speaker: Speaker, *, explain: bool) -> Iterator[str]:
    for reason in found.given.reasons:
        yield speaker.text(say("Why: {text}", text=told.reason(speaker, reason)))
    if explain:
        for reason in found.lost:
            yield speaker.text(say("Tried: {text}", text=told.reason(speaker, reason)))


def _disputed(found: Checked, speaker: Speaker) -> Iterator[str]:
    given = found.given
    for place, reading in enumerate(given.readings):
        text = word(reading.text)
        followed = say("Disputed; followed here: {reading}", reading=text)
        sentence = say("Disputed; or: {reading}", reading=text) if place else followed
        source = told.source(speaker, provenance(found.rulebook, reading))
        yield f"{speaker.text(sentence)} [{source}]"
    if given.question:
        yield speaker.text(say("Ask in French: {question}", question=given.question))


def _next(found: Checked, speaker: Speaker) -> str:
    if found.given.unsure:
        field = found.given.unsure[0]
        return speaker.text(say("Next: find out and type: healthtui set {field}=…", field=field))
    return speaker.text(say("Next: healthtui steps"))
