"""The parts of a paper, whatever it is written as: a renderer knows these and nothing of a case."""

import re
from typing import Final, TypeAlias, Union

from msgspec import Struct

from healthtui.exports.voices import Said

ADDRESS: Final = re.compile(r"https?://[!#-;=?-~]+")
"""What may become a link: an address of the web, without anything that could end it early."""


class Link(Struct, frozen=True):
    """An address, shown as it is."""

    url: str


Cell: TypeAlias = Union[Said, Link]


class Title(Struct, frozen=True):
    """The name of the paper."""

    text: Said


class Heading(Struct, frozen=True):
    """The name of a part."""

    text: Said


class Blanks(Struct, frozen=True):
    """Lines to be filled in by hand."""

    labels: tuple[Said, ...]


class Facts(Struct, frozen=True):
    """Labels with their values."""

    rows: tuple[tuple[Said, Said], ...]


class Paragraph(Struct, frozen=True):
    """A text; a strong one is the answer."""

    text: Said
    strong: bool = False


class Items(Struct, frozen=True):
    """Several texts of one kind."""

    items: tuple[Said, ...]


class Grid(Struct, frozen=True):
    """A table; the first cell of a row names it. The languages stand `apart`, or on one line."""

    head: tuple[Said, ...]
    rows: tuple[tuple[Cell, ...], ...]
    apart: bool = True


class Verbatim(Struct, frozen=True):
    """What the person wrote, to the letter."""

    title: Said
    text: str


Block: TypeAlias = Union[Title, Heading, Blanks, Facts, Paragraph, Items, Grid, Verbatim]
