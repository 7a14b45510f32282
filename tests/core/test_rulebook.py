import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from healthtui.core.dated import Dated
from healthtui.core.rulebook import Rulebook
from healthtui.files.places import config_dir
from healthtui.files.rulebook_toml import load
from healthtui.files.rulebook_trouble import RulebookError

CONFIG = Path(str(config_dir()))


@dataclass(frozen=True)
class Broken:
    """One thing changed in one file, and what the refusal must name."""

    why: str
    file: str
    old: str
    new: str
    key: str
    reason: str


GP_FIRST = '{ eur = "25.00", from = 2017-05-01, to = 2023-10-31, source = "qdm17"'
GP_LAST = '{ eur = "30.00", from = 2024-12-22, to = "open",     source = "sp1069"'
ROW_01 = 'id = "01"\nroute = "update-existing"\nwhen = ["rights_open"]'
CARD_STEP = '[get-card]\ntitle = "Have your card or PRC in hand"'
BROKEN = (
    Broken(
        "a gap between two values",
        "tariffs",
        GP_FIRST,
        GP_FIRST.replace("2023-10-31", "2023-10-30"),
        "gp_s1",
        "gap",
    ),
    Broken(
        "two values on one day",
        "tariffs",
        GP_FIRST,
        GP_FIRST.replace("2023-10-31", "2023-11-01"),
        "gp_s1",
        "overlap",
    ),
    Broken(
        "an open value before another one",
        "tariffs",
        GP_FIRST,
        GP_FIRST.replace("2023-10-31", '"open"'),
        "gp_s1",
        "overlap",
    ),
    Broken(
        "a value without a source",
        "tariffs",
        GP_LAST,
        GP_LAST.replace(', to = "open",     source = "sp1069"', ', to = "open"'),
        "gp_s1.values.2.source",
        "required",
    ),
    Broken(
        "a value without an end",
        "tariffs",
        GP_LAST,
        GP_LAST.replace(' to = "open",', ""),
        "gp_s1.values.2.to",
        "required",
    ),
    Broken(
        "a value without a first day",
        "tariffs",
        GP_LAST,
        GP_LAST.replace(" from = 2024-12-22,", ""),
        "gp_s1.values.2.from",
        "required",
    ),
    Broken(
        "an unknown source",
        "tariffs",
        GP_LAST,
        GP_LAST.replace("sp1069", "hearsay"),
        "gp_s1",
        "unknown source 'hearsay'",
    ),
    Broken(
        "an unknown key",
        "tariffs",
        GP_LAST,
        GP_LAST.replace("{ eur", '{ color = "red", eur'),
        "gp_s1.values.2.color",
        "Extra inputs",
    ),
    Broken(
        "an amount that is none",
        "tariffs",
        GP_LAST,
        GP_LAST.replace('"30.00"', '"30"'),
        "",
        "30",
    ),
    Broken(
        "an amount as a binary fraction",
        "tariffs",
        GP_LAST,
        GP_LAST.replace('"30.00"', "30.0"),
        "gp_s1.values.2",
        "",
    ),
    Broken(
        "a bare number where an amount must stand",
        "tariffs",
        GP_LAST,
        GP_LAST.replace('"30.00"', "30"),
        "gp_s1",
        "",
    ),
    Broken(
        "a percentage in a parameter of euro",
        "tariffs",
        GP_LAST,
        GP_LAST.replace('eur = "30.00"', "percent = 30"),
        "gp_s1",
        "",
    ),
    Broken(
        "two units in one value",
        "tariffs",
        GP_LAST,
        GP_LAST.replace("{ eur", "{ percent = 30, eur"),
        "gp_s1",
        "",
    ),
    Broken(
        "a unit that does not exist",
        "tariffs",
        '[gp_s1]\ntitle = "GP visit, sector 1 or OPTAM"\nunit = "eur"',
        '[gp_s1]\ntitle = "GP visit, sector 1 or OPTAM"\nunit = "franc"',
        "gp_s1.unit",
        "eur",
    ),
    Broken(
        "a day that the calendar does not have",
        "tariffs",
        GP_FIRST,
        GP_FIRST.replace("2023-10-31", "2023-02-30"),
        "",
        "TOML",
    ),
    Broken(
        "a text that is no date",
        "tariffs",
        GP_FIRST,
        GP_FIRST.replace("2023-10-31", '"autumn"'),
        "gp_s1.values.0.to",
        "date",
    ),
    Broken(
        "a value that ends before it begins",
        "contributions",
        'eur = "50.00", from = 2005-01-01, to = "open"',
        'eur = "50.00", from = 2005-01-01, to = 2004-12-31',
        "flat_contribution_per_year",
        "before it begins",
    ),
    Broken(
        "a confidence that is none",
        "tariffs",
        GP_LAST + ',  checked_on = 2026-11-23, confidence = "high"',
        GP_LAST + ',  checked_on = 2026-11-23, confidence = "sure"',
        "gp_s1.values.2.confidence",
        "high",
    ),
    Broken(
        "an unknown fact in a row",
        "routes",
        ROW_01,
        ROW_01.replace("rights_open", "rights_wide_open"),
        "rows.01",
        "unknown fact 'rights_wide_open'",
    ),
    Broken(
        "an unknown route in a row",
        "routes",
        ROW_01,
        ROW_01.replace("update-existing", "update-nothing"),
        "rows.01",
        "unknown route 'update-nothing'",
    ),
    Broken(
        "a last row that does not hold for everybody",
        "routes",
        'route = "private-cover"\nwhen = []',
        'route = "private-cover"\nwhen = ["enrolled"]',
        "rows",
        "everybody",
    ),
    Broken(
        "an unknown tariff in an act",
        "acts",
        '"1" = "gp_s1", "2_optam" = "gp_s1", "2" = "gp_s2", "3" = "sector3_gp" }\nbase_out = {}',
        '"1" = "gp_s0", "2_optam" = "gp_s1", "2" = "gp_s2", "3" = "sector3_gp" }\nbase_out = {}',
        "gp_consultation",
        "unknown tariff 'gp_s0'",
    ),
    Broken(
        "an unknown kind of an act",
        "acts",
        'label    = "GP visit"\nkind     = "doctor"',
        'label    = "GP visit"\nkind     = "healer"',
        "gp_consultation",
        "unknown kind 'healer'",
    ),
    Broken(
        "an unknown rate",
        "kinds",
        'rate            = "dentist"',
        'rate            = "barber"',
        "dentist",
        "unknown rate 'barber'",
    ),
    Broken(
        "an unknown group of countries",
        "facts",
        'field = "nationalities"\nin_group = "france"',
        'field = "nationalities"\nin_group = "gaul"',
        "french_national",
        "unknown group 'gaul'",
    ),
    Broken(
        "an unknown field",
        "facts",
        'field = "french_number"\none_of = ["rights-open"]',
        'field = "french_letter"\none_of = ["rights-open"]',
        "rights_open",
        "unknown field 'french_letter'",
    ),
    Broken(
        "a word that the field does not have",
        "facts",
        'field = "french_number"\none_of = ["rights-open"]',
        'field = "french_number"\none_of = ["rights-opened"]',
        "rights_open",
        "rights-opened",
    ),
    Broken(
        "a fact of two forms",
        "facts",
        'field = "french_number"\none_of = ["rights-open"]',
        'field = "french_number"\nall_of = ["enrolled"]\none_of = ["rights-open"]',
        "rights_open",
        "one form",
    ),
    Broken(
        "a fact made of itself",
        "facts",
        '[works_now]\nall_of = ["works"]',
        '[works_now]\nall_of = ["works_now"]',
        "works_now",
        "itself",
    ),
    Broken(
        "a step for a route that does not exist",
        "steps",
        'routes = ["register-portal-s1"]',
        'routes = ["register-portal-s2"]',
        "get-s1",
        "unknown route 'register-portal-s2'",
    ),
    Broken(
        "a step that waits for itself",
        "steps",
        'depends_on = ["get-quebec-form"]',
        'depends_on = ["hand-in-quebec-form"]',
        "hand-in-quebec-form",
        "depends on itself",
    ),
    Broken(
        "a paper that does not exist",
        "steps",
        'papers = ["s1-form"]',
        'papers = ["s3-form"]',
        "get-s1",
        "unknown paper 's3-form'",
    ),
    Broken(
        "a deadline that does not exist",
        "steps",
        'deadline = "vls_ts_validation"',
        'deadline = "some_day"',
        "validate-visa",
        "unknown deadline 'some_day'",
    ),
    Broken(
        "a step without a title",
        "steps",
        CARD_STEP,
        "[get-card]",
        "get-card.title",
        "required",
    ),
    Broken(
        "a deadline counted from no known day",
        "deadlines",
        'anchor = "entered_france_on"\nmonths = 3',
        'anchor = "entered_mars_on"\nmonths = 3',
        "vls_ts_validation",
        "entered_mars_on",
    ),
    Broken(
        "a deadline on a day that no year has",
        "deadlines",
        'next_day = "05-31"',
        'next_day = "02-29"',
        "cvec_refund",
        "02-29",
    ),
    Broken(
        "a wait that does not exist",
        "steps",
        'wait = "carte-vitale"',
        'wait = "for-ever"',
        "carte-vitale",
        "unknown wait 'for-ever'",
    ),
    Broken(
        "a letter that does not exist",
        "steps",
        'letter = "leaving"',
        'letter = "love"',
        "leave-france",
        "unknown letter 'love'",
    ),
    Broken(
        "a contact that does not exist",
        "steps",
        'contact = "cleiss"',
        'contact = "nobody"',
        "",
        "unknown contact 'nobody'",
    ),
    Broken(
        "a letter with a blank that nobody fills",
        "letters",
        "Le {since}",
        "Le {yesterday}",
        "",
        "unknown place 'yesterday'",
    ),
    Broken(
        "a hint that does not exist",
        "papers",
        'tells = ["birth_certificate_needs_translation"',
        'tells = ["birth_certificate_is_blue"',
        "civil-status",
        "birth_certificate_is_blue",
    ),
    Broken(
        "a question about no field",
        "questions",
        "[french_origin]\nlabel",
        "[martian_origin]\nlabel",
        "",
        "martian_origin",
    ),
    Broken(
        "a usual answer that the field does not take",
        "questions",
        'usual = "abroad"',
        'usual = "everywhere"',
        "french_origin",
        "everywhere",
    ),
    Broken(
        "a number that the computation needs and nobody gives",
        "contributions",
        "[flat_contribution]\n",
        "[flat_contributions]\n",
        "flat_contribution",
        "",
    ),
    Broken("a file that is no TOML", "kinds", "[doctor]", "[doctor", "", "TOML"),
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


def refusal(config: Path) -> tuple[Any, ...]:
    with pytest.raises(RulebookError) as refused:
        load(config)
    return refused.value.problems


def test_an_untouched_copy_of_the_rulebook_loads(config: Path, rulebook: Rulebook) -> None:
    copy = load(config)
    assert copy.version == rulebook.version
    assert dict(copy.statements()) == dict(rulebook.statements())


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.why for broken in BROKEN])
def test_a_broken_rulebook_is_refused_with_file_key_and_reason(
    config: Path, broken: Broken
) -> None:
    path = config / f"{broken.file}.toml"
    text = path.read_text(encoding="utf-8")
    assert broken.old in text
    path.write_text(text.replace(broken.old, broken.new, 1), encoding="utf-8")
    problems = refusal(config)
    assert any(
        problem.file == path.name
        and problem.key.startswith(broken.key)
        and broken.reason in problem.key + problem.reason
        for problem in problems
    ), [str(problem) for problem in problems]


