"""The parts of a paper, whatever it is written as: a renderer knows these and nothing of a case."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias, Union

from healthtui.exports.voices import Said

ADDRESS: Final = re.compile(r"https?://[!#-;=?-~]+")
"""What may become a link: an address of the web, without anything that could end it early."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address, shown as it is."""

    url: str


Cell: TypeAlias = Union[Said, Link]


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the paper."""

    text: Said


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a part."""

    text: Said


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to be filled in by hand."""

    labels: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values."""

    rows: tuple[tuple[Said, Said], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; a strong one is the answer."""

    text: Said
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """Several texts of one kind."""

    items: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of a row names it. The languages stand `apart`, or on one line."""

    head: tuple[Said, ...]
    rows: tuple[tuple[Cell, ...], ...]
    apart: bool = True


@dataclass(frozen=True, slots=True)
class Verbatim:
    """What the person wrote, to the letter."""

    title: Said
    text: str


Block: TypeAlias = Union[Title, Heading, Blanks, Facts, Paragraph, Items, Grid, Verbatim]
