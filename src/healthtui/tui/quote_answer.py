"""The right side of the costs screen: who pays what, and the arithmetic line by line."""

from rich.cells import cell_len
from textual.content import Content

from healthtui.core.money import Money
from healthtui.core.outlook import Outlook
from healthtui.core.quote import Bounds, Quote
from healthtui.core.reasons import Verdict
from healthtui.core.sentence import Listing, Sentence, say
from healthtui.core.visit_fields import fields_read
from healthtui.texts.refund import to_do
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import supposed
from healthtui.tui.blocks import heading, lines
from healthtui.tui.cells import cut, left, right, wrapped
from healthtui.tui.glyphs import DOT, FULL, NO_BREAK, PART, without_currency

BAR_CELLS = 12
NAME_CELLS = 9
FIGURE_CELLS = 10
PAYERS: tuple[tuple[str, Sentence], ...] = (
    ("net", say("CPAM")),
    ("mutuelle", say("Mutuelle")),
    ("remainder", say("You")),
)


def quoted(now: Outlook, speaker: Speaker, width: int) -> Content:
    """Everything the panel shows; `width` is its room in cells."""
    quote = now.quote
    if quote.verdict is Verdict.RULE_UNKNOWN or not quote.amounts:
        unknown = speaker.text(quote.unknown) if quote.unknown else ""
        if quote.verdict is Verdict.OPEN:
            return lines(heading(speaker.word("It depends")), unknown)
        return lines(heading(speaker.word("Rule unknown")), unknown)
    return lines(
        *_bars(quote, speaker, width),
        *_bounds(now, speaker),
        *_no_doctor(now, speaker),
        *(Content.styled(speaker.text(told), "$warning") for told in to_do(quote)),
        "",
        *_one_of_many(now, speaker),
        *_arithmetic(quote, speaker, width),
        "",
        *_assumed(quote, speaker),
    )


def amount(bounds: Bounds, speaker: Speaker) -> str:
    """One figure, the least and the most, or the least."""
    if bounds.exact:
        return speaker.money(bounds.least)
    if bounds.open_ended:
        return f"{speaker.money(bounds.least)} +"
    return f"{speaker.money(bounds.least)} - {speaker.money(bounds.most)}"


def _bounds(now: Outlook, speaker: Speaker) -> list[Content | str]:
    """Under which answers most and least stays with the person, and what to ask."""
    if now.quote.verdict is not Verdict.OPEN:
        return []
    told: list[Content | str] = []
    rest = now.quote.amounts["remainder"]
    if rest.least != rest.most:
        for figure, answers in ((rest.least, rest.least_if), (rest.most, rest.most_if)):
            listed = Listing(supposed(now.rulebook, speaker, answers))
            told.append(
                speaker.text(
                    say("You: {amount} if {answers}", amount=Money(figure), answers=listed)
                )
            )
    if rest.open_ended:
        told.append(speaker.word("Each euro of the price above the tariff is yours."))
    asks = (now.rulebook.visit_questions[name].ask for name in now.quote.unsure)
    told += [Content.styled(f"«{NO_BREAK}{ask}{NO_BREAK}»", "$accent") for ask in asks if ask]
    return told


def by_sector(now: Outlook, speaker: Speaker, width: int) -> Content:
    """The same visit with a doctor of each sector: what comes back, what stays."""
    if not now.sectors:
        return Content("")
    choices = now.rulebook.visit_questions["sector"].choices
    figures = {
        sector: [_range(found, name, speaker) for name in ("net", "remainder")]
        for sector, found in now.sectors.items()
    }
    cells = max(FIGURE_CELLS, *(cell_len(each) + 1 for pair in figures.values() for each in pair))
    label = max(8, width - 2 * cells)
    head = left(speaker.word("By sector"), label)
    head += "".join(right(speaker.text(payer), cells) for payer in (PAYERS[0][1], PAYERS[2][1]))
    rows: list[Content | str] = [heading(head)]
    for sector, pair in figures.items():
        row = left(cut(speaker.word(choices[sector]), label - 1), label)
        rows.append(row + "".join(right(each, cells) for each in pair))
    return lines(*rows)


def _range(found: Quote, name: str, speaker: Speaker) -> str:
    """A figure, or both ends without the currency between them, for a narrow column."""
    bounds = found.amounts.get(name)
    if bounds is None:
        return "-"
    if bounds.exact or bounds.open_ended:
        return amount(bounds, speaker)
    least, most = speaker.money(bounds.least), speaker.money(bounds.most)
    return f"{without_currency(least)}-{most}"


def _bars(quote: Quote, speaker: Speaker, width: int) -> list[Content]:
    price = max(1, quote.amounts["price"].most)
    figures = [amount(quote.amounts[name], speaker) for name, _ in PAYERS]
    room = max(3, min(BAR_CELLS, width - NAME_CELLS - 1 - max(map(cell_len, figures))))
    shown = []
    for name, payer in PAYERS:
        bounds = quote.amounts[name]
        cells = round(room * bounds.least / price)
        more = round(room * bounds.most / price) - cells
        shown_bar = left(speaker.text(payer), NAME_CELLS) + FULL * cells + PART * more
        figure = amount(bounds, speaker)
        gap = " " * max(1, width - cell_len(shown_bar) - cell_len(figure))
        shown.append(Content.assemble(shown_bar, gap, (figure, "bold")))
    return shown


def _arithmetic(quote: Quote, speaker: Speaker, width: int) -> list[Content]:
    shown: list[Content] = []
    for reason in (reason for reason in quote.reasons if reason.applied):
        figure = "" if reason.amount is None else speaker.money(reason.amount)
        *above, last = wrapped(speaker.text(reason.text), width - cell_len(figure) - 1)
        style = "bold" if reason.rule in ("amo_net", "remainder") else ""
        row = left(last, width - cell_len(figure)) + figure
        shown += [Content.styled(line, style) for line in (*above, row)]
    return shown


def _no_doctor(now: Outlook, speaker: Speaker) -> list[Content]:
    """A warning while the declared doctor is only assumed, and the checklist says there is none."""
    declared = (task.done for task in now.checklist.tasks if task.id == "medecin-traitant")
    asked = "pathway" in fields_read(now.rulebook, now.quote.visit)
    asked = asked and now.quote.visit.known("situation") != "not_registered"
    if not asked or now.case.visit.pathway is not None or next(declared, True):
        return []
    text = speaker.word(
        "No declared doctor yet? Much less comes back: choose it under Care pathway."
    )
    return [Content.styled(text, "$warning")]


def _assumed(quote: Quote, speaker: Speaker) -> list[Content]:
    if not quote.assumed:
        return []
    listed = f" {DOT} ".join(speaker.text(text) for text in quote.assumed)
    text = speaker.text(say("Assumed: {defaults}.", defaults=listed))
    return [Content.styled(text, "$text-muted")]


def _one_of_many(now: Outlook, speaker: Speaker) -> list[Content]:
    """Under which of the open answers the arithmetic below holds."""
    if now.quote.one is None or not now.quote.one[0].supposed:
        return []
    answers = Listing(supposed(now.rulebook, speaker, now.quote.one[0].supposed))
    return [heading(speaker.text(say("If {answers}:", answers=answers)))]
