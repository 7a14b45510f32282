"""Every reason behind a screen, as a page to read."""

from typing import TYPE_CHECKING

from textual.content import Content

from healthtui.core.eligibility import tried
from healthtui.core.outlook import Outlook
from healthtui.core.reasons import Provenance, Reason, provenance
from healthtui.core.route_rules import Reading
from healthtui.core.sentence import Sentence, say, word
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import CONFIDENCE_WORDS, gap, page_date, telling, turn
from healthtui.tui.blocks import heading, lines

if TYPE_CHECKING:
    from healthtui.core.quote import Quote

_MARKS = {True: "[x]", False: "[ ]", None: "[?]"}


def why(now: Outlook, speaker: Speaker, screen: str) -> tuple[str, Content]:
    """The title and the text of the page of reasons for a screen."""
    if screen == "costs":
        return why_quote(now.quote, speaker)
    if screen == "steps":
        return speaker.word("Why these steps"), _steps(now, speaker)
    return speaker.word("Why this answer"), _verdict(now, speaker)


def _verdict(now: Outlook, speaker: Speaker) -> Content:
    given = now.eligibility
    asked = speaker.text(say("Asked for {day}.", day=given.on))
    turns: list[Content | str] = [
        f"- {speaker.text(turn(now.rulebook, speaker, other))}"
        for other in telling(now.rulebook, given, now.turns)
    ]
    gaps = [speaker.text(gap(segment)) for segment in given.segments if segment.cover == "gap"]
    holding = [reason_lines(reason, speaker) for reason in given.reasons if reason.provenance]
    rows = tried(now.rulebook, now.case.situation, given.on)
    readings = [
        _reading(now, place, reading, speaker) for place, reading in enumerate(given.readings)
    ]
    question: list[Content | str] = (
        [heading(speaker.word("The question to ask")), given.question] if given.question else []
    )
    both = [heading(speaker.word("Two readings")), *readings] if readings else []
    return lines(
        asked,
        *(f"! {speaker.text(text)}" for text in given.must_know),
        *gaps,
        *both,
        *question,
        *([heading(speaker.word("Would change it")), *turns] if turns else []),
        *([heading(speaker.word("The rule that holds")), *holding] if holding else []),
        heading(speaker.word("Rules tried before it")),
        *(reason_lines(reason, speaker) for reason in rows if not reason.applied),
    )


def _reading(now: Outlook, place: int, reading: Reading, speaker: Speaker) -> Content:
    """One reading of a disputed case with its source; the first is the one that is followed."""
    text = word(reading.text)
    told = (
        say("Followed here: {reading}", reading=text)
        if place == 0
        else say("Or: {reading}", reading=text)
    )
    source = source_line(provenance(now.rulebook, reading), speaker)
    return lines(speaker.text(told), Content.styled("    " + source, "$text-muted"))


def _steps(now: Outlook, speaker: Speaker) -> Content:
    given = now.eligibility
    if given.route is None:
        return Content(speaker.word("These steps are the same for every answer still possible."))
    title = word(now.rulebook.routes[given.route].title)
    return lines(
        speaker.text(say("Your steps follow from: {answer}", answer=title)),
        *(reason_lines(reason, speaker) for reason in given.reasons),
    )


def why_quote(found: "Quote", speaker: Speaker) -> tuple[str, Content]:
    """The title and the text of the page of reasons for one act."""
    told = [found.unknown] if found.unknown else []
    return speaker.word("Why this amount"), lines(
        *(speaker.text(text) for text in (*told, *found.assumed)),
        *(reason_lines(reason, speaker) for reason in found.reasons),
    )


def reason_lines(reason: Reason, speaker: Speaker) -> Content:
    """One reason with its mark and amount, its source below it."""
    amount = "" if reason.amount is None else f"  {speaker.money(reason.amount)}"
    text = f"{_MARKS[reason.applied]} {speaker.text(reason.text)}{amount}"
    if reason.provenance is None:
        return Content(text)
    source = Content.styled("    " + source_line(reason.provenance, speaker), "$text-muted")
    return lines(text, source)


def source_line(found: Provenance, speaker: Speaker) -> str:
    """Who says it, when the page is from, when it was checked, and how sure it is."""
    sentence: Sentence = say(
        "{publisher} ({page}), checked {day}, {confidence}",
        publisher=found.source.publisher,
        page=page_date(found.source, speaker),
        day=speaker.short_date(found.checked_on),
        confidence=CONFIDENCE_WORDS[found.confidence],
    )
    return speaker.text(sentence)
