"""The log of a year on screen: its rows, its accounts, and one act in full."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from healthtui.core.claims import ClaimStatus
from healthtui.core.ledger import Entry, Ledger, added
from healthtui.core.meters import Meter, meters
from healthtui.core.outlook import Outlook
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say, word
from healthtui.texts.care import ACCOUNT_WORDS, CLAIM_WORDS, claim_lines, meter_line, owed_line
from healthtui.texts.speaker import Speaker
from healthtui.tui.blocks import heading, lines
from healthtui.tui.cells import cut, left, right
from healthtui.tui.glyphs import FULL, PART
from healthtui.tui.quote_answer import amount, quoted

CLAIM_SIGNS: dict[ClaimStatus, str] = {
    "planned": "[ ]",
    "nothing-due": "[-]",
    "to-claim": "[!]",
    "claimed": "[>]",
    "received": "[x]",
    "too-late": "[!]",
}
"""The sign of each claim; its word stands in the panel beside it."""

_STYLES: dict[ClaimStatus, str] = {
    "to-claim": "bold $warning",
    "too-late": "bold $error",
    "received": "$success",
}
_DAY = 9
_FIGURE = 11
_WIDE, _WIDEST = 60, 84
_BARS = 72
_BAR = 12
_NAME = 20
_SUMS: tuple[tuple[str, Sentence], ...] = (
    ("price", say("Price")),
    ("net", say("CPAM")),
    ("mutuelle", say("Mutuelle")),
    ("remainder", say("You")),
)


def columns(width: int) -> tuple[tuple[str, Sentence], ...]:
    """The amounts that a row of a width has room for, the person's own in any case."""
    if width >= _WIDEST:
        return _SUMS
    return (_SUMS[0], _SUMS[-1]) if width >= _WIDE else _SUMS[-1:]


def head(speaker: Speaker, width: int) -> Content:
    """The names of the columns."""
    figures = "".join(right(speaker.text(label), _FIGURE) for _, label in columns(width))
    named = f"    {left(speaker.word('Day'), _DAY)}{speaker.word('Care')}"
    room = width - cell_len(figures)
    return heading(left(cut(named, room), room) + figures)


def row(entry: Entry, rulebook: Rulebook, speaker: Speaker, width: int) -> Content:
    """One act: its claim, its day, what it was, and the amounts."""
    status = entry.claim.status
    sign = (CLAIM_SIGNS[status], _STYLES.get(status, ""))
    day = left(speaker.day_and_month(entry.day), _DAY)
    act = speaker.word(rulebook.acts[entry.care.known("act")].label)
    figures = "".join(right(_figure(entry, name, speaker), _FIGURE) for name, _ in columns(width))
    shown = Content.assemble(sign, f" {day}", act).truncate(
        max(1, width - cell_len(figures)), ellipsis=True, pad=True
    )
    return Content.assemble(shown, (figures, "bold"))


def _figure(entry: Entry, name: str, speaker: Speaker) -> str:
    bounds = entry.quote.amounts.get(name)
    if bounds is None:
        return "?"
    sign = "" if bounds.exact else "+"
    return f"{sign}{speaker.money(bounds.least)}"


def sums(book: Ledger, year: int, now: Outlook, speaker: Speaker, width: int) -> Content:
    """The sums of a year, its two accounts, and what is still owed."""
    totals = book.totals(year)
    told = [
        f"{speaker.text(label)} {amount(totals[name], speaker)}"
        for name, label in (_SUMS if width >= _BARS else _SUMS[1:])
    ]
    return lines(
        *(Content.styled(line, "bold") for line in _packed(told, width)),
        *(
            _meter(each, now.rulebook, speaker, bar=width >= _BARS)
            for each in meters(book, year, now.today)
        ),
        speaker.text(owed_line(*book.owed(year))),
        _not_in(book, year, speaker),
    )


def _packed(sums: Sequence[str], width: int) -> list[str]:
    """Sums in one line; where they need several, no amount is cut and the last comes first."""
    gap = "   " if width >= _BARS else "  "
    packed = [gap.join(sums)]
    if cell_len(packed[0]) > width:
        packed = [sums[-1]]
        for each in sums[:-1]:
            if cell_len(packed[-1] + gap + each) <= width:
                packed[-1] += gap + each
            else:
                packed.append(each)
    return packed


def _not_in(book: Ledger, year: int, speaker: Speaker) -> str | None:
    """How many acts the sums leave out, because an amount of them is not known."""
    count = sum(not entry.quote.amounts for entry in book.entries(year))
    if not count:
        return None
    return speaker.plural(
        "{n} act marked ? is not in these sums.", "{n} acts marked ? are not in these sums.", count
    )


def _meter(meter: Meter, rulebook: Rulebook, speaker: Speaker, *, bar: bool) -> Content:
    name = speaker.text(ACCOUNT_WORDS[meter.account])
    told = speaker.text(meter_line(meter, rulebook))
    if not bar:
        return Content(f"{name} {told}")
    limit = meter.limit.value if meter.limit else 0
    cells = min(_BAR, _BAR * meter.kept // limit) if limit else 0
    return Content(f"{left(name, _NAME)}{FULL * cells}{PART * (_BAR - cells)} {told}")


def up_to_here(entries: Sequence[Entry], speaker: Speaker) -> str:
    """The running total: what stayed with the person up to an act, the last of `entries`."""
    known = [entry.quote.amounts for entry in entries if entry.quote.amounts]
    total = added(amounts["remainder"] for amounts in known)
    return f"{speaker.word('You, since January:')} {amount(total, speaker)}"


def details(entry: Entry, now: Outlook, speaker: Speaker, width: int) -> Content:
    """One act in full: how far its refund is, and who pays what."""
    claim = speaker.text(CLAIM_WORDS[entry.claim.status])
    note = entry.care.known("note")
    return lines(
        heading(f"{CLAIM_SIGNS[entry.claim.status]} {claim}"),
        *(speaker.text(line) for line in claim_lines(entry)),
        speaker.text(say("Note: {text}", text=note)) if note else None,
        "",
        quoted(about(now, entry), speaker, width),
    )


def about(now: Outlook, entry: Entry) -> Outlook:
    """The outlook with a logged act in place of the visit that is being calculated."""
    return now.with_visit(entry.care, entry.quote)


def title(entry: Entry, rulebook: Rulebook, speaker: Speaker) -> str:
    """An act and its day."""
    act = word(rulebook.acts[entry.care.known("act")].label)
    return speaker.text(say("{act}, {day}", act=act, day=entry.day))
