"""A comparison on screen: a row for each option, and the sentences below them."""

from collections.abc import Iterator

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content

from healthtui.core.compare import Cost, Outcome
from healthtui.core.comparison import Comparison
from healthtui.core.quote import Bounds
from healthtui.core.reasons import Verdict
from healthtui.core.sentence import Sentence, say, word
from healthtui.texts import compare as texts
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import amount
from healthtui.tui.blocks import heading, lines
from healthtui.tui.cells import cut, left, right
from healthtui.tui.glyphs import FULL, OTHER, without_currency
from healthtui.tui.why import reason_lines

LOG = "log"
VISITS = "visits"

_NAME, _LEAST_NAME = 22, 10
_FIGURE = 11
_NARROW = 60
_COLUMNS: tuple[Sentence, ...] = (
    say("a month"),
    say("a year"),
    say("your care"),
    say("in all"),
)

_LEGEND = say(
    "a month, a year: paid to the insurer ({paid}); your care: what stays with you of it ({left}).",
    paid=OTHER,
    left=FULL,
)


class Wanted(Struct, frozen=True):
    """The care to compare for: the log, a typical year by key, or so many visits."""

    care: str = LOG
    visits: int = 6

    def cost(self, outcome: Outcome) -> Cost:
        """What an option costs for it."""
        if self.care == LOG:
            return outcome.year
        if self.care == VISITS:
            return outcome.by_visits[self.visits]
        return outcome.typical[self.care]

    def more(self, step: int, most: int) -> "Wanted":
        """So many visits more, within what was looked at."""
        return Wanted(VISITS, min(max(0, self.visits + step), most))


def title(wanted: Wanted, found: Comparison, year: int, speaker: Speaker) -> str:
    """What the options are compared for."""
    if wanted.care == LOG:
        acts = len(found.question.care)
        return speaker.plural(
            "Your care of {year}: {n} act", "Your care of {year}: {n} acts", acts, year=str(year)
        )
    if wanted.care == VISITS:
        visit = texts.visit_name(found.question.visit, found.rulebook)
        return speaker.plural(
            "{n} visit in a year: {visit}",
            "{n} visits in a year: {visit}",
            wanted.visits,
            visit=visit,
        )
    return speaker.word(found.rulebook.typical_years[wanted.care].title)


def head(speaker: Speaker, width: int) -> Content:
    """The names of the columns."""
    shown = [speaker.text(each) for each in _columns(width)]
    figures = "".join(right(cut(each, _FIGURE - 1), _FIGURE) for each in shown)
    return heading(left(speaker.word("Option"), _name_cells(width)) + figures)


def _name_cells(width: int) -> int:
    """The room of a name beside the figures."""
    return max(_LEAST_NAME, min(_NAME, width - _FIGURE * len(_columns(width))))


def _columns(width: int) -> tuple[Sentence, ...]:
    return _COLUMNS if width >= _NARROW else (_COLUMNS[0], _COLUMNS[-1])


def row(place: int, found: Comparison, wanted: Wanted, speaker: Speaker, width: int) -> Content:
    """One option: its price, what it leaves, both together, and a bar of that."""
    outcome = found.outcomes[place]
    cost = wanted.cost(outcome)
    values: tuple[Bounds | None, ...] = (outcome.option.monthly, cost.total)
    if width >= _NARROW:
        values = (outcome.option.monthly, cost.paid_in, cost.left, cost.total)
    name = speaker.text(outcome.option.name) + ("" if outcome.option.sure else " ?")
    cells = _name_cells(width)
    shown = Content(name).truncate(cells - 1, ellipsis=True, pad=True)
    figures = "".join(" " + right(_figure(value, speaker), _FIGURE - 1) for value in values)
    bar = _bar(cost, found, wanted, width - cells - cell_len(figures) - 2)
    return Content.assemble(shown, " ", figures, f" {bar}" if bar else "")


def _figure(bounds: Bounds | None, speaker: Speaker) -> str:
    """A figure without its currency, both ends, or nothing where no price is known."""
    if bounds is None:
        return "-"
    least = _bare(bounds.least, speaker)
    if bounds.exact:
        return least
    return f"{least} +" if bounds.open_ended else f"{_short(bounds.least)}-{_short(bounds.most)}"


def _bare(cents: int, speaker: Speaker) -> str:
    return without_currency(speaker.money(cents))


def _short(cents: int) -> str:
    """Whole euro, for both ends in one column; the sentences below have the cents."""
    return str((cents + 50) // 100)


def _bar(cost: Cost, found: Comparison, wanted: Wanted, room: int) -> str:
    """The year in all beside the dearest one: what is paid in, then what is left."""
    costs = [wanted.cost(each) for each in found.outcomes]
    most = max((each.total.most for each in costs if each.total), default=0)
    if cost.total is None or cost.paid_in is None or not most or room < 1:
        return ""
    whole = room * cost.total.most // most
    paid_in = min(whole, room * cost.paid_in.most // most)
    return OTHER * paid_in + FULL * (whole - paid_in)


def told(found: Comparison, wanted: Wanted, speaker: Speaker) -> Content:
    """What follows: the cheapest, the break-evens, what is never better, the C2S."""
    standing, *decisive = texts.c2s_lines(found.aid, found.rulebook)
    return lines(
        Content.styled(speaker.text(texts.best(found, wanted.cost)), "bold"),
        speaker.text(standing),
        *_about(found, wanted, speaker),
        "",
        *(speaker.text(texts.break_even(each, found, wanted.cost)) for each in found.outcomes),
        *(
            Content.styled(speaker.text(line), "$warning")
            for each in found.outcomes
            for line in texts.dominated(each)
        ),
        "",
        *([heading(speaker.word("The C2S: s answers these questions"))] if decisive else []),
        *(speaker.text(line) for line in decisive),
        "",
        Content.styled(speaker.text(_LEGEND), "$text-muted"),
    )


def _about(found: Comparison, wanted: Wanted, speaker: Speaker) -> Iterator[str]:
    if wanted.care in found.rulebook.typical_years:
        typical = found.rulebook.typical_years[wanted.care]
        yield speaker.text(word(typical.note))
    uncertain = [
        each for each in found.outcomes if wanted.cost(each).verdict is not Verdict.CERTAIN
    ]
    if uncertain:
        yield speaker.word("Some of this care has no known rule, or depends on open answers.")


_PAYERS: tuple[tuple[str, Sentence], ...] = (
    ("net", say("CPAM")),
    ("mutuelle", say("Mutuelle")),
    ("remainder", say("You")),
)


def why(found: Comparison, wanted: Wanted, speaker: Speaker) -> tuple[str, Content]:
    """The page of what stands behind the table: the shares of each option, and the C2S."""
    parts: list[Content | str] = []
    for outcome in found.outcomes:
        cost = wanted.cost(outcome)
        parts.append(heading(speaker.text(outcome.option.name)))
        shares = (
            say("{label}: {value}", label=label, value=amount(cost.totals[name]))
            for name, label in _PAYERS
        )
        parts += [f"  {speaker.text(share)}" for share in shares]
        if cost.paid_in is not None:
            paid = say("Paid to the insurer: {value}", value=amount(cost.paid_in))
            parts.append(f"  {speaker.text(paid)}")
    parts.append(heading(speaker.word("Conditions of the C2S")))
    parts += [reason_lines(reason, speaker) for reason in found.aid.reasons]
    return speaker.word("Why this comparison"), lines(*parts)
