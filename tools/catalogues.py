"""Keeps the catalogues of texts: `python -m tools.catalogues extract|update|compile|check`.

Run it in the checkout. `extract` writes the template from the code and the rules, `update` brings
the template's changes into each language, `compile` writes what the program reads, and `check`
names everything that keeps a reader from a full translation.
"""

import argparse
import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po
from hatch_build import SOURCES, compile_catalogues

from healthtui.texts.catalogue import places
from tools.places import PLACES

TEMPLATE = "src/healthtui/texts/catalogues/healthtui.pot"

TEXT_KEYS = (
    "text", "title", "label", "reason", "help", "note", "where_to_find", "meanwhile", "sentence",
    "when_true", "when_false", "must_know", "what", "fix", "cost", "summary", "accepted", "choices",
    "where", "waiting_for", "if_late", "calendar", "language", "file", "hours",
    "gloss", "met",
)  # fmt: skip
"""The keys of the rules whose values, strings in lists and tables too, are read by people."""

_SINGLE = ("say", "word", "_", "N_")
_PLURAL = "plural"
_COMMENT = "# Translators:"
_PLACE = re.compile(r"\{(\w+)\}")


class Text(NamedTuple):
    """One text to translate: its id (a pair if it has a plural) and what to tell translators."""

    id: str | tuple[str, str]
    comment: str = ""


