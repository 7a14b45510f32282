"""A paper as one HTML page: no script, nothing from outside, every part in its language."""

from collections.abc import Callable, Iterable
from typing import Final, assert_never
from xml.etree.ElementTree import Element, SubElement, tostring

from healthtui.core.plain_text import plain_text
from healthtui.exports.blocks import (
    ADDRESS,
    Blanks,
    Block,
    Cell,
    Facts,
    Grid,
    Heading,
    Items,
    Link,
    Paragraph,
    Title,
    Verbatim,
)
from healthtui.exports.style import STYLE
from healthtui.exports.voices import Said

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Even a page that was tampered with loads and runs nothing."""

_FEW: Final = 4
"""So many facts stand below each other also on paper."""


def html(blocks: Iterable[Block], language: str) -> bytes:
    """The page in UTF-8; `language` is the code of the texts beside the French."""
    page = Element("html", lang="fr")
    parts = tuple(blocks)
    _head(page, next(part.text for part in parts if isinstance(part, Title)))
    main = SubElement(SubElement(page, "body"), "main")
    for part in parts:
        _Writer(main, language).write(part)
    text = tostring(page, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{text}\n".encode()


def _head(page: Element, title: Said) -> None:
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="referrer", content="no-referrer")
    SubElement(head, "title").text = title.french
    SubElement(head, "style").text = STYLE


class _Writer:
    """Writes parts below one element."""

    def __init__(self, parent: Element, language: str) -> None:
        self._parent = parent
        self._language = language

    def write(self, part: Block) -> None:
        """Add one part."""
        match part:
            case Title(text):
                self._beside(self._element("h1"), text)
            case Heading(text):
                self._beside(self._element("h2"), text)
            case Blanks(labels):
                self._blanks(labels)
            case Facts(rows):
                self._facts(rows)
            case Paragraph(text, strong):
                self._apart(self._element("p", "answer" if strong else ""), text)
            case Items(items):
                self._items(items)
            case Grid():
                self._grid(part)
            case Verbatim(title, text):
                self._beside(self._element("h3"), title)
                note = self._element("pre")
                note.set("dir", "auto")
                # A reader of HTML drops the line break that begins such a text: this one.
                note.text = f"\n{plain_text(text)}"
            case _:
                assert_never(part)

    def _element(self, tag: str, name: str = "") -> Element:
        """A new element of the page; each begins a line of the source."""
        found = SubElement(self._parent, tag, {"class": name} if name else {})
        found.tail = "\n"
        return found

    def _blanks(self, labels: tuple[Said, ...]) -> None:
        lines = self._element("ul", "blanks")
        for label in labels:
            self._beside(SubElement(lines, "li"), label)

    def _facts(self, rows: tuple[tuple[Said, Said], ...]) -> None:
        name = "facts" if len(rows) > _FEW else ""
        table = SubElement(self._element("div", name), "table")
        for label, value in rows:
            row = SubElement(table, "tr")
            self._beside(SubElement(row, "th", scope="row"), label)
            self._beside(SubElement(row, "td"), value)

    def _items(self, items: tuple[Said, ...]) -> None:
        found = self._element("ul")
        for item in items:
            self._apart(SubElement(found, "li"), item)

    def _grid(self, grid: Grid) -> None:
        table = self._element("table", "grid" if grid.apart else "grid dense")
        names = SubElement(SubElement(table, "thead"), "tr")
        for name in grid.head:
            self._beside(SubElement(names, "th", scope="col"), name)
        body = SubElement(table, "tbody")
        two = self._apart if grid.apart else self._beside
        for first, *others in grid.rows:
            row = SubElement(body, "tr")
            self._cell(SubElement(row, "th", scope="row"), first, two)
            for cell in others:
                self._cell(SubElement(row, "td"), cell, two)

    def _cell(self, parent: Element, cell: Cell, two: Callable[[Element, Said], None]) -> None:
        match cell:
            case Said():
                two(parent, cell)
            case Link(url) if ADDRESS.fullmatch(url):
                SubElement(parent, "a", href=url).text = url
            case Link(url):
                parent.text = plain_text(url)

    def _apart(self, parent: Element, text: Said) -> None:
        """Both languages, each in a place of its own."""
        if text.other:
            parent.set("class", f"{parent.get('class', '')} pair".strip())
        self._two(parent, text, " ")

    def _beside(self, parent: Element, text: Said) -> None:
        """Both languages on one line."""
        self._two(parent, text, " / ")

    def _two(self, parent: Element, text: Said, between: str) -> None:
        if not text.other:
            parent.text = text.french
            return
        french = SubElement(parent, "span", lang="fr")
        french.text, french.tail = text.french, between
        SubElement(parent, "span", lang=self._language).text = text.other