def test_all_problems_are_told_at_once(config: Path) -> None:
    for name in ("rates", "contracts"):
        path = config / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('source = "', 'source = "no-', 1), encoding="utf-8")
    assert {problem.file for problem in refusal(config)} == {"rates.toml", "contracts.toml"}


@pytest.mark.parametrize("name", sorted(path.stem for path in CONFIG.glob("*.toml")))
def test_an_unreadable_file_is_named(config: Path, name: str) -> None:
    path = config / f"{name}.toml"
    path.write_bytes(b"\xff\xfe")
    assert {problem.file for problem in refusal(config)} == {f"{name}.toml"}


def statements(rulebook: Rulebook) -> list[tuple[str, Dated]]:
    return list(rulebook.statements())


def test_every_statement_says_since_when_by_whom_and_how_sure(rulebook: Rulebook) -> None:
    assert len(statements(rulebook)) > 300
    for key, dated in statements(rulebook):
        assert dated.valid_from <= date(2026, 11, 23), key
        assert dated.valid_to is None or dated.valid_to >= dated.valid_from, key
        assert dated.source in rulebook.sources, key
        assert date(2026, 1, 1) <= dated.checked_on <= date(2026, 12, 31), key
        assert dated.confidence in ("high", "medium", "low"), key


def test_every_source_has_a_publisher_an_address_and_a_date(rulebook: Rulebook) -> None:
    for key, source in rulebook.sources.items():
        assert source.publisher, key
        assert source.page_date, key
        assert source.url.startswith(("https://", "http://")) or key == "healthtui", key


