"""Whatever the trail can hold is described in words: a room cannot write a deed that nobody can read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from regio.audit.registry import known_deeds, label_of

from .test_walls import name, shipped

WRITERS = {"record", "record_many"}


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def words_in(node: ast.AST) -> Iterator[str]:
    """Patterns of the deeds an expression can become."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.IfExp):
        yield from words_in(node.body)
        yield from words_in(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z]+" for part in node.values
        )


def written(file: Path) -> Iterator[str]:
    writers = WRITERS | ({"tell"} if "regio/region/" in name(file) else set())
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if called(node) in writers and node.args:
                yield from words_in(node.args[0])
            for keyword in node.keywords:
                if keyword.arg == "deed":
                    yield from words_in(keyword.value)


DEEDS = sorted({word for file in shipped() for word in written(file)})


def test_deeds_are_found_in_the_source() -> None:
    assert {r"accounts\.signed_in", r"organisations\.[a-z]+_saved", r"region\.duty_granted"} <= set(DEEDS)


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_has_words(deed: str) -> None:
    known = [one for one, _label in known_deeds() if re.fullmatch(deed, one)]
    assert known != []
    with override("de"):
        assert all(label_of(one) != one for one in known)
