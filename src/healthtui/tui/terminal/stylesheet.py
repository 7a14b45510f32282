"""Styles that are made anew only where something they depend on changed.

Textual reads every rule again whenever it may have changed, and applies all of them to a widget
and whatever is in it at each change of a class or of the focus. Most of that gives what was there.
"""

from collections.abc import Iterable
from operator import is_not
from typing import Any, Final
from weakref import WeakKeyDictionary

from msgspec import Struct
from textual.css.model import RuleSet, Selector, SelectorType
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

Key = tuple[Any, ...]


_EVERYWHERE: Final = ("ansi", "dark", "inline", "light", "nocolor")
"""The pseudo classes that every node has from the app: they are looked at there alone."""


class _Read(Struct, frozen=True):
    """What the rules look at: of a node, and of what it is in.

    `since` tells for each name of a selector at which reading its rules were last other ones.
    """

    since: dict[str, int]
    pseudo_classes: tuple[str, ...]
    classes_above: frozenset[str]
    pseudo_classes_above: tuple[str, ...]
    ids: frozenset[str]


class SteadyStylesheet(Stylesheet):
    """Leaves a node alone whose styles cannot be other ones."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._given = dict(variables or {})
        self._readings = 0
        self._known: dict[str, list[RuleSet]] = {}
        self._read: _Read | None = None
        self._applied: WeakKeyDictionary[DOMNode, Key] = WeakKeyDictionary()
        self._pass: dict[Key, RulesMap] | None = None
        self._above: dict[DOMNode, Key] = {}
        self._parts: WeakKeyDictionary[DOMNode, dict[Key, RulesMap]] = WeakKeyDictionary()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other values of variables."""
        if variables != self._given:
            super().set_variables(variables)
            self._given = dict(variables)
            self._require_parse = True

    def parse(self) -> None:
        """Read the rules, those that are the same from memory."""
        super().parse()
        self._readings += 1
        self._look()

    def reparse(self) -> None:
        """Read the rules if one of them or a variable is another; a mistake leaves the old ones."""
        if self._require_parse:
            self.parse()

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[Key, RulesMap] | None = None
    ) -> None:
        """Give a node the styles that it is to have."""
        if self._require_parse or self._read is None:
            self.parse()
        assert self._read is not None
        key = self._key(node, self._read, cache)
        if type(node) is DOMNode:
            self._apply_to_part(node, key, self._read.ids)
        elif self._applied.get(node) == key:
            node.notify_style_update()  # what it inherits may be another colour
        else:
            super().apply(node, animate=animate, cache=cache)
            self._applied[node] = key

    def _apply_to_part(self, part: DOMNode, key: Key, ids: frozenset[str]) -> None:
        """The same for what stands for a part of a widget, such as its cursor: made each time.

        The parts of widgets side by side are alike where the widgets are.
        """
        widget = part.parent
        if widget is None or widget.parent is None:
            super().apply(part)
            return
        known = self._parts.setdefault(widget.parent, {})
        kind = (type(widget), widget.id if widget.id in ids else None, key)
        if kind in known:
            part.styles.base.merge_rules(known[kind])
        else:
            super().apply(part)
            known[kind] = part.styles.base.get_rules()

    def _key(self, node: DOMNode, read: _Read, cache: dict[Key, RulesMap] | None) -> Key:
        """All that the styles of a node depend on, besides its place in the tree.

        What widgets side by side are in is looked at once: Textual passes one `cache` to all of
        them.
        """
        names = node._selector_names  # noqa: SLF001 - as Textual chooses the rules of a node
        since = max((read.since[name] for name in names if name in read.since), default=0)
        own = (since, node.id, node.classes, _those(read.pseudo_classes, node))
        if cache is None or cache is not self._pass:
            self._pass, self._above = cache, {}
        parent = node.parent
        if parent is None:
            return (*own, _those(_EVERYWHERE, node))
        if parent not in self._above:
            self._above[parent] = _above(parent, read)
        return own + self._above[parent]

    def _look(self) -> None:
        """What the rules look at, now that they are read."""
        since = dict(self._read.since) if self._read else {}
        for name, rules in self.rules_map.items():
            known = self._known.get(name, [])
            if len(known) != len(rules) or any(map(is_not, known, rules)):
                since[name] = self._readings
        self._known = self.rules_map
        each_set = [found.selectors for rule in self.rules for found in rule.selector_set]
        every = [selector for selectors in each_set for selector in selectors]
        above = [selector for selectors in each_set for selector in selectors[:-1]]
        self._read = _Read(
            since,
            _pseudo_classes(every),
            frozenset(each.name for each in above if each.type is SelectorType.CLASS),
            _pseudo_classes(above),
            frozenset(each.name for each in every if each.type is SelectorType.ID),
        )


def _pseudo_classes(selectors: Iterable[Selector]) -> tuple[str, ...]:
    """Those that are of each node itself."""
    names = {name for each in selectors for name in each.pseudo_classes}
    return tuple(sorted(names.difference(_EVERYWHERE)))


def _above(node: DOMNode | None, read: _Read) -> Key:
    """What the styles of the widgets in a node depend on, of it and of what it is in."""
    found: list[object] = []
    while node is not None:
        found += [node.classes & read.classes_above, _those(read.pseudo_classes_above, node)]
        if node.parent is None:
            found.append(_those(_EVERYWHERE, node))
        node = node.parent
    return tuple(found)


def _those(names: tuple[str, ...], node: DOMNode) -> tuple[str, ...]:
    """The pseudo classes that a node has."""
    return tuple(name for name in names if node.has_pseudo_class(name))
