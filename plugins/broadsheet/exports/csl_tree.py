"""A citation style as the processor walks it, without the XML below.

The processor reads each attribute, term and option out of the XML again for every citation, by
XPath. Here its own rules, method for method, run on elements that are plain values and remember
what cannot change: so the words are the processor's, and come several times sooner.
`Citations` holds the first citation of every shape against the processor's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from citeproc import CitationStylesStyle, model
from citeproc.source.json import CiteProcJSON

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LOOKS = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")


class Tree:
    """What stands for a parsed style in a bibliography: its root, and the printing of items."""

    def __init__(self, style: CitationStylesStyle) -> None:
        for names in style.root.iter(f"{_CSL}names"):
            if names.find(f"{_CSL}name") is None:
                # The processor would put it there when it first comes by.
                names.insert(0, names.makeelement(f"{_CSL}name"))
        self._nodes: dict[Any, _Node] = {}
        self.root = self.node(style.root)
        self.root.locales = [self.node(one) for one in style.root.locales]
        for locale in self.root.locales:
            locale.style = self.root

    def node(self, element: Any) -> _Node:  # noqa: ANN401 - the processor has no types
        """Return what stands for an element; it is the same each time."""
        if element not in self._nodes:
            kind = _KINDS.get(type(element).__name__, _Node)
            self._nodes[element] = kind(self, element)
        return self._nodes[element]

    def print(self, source: CiteProcJSON, formatter: Any) -> str:  # noqa: ANN401
        """Return the one item of a source as the style prints it in a bibliography."""
        self.root.formatter = formatter
        (reference,) = source.values()
        bibliography: Any = self.root.bibliography
        printed = bibliography.render([_Item(reference)])
        return " ".join(map(str, printed))


class _Item:
    """The only entry of a bibliography, as the processor's rules ask for it."""

    number = 1
    has_locator = False

    def __init__(self, reference: Any) -> None:  # noqa: ANN401
        self.reference = reference

    def __contains__(self, name: str) -> bool:
        return False


class _Node:
    """An element; what it is asked for is read from the XML once."""

    locales: list[_Node]
    style: _Node
    formatter: Any
    _default_options: ClassVar[dict[str, Any]] = model.CitationStylesElement._default_options
    nsmap: ClassVar[dict[str, str]] = model.CitationStylesElement.nsmap

    def __init__(self, tree: Tree | _Apart, element: Any) -> None:  # noqa: ANN401
        self._tree = tree
        self._element = element
        self._known: dict[Any, Any] = {}
        self.tag = element.tag
        self.text = element.text
        self.attrib = dict(element.attrib)
        self.get = self.attrib.get
        self._children = [tree.node(child) for child in element if isinstance(child.tag, str)]
        self._is_plain = not any(look in self.attrib for look in _LOOKS)
        self._is_bare = not (self.attrib.get("prefix") or self.attrib.get("suffix"))

    def __getattr__(self, name: str) -> _Node | None:
        """Return the child of that name, as the processor's elements do."""
        if name.startswith("_"):
            raise AttributeError(name)
        found = self.find(f"cs:{name}")
        setattr(self, name, found)
        return found

    def _once(self, key: Any, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]

    def iterchildren(self) -> Iterator[_Node]:
        return iter(self._children)

    def getchildren(self) -> list[_Node]:
        return self._children

    def getparent(self) -> _Node:
        return self._tree.node(self._element.getparent())

    def find(self, path: str, namespaces: object = None) -> _Node | None:
        return next(iter(self.findall(path)), None)

    def findall(self, path: str, namespaces: object = None) -> list[_Node]:
        return [one for one in self._children if one.tag == path.replace("cs:", _CSL)]

    def xpath_search(self, path: str) -> Any:  # noqa: ANN401
        return self._once(
            path, lambda: [self._tree.node(one) for one in self._element.xpath_search(path)]
        )

    def get_root(self) -> Any:  # noqa: ANN401
        return self._once("root", lambda: self._tree.node(self._element.get_root()))

    def get_formatter(self) -> Any:  # noqa: ANN401
        root = self.get_root()
        return root.style.formatter if "style" in vars(root) else root.formatter

    def get_term(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        key = ("term", args, tuple(sorted(kwargs.items())))
        return self._once(key, lambda: _BASE["get_term"](self, *args, **kwargs))

    def get_single_term(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        key = ("single", args, tuple(sorted(kwargs.items())))
        return self._once(key, lambda: _BASE["get_single_term"](self, *args, **kwargs))

    def get_locale_option(self, name: str) -> Any:  # noqa: ANN401
        return self._once(("option", name), lambda: _BASE["get_locale_option"](self, name))

    def get_date(self, form: str) -> Any:  # noqa: ANN401
        # The processor writes what a date asks of its parts into the locale, for all dates; here
        # each date has a copy of its own, so that no citation depends on those before it.
        def copied() -> Any:  # noqa: ANN401
            found = _BASE["get_date"](self, form)
            return found and type(found)(_Apart(self._tree), found._element)

        return self._once(("date", form), copied)

    def format(self, text: Any) -> Any:  # noqa: ANN401
        if self._is_plain:
            return str(text) if isinstance(text, (int, float)) else text
        return model.Formatted.format(self, text)

    def wrap(self, text: Any) -> Any:  # noqa: ANN401
        return text if self._is_bare else model.Affixed.wrap(self, text)


class _Apart:
    """Makes the nodes of a copy; what is around it stays what it is."""

    def __init__(self, tree: Tree | _Apart) -> None:
        self._tree = tree

    def node(self, element: Any) -> _Node:  # noqa: ANN401
        if element.tag == f"{_CSL}date-part":
            return _KINDS["Date_Part"](self, element)
        return self._tree.node(element)


class _Name(_Node):
    def get_option(self, name: str, context: Any = None, sort_options: Any = None) -> Any:  # noqa: ANN401
        # Only sorting has options of its own, and a lone citation is not sorted.
        return self._once(
            ("option", name, id(context)), lambda: model.Name.get_option(self, name, context)
        )

    def et_al(self) -> Any:  # noqa: ANN401
        return self._once("et-al", lambda: model.Name.et_al(self))


_BASE = {
    name: value for name, value in vars(model.CitationStylesElement).items() if callable(value)
}
for _name, _rule in _BASE.items():
    if not _name.startswith("__") and not hasattr(_Node, _name):
        setattr(_Node, _name, _rule)


def _kind(rules: type) -> type[_Node]:
    """Return the processor's rules for one element, to run on our nodes."""
    own = _Name if rules is model.Name else _Node
    kept = {name: value for name, value in vars(rules).items() if not name.startswith("__")}
    for name in vars(own) if own is not _Node else ():
        kept.pop(name, None)
    bases = (own if one is model.CitationStylesElement else one for one in rules.__bases__)
    kind: Any = type(rules.__name__, tuple(bases), kept)
    if asks := getattr(kind, "calls_variable", None):
        kind.calls_variable = lambda self: self._once("calls", lambda: asks(self))
    return kind  # type: ignore[no-any-return]  # a class made at run time


_KINDS = {one.__name__: _kind(one) for one in model.CitationStylesElement.__subclasses__()}