def python_texts(source: str) -> Iterator[Text]:
    """Find the literals that Python code says, each branch of an `x if … else y` for itself."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        above = lines[node.lineno - 2].strip() if node.lineno > 1 else ""
        comment = above.removeprefix("# ") if above.startswith(_COMMENT) else ""
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        called = node.func.id if isinstance(node.func, ast.Name) else called
        if called in _SINGLE:
            yield from (Text(text, comment) for text in _literals(node.args[0]))
        elif called == _PLURAL:
            forms = tuple(text for arg in node.args[:2] for text in _literals(arg))
            if len(forms) == 2:  # noqa: PLR2004
                yield Text((forms[0], forms[1]), comment)


def toml_texts(source: str) -> Iterator[Text]:
    """Find the values of the text keys, however deep they stand."""
    yield from (Text(text) for text in _under(tomllib.loads(source), wanted=False))


def extract(root: Path) -> Catalog:
    """Collect the texts of the checkout, each with the files it stands in, by file and text."""
    files = sorted((root / "src").rglob("*.py")) + sorted((root / "config").rglob("*.toml"))
    found: dict[str | tuple[str, str], tuple[list[str], list[str]]] = {}
    for path in files:
        source = path.read_text(encoding="utf-8")
        read = python_texts if path.suffix == ".py" else toml_texts
        try:
            texts = sorted(set(read(source)), key=str)
        except (SyntaxError, tomllib.TOMLDecodeError) as error:
            raise SystemExit(f"{path}: {error}") from error
        for text in texts:
            where, comments = found.setdefault(text.id, ([], []))
            where.append(path.relative_to(root).as_posix())
            comments.extend([text.comment] if text.comment else [])
    catalogue = Catalog(charset="utf-8")
    for key, (where, comments) in sorted(found.items(), key=lambda item: (item[1][0], str(item))):
        locations = [(name, 0) for name in dict.fromkeys(where)]
        told = [*dict.fromkeys(comments), *_about_places(key)]
        catalogue.add(key, locations=locations, auto_comments=told)
    return catalogue


def _about_places(key: str | tuple[str, str]) -> Iterator[str]:
    """What stands in each place of a text, as far as it is known."""
    names = dict.fromkeys(name for form in _forms(key) for name in _PLACE.findall(form))
    yield from (f"{{{name}}}: {PLACES[name]}" for name in names if name in PLACES)


def _unknown_places(template: Catalog) -> Iterator[str]:
    named = {
        name for message in template for form in _forms(message.id) for name in _PLACE.findall(form)
    }
    yield from sorted(named - PLACES.keys())


def rendered(catalogue: Catalog, language: str = "") -> str:
    """Write a catalogue as its file holds it: no dates, no addresses, no line numbers.

    What stands in the places is told in the template alone, which tools for translators show too.
    """
    for message in (*catalogue, *catalogue.obsolete.values()):
        message.flags.discard("python-format")
        if language:
            message.auto_comments = [
                each for each in message.auto_comments if not each.startswith("{")
            ]
    file = BytesIO()
    write_po(file, catalogue, omit_header=True, include_lineno=False)
    body = file.getvalue().decode()
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"\n' if language else ""
    return (
        "# Texts of healthtui.\n"
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: healthtui\\n"\n'
        f'"Language: {language}\\n"\n'
        f"{plural}"
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f"\n{body.rstrip()}\n"
    )


def update(root: Path) -> None:
    """Bring every language up to the template; a text that comes back finds its translation."""
    template = extract(root)
    for path in sorted(root.glob(SOURCES)):
        language = _language(path)
        catalogue = _read(path)
        for key, message in list(catalogue.obsolete.items()):
            if message.id not in catalogue:
                catalogue[message.id] = message
                del catalogue.obsolete[key]
        catalogue.update(template, no_fuzzy_matching=True)
        ordered = Catalog(locale=language, charset="utf-8")
        for message in template:
            if message.id:
                ordered[message.id] = catalogue[message.id]
        ordered.obsolete = catalogue.obsolete
        path.write_text(rendered(ordered, language), encoding="utf-8")


def defects(root: Path) -> Iterator[str]:
    """Name what is wrong with the template and with each language, one line each."""
    template = extract(root)
    path = root / TEMPLATE
    if not path.exists() or path.read_text(encoding="utf-8") != rendered(template):
        yield f"{TEMPLATE}: is stale; run extract and update"
    for place in _unknown_places(template):
        yield f"tools/places.py: says nothing of the place {place!r}"
    for source in sorted(root.glob(SOURCES)):
        name = source.relative_to(root).as_posix()
        try:
            catalogue = _read(source)
        except PoFileError as error:
            yield f"{name}: cannot be read: {error}"
            continue
        for message in template:
            fault = _fault(catalogue.get(message.id)) if message.id else None
            if fault is not None:
                yield f"{name}: {fault}: {_forms(message.id)[0]!r}"


def main(arguments: list[str], root: Path) -> int:
    """Run one subcommand on the checkout `root`; return 1 if `check` finds a defect."""
    parser = argparse.ArgumentParser(prog="catalogues", description="Keep the catalogues of texts.")
    parser.add_argument("command", choices=("extract", "update", "compile", "check"))
    match parser.parse_args(arguments).command:
        case "extract":
            (root / TEMPLATE).write_text(rendered(extract(root)), encoding="utf-8")
        case "update":
            update(root)
        case "compile":
            print(*compile_catalogues(root), sep="\n")
        case _:
            found = list(defects(root))
            print(*found, sep="\n", end="\n" if found else "")
            return 1 if found else 0
    return 0


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _under(value: object, *, wanted: bool) -> Iterator[str]:
    """Find strings below `value`; a string counts where it, or its list, is a text key's value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _under(inner, wanted=wanted or key in TEXT_KEYS)
    elif isinstance(value, list):
        for inner in value:
            yield from _under(inner, wanted=wanted)
    elif isinstance(value, str) and value and wanted and not value.startswith("https://"):
        yield value


def _fault(message: Message | None) -> str | None:
    """Say what is wrong with one translation, or None."""
    translated = () if message is None else _forms(message.string)
    if message is None or not translated or not all(translated):
        return "no translation"
    if message.fuzzy:
        return "is fuzzy"
    allowed = {places(form) for form in _forms(message.id)}
    return None if all(places(form) in allowed for form in translated) else "other {places}"


def _forms(text: object) -> tuple[str, ...]:
    """Return the forms of an id or a translation: one, or several where it has a plural."""
    several = text if isinstance(text, (list, tuple)) else (text,)
    return tuple(str(form or "") for form in several)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=_language(path), abort_invalid=True)


def _language(path: Path) -> str:
    return path.parent.parent.name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent.parent))