def test_every_text_that_a_person_reads_is_there(rulebook: Rulebook) -> None:
    texts: dict[str, str] = {}
    for key, fact in rulebook.facts.items():
        texts |= {f"{key} true": fact.when_true, f"{key} false": fact.when_false}
    for row in rulebook.rows:
        texts[f"row {row.id}"] = row.reason
        texts |= {f"row {row.id} {i}": text for i, text in enumerate(row.must_know)}
    for key, route in rulebook.routes.items():
        texts |= {f"{key} title": route.title, f"{key} summary": route.summary}
        texts |= {f"{key} {i}": reading.text for i, reading in enumerate(route.readings)}
    for key, asked in rulebook.questions.items():
        texts |= {f"{key} label": asked.label, f"{key} help": asked.help}
        texts[f"{key} where"] = asked.where_to_find
        texts |= {f"{key} {value}": label for value, label in asked.choices.items()}
    for key, step in rulebook.steps.items():
        texts |= {f"{key} title": step.title, f"{key} what": step.what}
    for key, paper in rulebook.papers.items():
        texts |= {f"{key} title": paper.title, f"{key} accepted": paper.accepted}
        texts[f"{key} fix"] = paper.fix
    for key, rule in rulebook.deadlines.items():
        texts |= {f"{key} reason": rule.reason, f"{key} calendar": rule.calendar}
    texts |= {f"{key} reason": wait.reason for key, wait in rulebook.waits.items()}
    texts |= {f"{key} title": contact.title for key, contact in rulebook.contacts.items()}
    texts |= {f"{key} title": number.title for key, number in rulebook.parameters.items()}
    texts |= {f"{key} label": act.label for key, act in rulebook.acts.items()}
    texts |= {f"{key} title": kind.title for key, kind in rulebook.kinds.items()}
    assert len(texts) > 600
    assert [key for key, text in texts.items() if text != text.strip() or not text] == []


