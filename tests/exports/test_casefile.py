import re
import tomllib
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from healthtui.core.case import Case
from healthtui.core.case_plain import read_situation
from healthtui.core.outlook import Outlook, outlook
from healthtui.core.plain_text import plain_text
from healthtui.core.reasons import provenance
from healthtui.core.rulebook import Rulebook
from healthtui.exports.blocks import (
    Blanks,
    Block,
    Facts,
    Grid,
    Heading,
    Items,
    Link,
    Paragraph,
    Title,
    Verbatim,
)
from healthtui.exports.casefile import casefile
from healthtui.exports.html import html
from healthtui.exports.markdown import markdown
from healthtui.exports.voices import Said, voices
from healthtui.texts.speaker import Speaker

TODAY = date(2026, 11, 23)
PERSONAS = Path(__file__).parent.parent / "data" / "personas.toml"
VOID = {"meta", "br", "hr", "img", "link", "input"}
TAGS = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul"} | {
    *("li", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "a", "pre"),
}
ATTRIBUTES = {"lang", "class", "scope", "href", "dir", "charset", "name", "content", "http-equiv"}

Found = Callable[..., Outlook]


def blocks(found: Outlook, language: str = "en", *, notes: bool = False) -> tuple[Block, ...]:
    return casefile(found, voices(Speaker(language)), notes=notes)


