"""Answers, reasons and sources in words, for every command that shows them."""

from healthtui.core.money import Money
from healthtui.core.reasons import Provenance, Reason
from healthtui.core.sentence import say
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import page_date


def source(speaker: Speaker, found: Provenance) -> str:
    """Who says it, and when it was last checked."""
    told = speaker.text(
        say(
            "{publisher} (page: {page}), {url}, checked on {day}",
            publisher=found.source.publisher,
            page=page_date(found.source, speaker),
            url=found.source.url,
            day=found.checked_on,
        )
    )
    return f"{told} ({speaker.word('not established')})" if found.uncertain else told


def reason(speaker: Speaker, found: Reason) -> str:
    """One reason with its amount and source on a line."""
    told = speaker.text(found.text)
    if found.amount is not None:
        told = speaker.text(say("{label}: {value}", label=told, value=Money(found.amount)))
    if found.provenance is not None:
        told = f"{told} [{source(speaker, found.provenance)}]"
    return told
