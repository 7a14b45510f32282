"""Pages beside a quote: what explains an amount received, and the law of another day."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from healthtui.core.alternatives import on_day, under_proposals
from healthtui.core.money import Cents, Money
from healthtui.core.outlook import Outlook, asker
from healthtui.core.quote import Quote
from healthtui.core.reconcile import reconcile
from healthtui.core.sentence import Sentence, say, word
from healthtui.texts.refund import STAGE_WORDS, hypotheses
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import amount
from healthtui.tui.blocks import heading, lines
from healthtui.tui.cells import left, right

_ROWS: Final[Mapping[str, Sentence]] = {
    "price": say("Price"),
    "base": say("Base"),
    "gross": say("Share paid back before deductions"),
    "flat_contribution": say("Flat contribution kept"),
    "franchise": say("Franchise kept"),
    "net": say("Paid by the CPAM"),
    "mutuelle": say("Paid by the mutuelle"),
    "remainder": say("Stays with you"),
}
_LABEL: Final = 29
_FIGURE: Final = 21


def explained(now: Outlook, speaker: Speaker, received: Cents) -> tuple[str, Content]:
    """What explains exactly the amount that came back for the visit on screen."""
    title = speaker.text(say("You received {amount}", amount=Money(received)))
    if now.quote.one is None:
        unknown = speaker.text(now.quote.unknown) if now.quote.unknown else ""
        return title, Content(unknown)
    found = reconcile(now.rulebook, now.quote.one[0].act, received)
    return title, lines(*hypotheses(found, speaker))


def on_two_days(now: Outlook, speaker: Speaker, day: date) -> tuple[str, Content]:
    """The visit on screen under the law of its own day and of another, side by side."""
    ask = asker(now.case, now.eligibility, now.today)
    other = on_day(now.rulebook, now.quote, now.case.visit, day, ask)
    first = now.quote.visit.known("care_date")
    title = speaker.word("The same visit on two days")
    head = _row("", speaker.short_date(first), speaker.short_date(day))
    rows = [
        _row(speaker.text(label), _figure(now.quote, name, speaker), _figure(other, name, speaker))
        for name, label in _ROWS.items()
    ]
    unknown = [speaker.text(each.unknown) for each in (now.quote, other) if each.unknown]
    return title, lines(heading(head), *rows, *unknown, *_not_law(now, speaker))


def _not_law(now: Outlook, speaker: Speaker) -> list[Content | str]:
    """What was announced or dropped, and what it would make of the visit."""
    ask = asker(now.case, now.eligibility, now.today)
    told: list[Content | str] = ["", heading(speaker.word("Not in force"))]
    for each in under_proposals(now.rulebook, now.quote, now.case.visit, ask):
        title = word(each.proposal.title)
        stage = STAGE_WORDS[each.proposal.stage]
        told.append(speaker.text(say("{title} ({stage})", title=title, stage=stage)))
        told.append(speaker.word(each.proposal.text))
        if each.quote is not None:
            would = amount(each.quote.amounts["remainder"])
            told.append(speaker.text(say("With it {amount} would stay with you.", amount=would)))
    return told


def _row(label: str, first: str, second: str) -> str:
    """Three columns; a label that is too long has a line of its own."""
    start = left(label, _LABEL) if cell_len(label) <= _LABEL else f"{label}\n{'':{_LABEL}}"
    return start + right(first, _FIGURE) + right(second, _FIGURE)


def _figure(found: Quote, name: str, speaker: Speaker) -> str:
    bounds = found.amounts.get(name)
    return "-" if bounds is None else speaker.value(amount(bounds))
