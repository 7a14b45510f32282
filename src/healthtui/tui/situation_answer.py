"""The right side of the situation screen: the verdict in words, for people in a hurry."""

from textual.content import Content

from healthtui.core.eligibility import Eligibility
from healthtui.core.outlook import Outlook
from healthtui.core.reasons import Reason, Verdict
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.timeline import Segment
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import COVER_WORDS, telling, title, turn
from healthtui.tui.blocks import heading, lines
from healthtui.tui.glyphs import DOT
from healthtui.tui.signs import COVER_MARKS

DECIDING_SHOWN = 3
TURNS_SHOWN = 3


def _welcome(speaker: Speaker) -> Content:
    return lines(
        heading(speaker.word("Welcome")),
        speaker.word("Answer from top to bottom. Here you will see whether you must register."),
        "",
        speaker.word("“I don't know” is an answer too: the app then says what depends on it."),
        "",
        speaker.word("Nothing leaves this computer."),
    )


def answer(now: Outlook, speaker: Speaker, width: int) -> Content:
    """Everything the panel shows, the verdict first; `width` is its room in cells."""
    given = now.eligibility
    if not now.case.situation.answers():
        return _welcome(speaker)
    if given.verdict is Verdict.RULE_UNKNOWN:
        return lines(
            heading(speaker.word("Rule unknown")), *(speaker.text(r.text) for r in given.reasons)
        )
    return lines(
        *_title(now, speaker),
        *_open(now, speaker),
        *_cover(given, speaker, width),
        *_because(given, speaker),
        *_would_change(now, speaker),
        *_must_know(given, speaker),
    )


def _title(now: Outlook, speaker: Speaker) -> list[Content | str]:
    given = now.eligibility
    head = heading(speaker.text(title(now.rulebook, given)))
    if given.route is None:
        few = speaker.plural("{n} answer possible", "{n} answers possible", len(given.routes))
        return [head, few, ""]
    summary = speaker.word(now.rulebook.routes[given.route].summary)
    disputed = [speaker.word("Disputed: press w for both readings and the question to ask.")]
    return [head, summary, *(disputed if given.readings else []), ""]


def _open(now: Outlook, speaker: Speaker) -> list[Content | str]:
    given = now.eligibility
    if given.verdict is not Verdict.OPEN:
        return []
    told: list[Content | str] = [heading(speaker.word("What decides"))]
    for name in given.unsure[:DECIDING_SHOWN]:
        question = now.rulebook.questions[name]
        where = word(question.where_to_find)
        told.append(
            speaker.text(
                say("{question}. See: {answer}", question=word(question.label), answer=where)
            )
        )
    more = len(given.unsure) - DECIDING_SHOWN
    if more > 0:
        told.append(speaker.plural("and {n} more", "and {n} more", more))
    if given.meanwhile:
        told += [heading(speaker.word("Safe meanwhile")), speaker.text(given.meanwhile[0])]
    return [*told, ""]


def _because(given: Eligibility, speaker: Speaker) -> list[Content | str]:
    rule = next((reason for reason in given.reasons if reason.provenance), None)
    if rule is None:
        return []
    return [heading(speaker.word("Why")), speaker.text(rule.text), _source(rule, speaker)]


def _source(reason: Reason, speaker: Speaker) -> Content:
    found = reason.provenance
    if found is None:
        return Content("")
    checked = speaker.short_date(found.checked_on)
    text = speaker.text(
        say("{publisher}, checked {day}", publisher=found.source.publisher, day=checked)
    )
    if found.uncertain:
        text += f" {DOT} " + speaker.word("uncertain")
    return Content.styled(text, "$text-muted")


def _would_change(now: Outlook, speaker: Speaker) -> list[Content | str]:
    others = telling(now.rulebook, now.eligibility, now.turns)[:TURNS_SHOWN]
    if not others:
        return []
    told = (speaker.text(turn(now.rulebook, speaker, other)) for other in others)
    return ["", heading(speaker.word("Would change it")), *told]


def _must_know(given: Eligibility, speaker: Speaker) -> list[Content | str]:
    if not given.must_know:
        return []
    return ["", heading(speaker.word("Know this")), *map(speaker.text, given.must_know)]


def _cover(given: Eligibility, speaker: Speaker, width: int) -> list[Content | str]:
    if not given.segments:
        return []
    told: list[Content | str] = [
        heading(speaker.word("Your cover")),
        cover_bar(given.segments, width),
    ]
    told += [_segment(segment, speaker) for segment in given.segments]
    return [*told, ""]


def _segment(segment: Segment, speaker: Speaker) -> str:
    sentence: Sentence = say(
        "{mark} {first}: {cover}",
        mark=COVER_MARKS[segment.cover],
        first=speaker.short_date(segment.first),
        cover=COVER_WORDS[segment.cover],
    )
    days = speaker.plural("{n} day", "{n} days", segment.days)
    return (
        f"{speaker.text(sentence)} ({days})" if segment.cover == "gap" else speaker.text(sentence)
    )


def cover_bar(segments: tuple[Segment, ...], width: int) -> Content:
    """The stay as one bar; each segment has its own mark and at least one cell."""
    days = sum(segment.days for segment in segments)
    parts = []
    for segment in segments:
        cells = max(1, int((width - len(segments)) * segment.days / days))
        style = "$error" if segment.cover == "gap" else "$success"
        parts.append(Content.styled(COVER_MARKS[segment.cover] * cells, style))
    return Content("").join(parts)