class Page(HTMLParser):
    """A page read back: what is in which element, in order."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(data.decode())
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    def within(self, tag: str) -> list[str]:
        return [text for path, text in self.texts if tag in path]

    @property
    def text(self) -> str:
        return "".join(text for path, text in self.texts if "style" not in path)


def page(found: Outlook, language: str = "en", *, notes: bool = False) -> Page:
    return Page(html(blocks(found, language, notes=notes), language))


SPOKEN = ("text", "text_special")
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(data: bytes) -> list[Token]:
    flat = []
    for token in READER.parse(data.decode()):
        flat.extend([token, *(token.children or ())])
    return flat


def shown(data: bytes) -> str:
    """The text that a reader of the rendered Markdown sees."""
    breaks = {"softbreak": "\n", "hardbreak": "\n", "paragraph_close": "\n", "heading_close": "\n"}
    return "".join(
        token.content if token.type in (*SPOKEN, "fence") else breaks.get(token.type, "")
        for token in tokens(data)
    )


def papers(found: Outlook, language: str, *, notes: bool = False) -> list[str]:
    """The text of the case file in both forms."""
    parts = blocks(found, language, notes=notes)
    return [Page(html(parts, language)).text, shown(markdown(parts))]


# --- What stands in it ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Moroccan", "Spanish", "Algerian"])
def test_the_page_has_its_parts_in_order(found: Found, name: str) -> None:
    parts = blocks(found(name))
    kinds = [type(part) for part in parts]
    assert kinds[:5] == [Title, Paragraph, Blanks, Heading, Facts]
    headings = [part.text for part in parts if isinstance(part, Heading)]
    assert [heading.french for heading in headings[:4]] == [
        "Réponses données",
        "Résultat",
        "Pourquoi",
        "Couverture",
    ]
    assert [heading.other for heading in headings[4:5]] == [
        f"Steps: {found(name).checklist.accepted} of {found(name).checklist.applicable} accepted"
    ]
    assert (kinds[-3:], headings[5:]) == ([Heading, Grid, Paragraph], [Said("Sources")])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_lines_for_name_number_and_signature_are_empty(found: Found, language: str) -> None:
    parts = blocks(found("Moroccan"), language)
    (blank,) = [part for part in parts if isinstance(part, Blanks)]
    assert [label.french for label in blank.labels] == [
        "Nom et prénom",
        "Numéro de sécurité sociale",
        "Signature",
    ]
    lines = markdown([blank]).decode().splitlines()
    assert len(lines) == 3
    assert all(re.fullmatch(r"- [^_]+: _{40}", line) for line in lines)


def test_every_answer_is_there_in_both_languages(found: Found) -> None:
    (facts,) = [part for part in blocks(found("Algerian")) if isinstance(part, Facts)]
    rows = dict(facts.rows)
    assert rows[Said("Nationalité", "Nationality")] == Said("Algérie", "Algeria")
    assert rows[Said("Né(e) le", "Born on")] == Said("12 mars 2004", "12 Mar 2004")
    unsure = [value for value in rows.values() if value.other == "I don't know"]
    assert unsure == [Said("Je ne sais pas", "I don't know")]
    assert len(rows) == len(found("Algerian").case.situation.answers())


def test_the_verdict_says_what_it_means_and_from_when_to_when(found: Found) -> None:
    for text in papers(found("Spanish"), "en"):
        assert "Votre carte européenne suffit" in text
        assert "Your European card is enough" in text
        assert "du 1er septembre 2026 au 15 janvier 2027" in text.casefold()
        assert "from 16 January 2027 to 31 July 2027: your card, if you renew it" in text.replace(
            "From", "from"
        )


def test_a_reader_of_french_gets_french_alone(found: Found) -> None:
    data = html(blocks(found("Moroccan"), "fr"), "fr")
    assert {tag for tag, _ in Page(data).elements} & {"span"} == set()
    assert " / " not in Page(data).text
    assert not any(
        said.other for part in blocks(found("Moroccan"), "fr") for said in texts_of(part)
    )


def texts_of(part: Any) -> list[Said]:
    if isinstance(part, Said):
        return [part]
    if isinstance(part, tuple):
        return [said for each in part for said in texts_of(each)]
    names = getattr(part, "__dataclass_fields__", ())
    return [said for name in names for said in texts_of(getattr(part, name))]


def test_an_open_case_says_what_decides_and_what_is_assumed(found: Found) -> None:
    for text in papers(found("Moroccan", french_number="unsure"), "en"):
        assert "What decides: French number" in text
        assert "Je ne sais pas" in text
    assumed = found("Moroccan", french_number=None)
    for text in papers(assumed, "en"):
        assert "Assumed: French number: none yet" in text
        assert "Hypothèse" in text or "Supposé" in text


def test_a_disputed_case_has_both_readings_and_the_question_in_french(rulebook: Rulebook) -> None:
    answers = {
        "nationalities": ["GB"],
        "insured_in": "GB",
        "card": "ghic",
        "card_valid_until": "2028-12-31",
        "birth_date": "2004-03-12",
        "stay_from": "2026-09-01",
        "stay_until": "2027-07-31",
        "programme": "degree",
        "enrolled_in_france": True,
        "enrolled_on": "2026-09-07",
        "work": "none",
        "french_number": "none",
        "international_organisation": False,
        "parent_insured_in_france": False,
    }
    case = Case(read_situation(answers, rulebook.vocabulary))
    seen = outlook(rulebook, case, TODAY)
    assert len(seen.eligibility.readings) > 1
    for text in papers(seen, "en"):
        assert seen.eligibility.question in text
        for reading in seen.eligibility.readings:
            for language in ("fr", "en"):
                assert Speaker(language).word(reading.text) in text


def test_every_source_of_a_reason_is_named_with_its_dates(rulebook: Rulebook) -> None:
    table = tomllib.loads(PERSONAS.read_text(encoding="utf-8"))
    people = [table["student"] | persona["answers"] for persona in table["persona"]]
    for answers in people:
        case = Case(read_situation(answers, rulebook.vocabulary))
        seen = outlook(rulebook, case, TODAY)
        given = seen.eligibility
        named = [reason.provenance for reason in given.reasons if reason.provenance]
        named += [provenance(rulebook, reading) for reading in given.readings]
        grid = next((part for part in reversed(blocks(seen)) if isinstance(part, Grid)), None)
        rows = {(row[1], row[-1], row[3]): row[0] for row in (grid.rows if named and grid else ())}
        for one in named:
            key = (
                Said(one.source.publisher),
                Link(one.source.url),
                Said(one.checked_on.isoformat()),
            )
            number = rows[key]
            assert isinstance(number, Said)
            assert re.search(rf"\[{number.french}[],]", papers(seen, "en")[0])
    assert len(people) > 50


def test_what_is_not_established_is_called_so(found: Found) -> None:
    for text in papers(found("Spanish"), "en"):
        assert re.search(r"by 16 Dec 2026\s\[\d,\snot\sestablished\]", text)


def test_steps_have_status_since_deadline_and_papers_by_state(people: Any) -> None:
    case = people.case("Moroccan").stepped("validate-visa", "accepted", date(2026, 9, 20))
    case = case.stepped("portal-identity", "accepted", date(2026, 9, 25))
    case = case.stepped("portal-documents", "sent", date(2026, 10, 2))
    case = case.papered("portal-documents", "iban", "refused", date(2026, 10, 9))
    (grid, _) = [part for part in blocks(people.outlook(case)) if isinstance(part, Grid)]
    rows = {row[0].other: row[1:] for row in grid.rows if isinstance(row[0], Said)}
    standing, documents = rows["Upload your documents"]
    assert standing == Said("envoyé depuis le 2 oct. 2026", "sent since 2 Oct 2026")
    assert isinstance(documents, Said)
    assert re.fullmatch("to do: .+; refused: IBAN in your own name", documents.other)
    validated = next(key for key in rows if key.startswith("Validate your visa online"))
    assert rows[validated] == (
        Said("accepté depuis le 20 sept. 2026", "accepted since 20 Sept 2026"),
        Said(""),
    )


def test_offers_and_things_that_may_never_happen_are_not_for_the_counter(people: Any) -> None:
    found = people.outlook(people.case("Moroccan"))
    kinds = {task.id: task.step.kind for task in found.checklist.tasks}
    assert {"offer", "event"} <= set(kinds.values())
    for text in papers(found, "en"):
        assert "ontraception" not in text
        assert "Give your address when you move" not in text


def test_an_empty_case_gives_a_page(people: Any) -> None:
    for text in papers(people.outlook(Case()), "en"):
        assert "Nothing is answered yet." in text


def test_a_day_without_a_known_rule_gives_a_page(found: Found) -> None:
    for text in papers(found("Moroccan", stay_from="2017-09-01", stay_until="2018-02-01"), "en"):
        assert "Rule unknown" in text


# --- What the person wrote --------------------------------------------------------------------


def with_secrets(people: Any) -> Outlook:
    case: Case = people.case("Moroccan")
    case = case.stepped("portal-documents", "sent", date(2026, 10, 1), "SECRET 1")
    case = case.stepped("portal-documents", "waiting", date(2026, 10, 2), "SECRET 2")
    case = case.papered("portal-documents", "iban", "refused", date(2026, 10, 3), "SECRET 3")
    case = case.noted("portal-documents", "SECRET 4")
    case = case.noted("condoms", "SECRET 5")
    found: Outlook = people.outlook(case)
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_person_wrote_stays_at_home_unless_asked_for(people: Any, language: str) -> None:
    for text in papers(with_secrets(people), language):
        assert "SECRET" not in text
    for text in papers(with_secrets(people), language, notes=True):
        found = {number for number in "12345" if f"SECRET {number}" in text}
        assert found == set("2345")  # not the past


HOSTILE = st.one_of(
    st.text(alphabet=st.characters(), max_size=200),
    st.text(alphabet="<>&\"'`*_[](){}#+-=.!|~\\$^:/ \t\n0123ab\u00a0é<", max_size=200),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "</pre><img src=x onerror=alert(1)>",
            "```\n# heading\n```",
            "[x](y) ![x](y) [x]: y",
            "[x]: https://a.example",
            "<https://a.example> <b>",
            "1. a\n2. b\n- c\n> d\n| a | b |\n|---|---|",
            "&lt;b&gt; &amp;amp; &#60;",
            "***bold*** __b__ ~~s~~",
            "[b]not markup[/b] [@click=app.quit]x[/]",
            "===\n---\n***",
            "\n\n  leading\n\ttab\n",
        ]
    ),
)


@settings(max_examples=500)
@given(HOSTILE)
def test_a_note_is_shown_to_the_letter_and_is_never_markup(note: str) -> None:
    parts: list[Block] = [Title(Said("t")), Verbatim(Said("Step"), note), Paragraph(Said("after"))]
    seen = Page(html(parts, "en"))
    assert "".join(seen.within("pre")) == f"\n{plain_text(note)}"
    assert {tag for tag, _ in seen.elements} <= TAGS
    (fence,) = [token for token in tokens(markdown(parts)) if token.type == "fence"]
    assert fence.content == (f"{plain_text(note)}\n" if plain_text(note) else "\n")
    assert "after" in [token.content for token in tokens(markdown(parts))]


@settings(max_examples=1000)
@given(HOSTILE, HOSTILE)
def test_no_text_on_a_line_is_markup(one: str, two: str) -> None:
    french, other = on_a_line(one) or "x", on_a_line(two) or "y"
    said = Said(french, other)
    parts: list[Block] = [
        Title(said),
        Heading(said),
        Paragraph(said),
        Paragraph(said, strong=True),
        Items((said, said)),
        Facts(((said, said),)),
        Grid((said, said), ((said, said),)),
    ]
    assert kinds(markdown(parts)) == kinds(markdown(swapped(parts, Said("a", "b"))))
    beside, below = f"{french} / {other}", f"{french}{other}"
    assert inlines(markdown(parts)) == [
        *(beside, beside, below, below, below, below),
        *(f"{beside}: {beside}", beside, f"{beside}: {beside}"),
    ]
    seen = Page(html(parts, "en"))
    assert seen.elements == Page(html(swapped(parts, Said("a", "b")), "en")).elements
    assert french in seen.within("h1")
    assert other in seen.within("td")


def on_a_line(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", plain_text(text)).strip()


def swapped(parts: Any, said: Said) -> Any:
    """The same parts with another text in every place."""
    if isinstance(parts, Said):
        return said
    if isinstance(parts, list | tuple):
        return type(parts)(swapped(each, said) for each in parts)
    names = getattr(parts, "__dataclass_fields__", None)
    if names is None:
        return parts
    return type(parts)(**{name: swapped(getattr(parts, name), said) for name in names})


def kinds(data: bytes) -> list[str]:
    """What the tokens are; several texts in a row are one."""
    types = [token.type.replace("text_special", "text") for token in tokens(data)]
    return [one for place, one in enumerate(types) if one != "text" or types[place - 1] != "text"]


def inlines(data: bytes) -> list[str]:
    """The text of each line that a reader sees."""
    return [
        "".join(part.content for part in token.children or () if part.type in SPOKEN)
        for token in READER.parse(data.decode())
        if token.type == "inline"
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example/>x", "https://a b", ""])
def test_only_a_plain_address_becomes_a_link(url: str) -> None:
    parts: list[Block] = [Title(Said("t")), Grid((Said("a"), Said("b")), ((Said("c"), Link(url)),))]
    assert "a" not in [tag for tag, _ in Page(html(parts, "en")).elements]
    assert "link_open" not in [token.type for token in tokens(markdown(parts))]


# --- How it is built --------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["Moroccan", "Spanish", "Algerian"])
def test_the_page_is_made_for_a_screen_reader_and_needs_nothing_else(
    found: Found, name: str, language: str
) -> None:
    data = html(blocks(found(name), language), language)
    seen = Page(data)
    assert data.startswith(b'<!DOCTYPE html>\n<html lang="fr">')
    assert {tag for tag, _ in seen.elements} <= TAGS
    assert {name for _, attributes in seen.elements for name in attributes} <= ATTRIBUTES
    assert [tag for tag, _ in seen.elements].count("h1") == 1
    scopes = [attributes.get("scope") for tag, attributes in seen.elements if tag == "th"]
    assert set(scopes) == {"row", "col"}
    languages = [attributes.get("lang") for tag, attributes in seen.elements if tag == "span"]
    half = len(languages) // 2
    assert languages == (["fr", language] * half if language != "fr" else [])
    links = {attributes["href"] for tag, attributes in seen.elements if tag == "a"}
    assert links
    assert all(str(link).startswith("http") for link in links)
    assert not re.search(rb"url\(|@import|https?:", data.partition(b"</style>")[0])


def test_a_part_that_both_languages_say_alike_is_said_once(found: Found) -> None:
    assert page(found("Moroccan")).text.count("Sources") == 1


def test_the_paper_is_the_same_whenever_it_is_made(found: Found) -> None:
    parts = blocks(found("Moroccan"))
    assert html(parts, "en") == html(blocks(found("Moroccan")), "en")
    assert markdown(parts) == markdown(blocks(found("Moroccan")))


def test_a_note_from_right_to_left_says_its_direction_itself() -> None:
    parts: list[Block] = [Title(Said("t")), Verbatim(Said("Step"), "اتصلت يوم 3, 30 €")]
    notes = [given for tag, given in Page(html(parts, "en")).elements if tag == "pre"]
    assert [note["dir"] for note in notes] == ["auto"]
    assert "اتصلت يوم 3, 30 €" in markdown(parts).decode()
