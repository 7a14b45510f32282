from datetime import date

from tests.tui.conftest import Opening

from healthtui.core.answers import UNSURE

NOBODY: dict[str, object] = {}


async def test_a_visit_of_thirty_euro_brings_nineteen_back(opened: Opening) -> None:
    for plain in (None, NOBODY):
        async with opened() if plain is None else opened(plain) as drive:
            await drive.go("costs")
            first = drive.answer().splitlines()[0]
            assert first.startswith("CPAM")
            assert first.endswith("19.00\u00a0€")
            assert "30.00" in drive.answer()


async def test_the_answer_follows_each_key_of_a_price(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.focus("price_eur")
        seen = []
        for key in "45,5":
            await drive.press(key)
            seen.append((drive.case.visit.price_eur, drive.app.now.quote.amounts["price"].most))
        assert seen == [(4_00, 4_00), (45_00, 45_00), (45_00, 45_00), (45_50, 45_50)]
        assert drive.typed("price_eur").value == "45,5"
        amounts = drive.app.now.quote.amounts
        assert drive.app.speaker.money(amounts["remainder"].most) in drive.text().replace(
            " €", "\u00a0€"
        )
        await drive.press("tab")
        assert drive.typed("price_eur").value == "45.50"
        await drive.focus("act")
        await drive.press("u")
        assert drive.case.visit.price_eur is None


async def test_a_price_is_written_in_the_ways_people_write_it(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        for text, cents in (("26,50", 26_50), ("26.5", 26_50), ("30 €", 30_00), ("1 250", 1250_00)):
            await drive.clear_and_type("price_eur", text)
            assert drive.case.visit.price_eur == cents, text


async def test_a_price_that_is_none_is_kept_and_told_when_it_is_left(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        field = await drive.clear_and_type("price_eur", "30 euros")
        await drive.press("tab")
        assert field.value == "30 euros"
        assert field.has_class("-wrong")
        await drive.press("shift+tab")
        assert "30 euros" in drive.hint()


async def test_an_unknown_sector_gives_the_least_and_the_most(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.choose("sector", "know")
        assert drive.case.visit.sector is UNSURE
        bounds = drive.app.now.quote.amounts["net"]
        assert bounds.least < bounds.most
        least, most = (drive.app.speaker.money(cents) for cents in (bounds.least, bounds.most))
        assert f"{least} - {most}" in drive.answer()


async def test_care_before_the_tariff_rose_is_paid_by_the_old_one(opened: Opening) -> None:
    async with opened(NOBODY) as drive:
        await drive.go("costs")
        await drive.clear_and_type("care_date", "20191015")
        assert drive.case.visit.care_date == date(2019, 10, 15)
        assert drive.answer().splitlines()[0].endswith("16.50\u00a0€")


async def test_care_before_the_enrolment_is_not_covered(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        cover = drive.chosen("situation")
        await drive.clear_and_type("care_date", "20260903")
        assert drive.app.now.quote.visit.situation == "not_registered"
        assert drive.chosen("situation") != cover
        assert drive.answer().splitlines()[0].endswith(" 0.00\u00a0€")
        await drive.clear_and_type("care_date", "20260907")
        assert drive.app.now.quote.visit.situation == "standard"
        assert drive.answer().splitlines()[0].endswith("19.00\u00a0€")


async def test_a_care_date_before_all_known_rules_says_that_the_rule_is_unknown(
    opened: Opening,
) -> None:
    async with opened(NOBODY) as drive:
        await drive.go("costs")
        await drive.clear_and_type("care_date", "20010101")
        assert drive.app.speaker.word("Rule unknown") in drive.answer()
        await drive.press("ctrl+p", "escape")


async def test_a_mutuelle_in_percent_takes_over_the_copayment(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.clear_and_type("contract", "100")
        assert drive.answer().splitlines()[1].endswith("9.00\u00a0€")
        assert drive.answer().splitlines()[2].endswith("2.00\u00a0€")
        await drive.go("steps", "costs")
        assert drive.typed("contract").value == "100"
        await drive.clear_and_type("contract", "")
        assert drive.case.visit.contract is None
