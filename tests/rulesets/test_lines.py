"""The line of each key in a TOML file: against what the parser of the library finds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.rulesets import FOLDER
from supervision.rulesets.lines import Path, line_of, lines_of

SHIPPED = (FOLDER / "limburg-2013.toml").read_text(encoding="utf-8")

EVERYTHING = '''\
# A comment with = and [brackets] and "quotes"
plain = 1
"quoted key" = "a # b = c"  # comment
dotted . name = 'x\\' # ] } ,'
when = 1979-05-27 07:32:00
many = """
several = "lines"
[not a table]
"""
last = \'\'\'
it''s = raw\'\'\'
list = [1, "two", { three = 3 },
  # a comment, with a comma
  [4, 5],
]
empty = []
inline = { a = 1, b = { c = [ { d = 2 } ] } }

[table]
key = true
[table.below]
key = -1.5e3
[[array]]
name = "first"
[[array]]
name = "second"
[array.inner]
deep = 1
[[array.items]]
id = 1
[[array.items]]
id = 2
["a.b".c]
d = "\\u0041"
'''


def paths_in(value: object, path: Path = ()) -> Iterator[Path]:
    """The path of everything in a document that was read."""
    inside = value.items() if isinstance(value, dict) else ()
    inside = enumerate(value) if isinstance(value, list) else inside
    for key, each in inside:
        yield (*path, key)
        yield from paths_in(each, (*path, key))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("plain",), "plain ="),
        (("quoted key",), '"quoted key" ='),
        (("dotted",), "dotted ."),
        (("dotted", "name"), "dotted ."),
        (("many",), "many ="),
        (("last",), "last ="),
        (("list",), "list ="),
        (("list", 2, "three"), "list ="),
        (("list", 3), "  [4, 5]"),
        (("list", 3, 1), "  [4, 5]"),
        (("empty",), "empty ="),
        (("inline", "b", "c", 0, "d"), "inline ="),
        (("table",), "[table]"),
        (("table", "key"), "key = true"),
        (("table", "below", "key"), "key = -1.5e3"),
        (("array",), "[[array]]"),
        (("array", 0, "name"), 'name = "first"'),
        (("array", 1, "name"), 'name = "second"'),
        (("array", 1, "inner", "deep"), "deep ="),
        (("array", 1, "items", 0, "id"), "id = 1"),
        (("array", 1, "items", 1, "id"), "id = 2"),
        (("a.b", "c", "d"), 'd = "'),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_the_line_of(path: Path, line: str) -> None:
    lines = EVERYTHING.splitlines()
    expected = next(n for n, each in enumerate(lines, 1) if each.startswith(line))
    assert line_of(EVERYTHING, path) == expected


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("absent",), 1),
        (("table", "absent"), "[table]"),
        (("array", 0, "absent", "deeper"), "[[array]]"),
        (("inline", "b", "absent"), "inline ="),
    ],
    ids=["at the top", "in a table", "in a table of an array", "in an inline table"],
)
def test_what_is_missing_has_the_line_of_its_table(path: Path, line: str | int) -> None:
    lines = EVERYTHING.splitlines()
    if isinstance(line, str):
        line = next(n for n, each in enumerate(lines, 1) if each.startswith(line))
    assert line_of(EVERYTHING, path) == line


@pytest.mark.parametrize("text", [EVERYTHING, SHIPPED], ids=["everything", "limburg-2013"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["Linux", "Windows"])
def test_everything_in_a_document_has_a_line_and_nothing_else_has(text: str, newline: str) -> None:
    found = lines_of(text.replace("\n", newline))
    assert set(found) == set(paths_in(tomllib.loads(text)))
    assert dict(found) == dict(lines_of(text))


KEYS = st.text("ab-_1", min_size=1, max_size=3) | st.sampled_from(['"a.b"', "'='", '"\\u0041"'])
STRINGS = st.sampled_from(
    ['"x"', "'[]'", '"a \\" # b"', '"""\n]]\n"x" """', "'''\n= 'q'\n'''", '""', '""""quoted""""']
)
SCALARS = STRINGS | st.sampled_from(["1", "-1.5e3", "true", "1979-05-27", "07:32:00", "+inf"])


def _inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    break_ = st.sampled_from([", ", ",\n  ", " , # comment = [1]\n"])
    lists = st.builds(
        lambda items, between: f"[ {between.join(items)} ]", st.lists(inner, max_size=3), break_
    )
    tables = st.dictionaries(KEYS, inner, max_size=2).map(
        lambda pairs: "{ " + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + " }"
    )
    return lists | tables


VALUES = st.recursive(SCALARS, _inline, max_leaves=6)
STATEMENTS = st.one_of(
    st.builds(lambda key, value: f"{key} = {value}", KEYS, VALUES),
    st.builds(lambda key, sub, value: f"{key} . {sub} = {value} # x = 1", KEYS, KEYS, VALUES),
    st.builds(lambda key: f"[{key}]", KEYS),
    st.builds(lambda key, sub: f"[ {key}.{sub} ]", KEYS, KEYS),
    st.builds(lambda key: f"[[{key}]] # [[no]]", KEYS),
    st.builds(lambda key, sub: f"[[{key}.{sub}]]", KEYS, KEYS),
    st.sampled_from(["", "# a comment"]),
)


@given(statements=st.lists(STATEMENTS, max_size=8))
def test_any_document_that_can_be_read_has_a_line_for_everything_in_it(
    statements: list[str],
) -> None:
    """Statements that clash with those before them are left out, as nobody could read them."""
    document: list[str] = []
    for each in statements:
        try:
            tomllib.loads("\n".join([*document, each]))
        except tomllib.TOMLDecodeError:
            continue
        document.append(each)
    text = "\n".join(document)
    found = lines_of(text)
    assert set(found) == set(paths_in(tomllib.loads(text)))
    assert list(found.values()) == sorted(found.values())
    starts = {1 + sum(each.count("\n") + 1 for each in document[:n]) for n in range(len(document))}
    assert {line for path, line in found.items() if len(path) == 1} <= starts
