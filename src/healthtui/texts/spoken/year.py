"""A year of acts in lines of text."""

from collections.abc import Iterator, Mapping

from healthtui.core.ledger import NOTHING, TOTALS, Entry, added
from healthtui.core.meters import meters
from healthtui.core.outlook import Outlook
from healthtui.core.quote import Bounds, Quote
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Listing, Sentence, say, word
from healthtui.core.year import Year
from healthtui.texts.care import ACCOUNT_WORDS, CLAIM_WORDS, claim_lines, meter_line, owed_line
from healthtui.texts.speaker import Speaker
from healthtui.texts.spoken.quote import LABELS
from healthtui.texts.wording import amount


def lines(rulebook: Rulebook, found: Year, speaker: Speaker) -> Iterator[str]:
    """Each act with what comes back and what stays, then the sums."""
    for number, each in enumerate((entry.quote for entry in found.entries), 1):
        yield _numbered(number, each, rulebook, speaker)
    yield from _together(found.totals, speaker)


def lines_of_log(now: Outlook, year: int, speaker: Speaker, *, named: bool = True) -> Iterator[str]:
    """A calendar year of the log: its acts and claims, the sums, the accounts, what is owed."""
    book, rulebook = now.ledger, now.rulebook
    entries = book.entries(year)
    yield speaker.text(_heading(year, len(entries)))
    others = tuple(str(each) for each in book.years if each != year)
    if others:
        yield speaker.text(say("Years with care: {years}", years=Listing(others)))
    if not entries:
        if named:
            yield speaker.text(say("Next: healthtui year add, for care that took place"))
        return
    running = NOTHING
    for number, entry in enumerate(entries, 1):
        running = added((running, entry.quote.amounts.get("remainder", NOTHING)))
        yield _numbered(number, entry.quote, rulebook, speaker)
        yield from (f"   {line}" for line in _standing(entry, running, speaker, named=named))
    yield from _together(book.totals(year), speaker)
    for meter in meters(book, year, now.today):
        label, told = ACCOUNT_WORDS[meter.account], meter_line(meter, rulebook)
        yield speaker.text(say("{label}: {value}", label=label, value=told))
    yield speaker.text(owed_line(*book.owed(year)))
    for sentence in dict.fromkeys(each for entry in entries for each in entry.quote.assumed):
        yield speaker.text(say("Assumed: {what}", what=sentence))
    if named:
        yield speaker.text(say("Next: healthtui year set ID claimed_on=DATE received_eur=AMOUNT"))


def act_lines(
    entry: Entry, rulebook: Rulebook, speaker: Speaker, *, named: bool = True
) -> Iterator[str]:
    """One act of the log: its id, what it costs, and its claim."""
    told = in_short(entry.quote, rulebook, speaker)
    yield f"{entry.id}: {told}" if named else told
    yield speaker.text(say("Refund: {status}", status=CLAIM_WORDS[entry.claim.status]))
    yield from map(speaker.text, claim_lines(entry))


def title(entry: Entry, rulebook: Rulebook, speaker: Speaker, *, named: bool = True) -> str:
    """One act of the log by its name, its day and its id."""
    act = word(rulebook.acts[entry.care.known("act")].label)
    if not named:
        return speaker.text(say("{act}, {day}", act=act, day=entry.day))
    return speaker.text(say("{act}, {day} ({id})", act=act, day=entry.day, id=entry.id))


def _heading(year: int, count: int) -> Sentence:
    if not count:
        return say("No care is in your log for {year}.", year=str(year))
    return say("Your care of {year}, acts: {n}", year=str(year), n=str(count))


def _standing(entry: Entry, running: Bounds, speaker: Speaker, *, named: bool) -> Iterator[str]:
    status, so_far = CLAIM_WORDS[entry.claim.status], amount(running)
    told = say("{status}; with you so far this year: {amount}", status=status, amount=so_far)
    if named:
        told = say(
            "{id}: {status}; with you so far this year: {amount}",
            id=entry.id,
            status=status,
            amount=so_far,
        )
    yield speaker.text(told)
    yield from map(speaker.text, claim_lines(entry))


def _together(totals: Mapping[str, Bounds], speaker: Speaker) -> Iterator[str]:
    yield speaker.text(say("Together:"))
    for name in TOTALS:
        yield speaker.text(say("{label}: {value}", label=LABELS[name], value=amount(totals[name])))


def _numbered(number: int, found: Quote, rulebook: Rulebook, speaker: Speaker) -> str:
    return f"{number}. {in_short(found, rulebook, speaker)}"


def in_short(found: Quote, rulebook: Rulebook, speaker: Speaker) -> str:
    """One act in a sentence: its day, its price, and who pays what."""
    act = word(rulebook.acts[found.visit.known("act")].label)
    day = found.visit.known("care_date")
    if found.unknown is not None:
        return speaker.text(say("{act}, {day}: {problem}", act=act, day=day, problem=found.unknown))
    return speaker.text(
        say(
            "{act}, {day}: price {price}, CPAM {net}, mutuelle {mutuelle}, you {remainder}",
            act=act,
            day=day,
            **{
                name: amount(found.amounts[name])
                for name in ("price", "net", "mutuelle", "remainder")
            },
        )
    )