def test_a_disputed_route_shows_two_readings_and_the_question_to_ask(rulebook: Rulebook) -> None:
    for name in ("uk-check", "tcn-ehic-check", "quebec-form", "overseas-cpam"):
        route = rulebook.routes[name]
        assert len({reading.route for reading in route.readings}) == 2, name
        assert route.question.startswith("Bonjour"), name


def test_a_row_that_needs_a_check_is_uncertain(rulebook: Rulebook) -> None:
    uncertain = {row.id for row in rulebook.rows if row.uncertain}
    assert {"04", "06d", "11b", "13a"} <= uncertain
    assert not {"01", "12a", "14"} & uncertain


def test_a_value_is_trusted_for_a_year_after_it_was_checked_and_no_longer(
    rulebook: Rulebook,
) -> None:
    key = "tariffs.gp_s1"
    assert rulebook.number(key, date(2023, 10, 31)) == 2500
    assert rulebook.number(key, date(2023, 11, 1)) == 2650
    assert rulebook.number(key, date(2027, 11, 23)) == 3000
    assert rulebook.number(key, date(2027, 11, 24)) is None
    assert rulebook.number(key, date(2017, 4, 30)) is None


def test_a_country_group_changes_on_its_day(rulebook: Rulebook) -> None:
    before = rulebook.members("eu_eea_ch", date(2020, 12, 31))
    after = rulebook.members("eu_eea_ch", date(2021, 1, 1))
    assert before - after == {"GB"}
    assert len(after) == 31
    assert len(rulebook.members("eu", date(2021, 1, 1))) == 27
    assert rulebook.members("eu_eea_ch", date(2010, 1, 1)) == frozenset()


def test_every_group_is_made_of_countries_that_exist(rulebook: Rulebook) -> None:
    known = {*rulebook.vocabulary.countries, "CA-QC"}
    for key, groups in rulebook.groups.items():
        for group in groups:
            assert set(group.members) <= known, key
            assert len(set(group.members)) == len(group.members), key
