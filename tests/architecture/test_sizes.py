"""Files and functions stay small (STYLE §8). What was larger when it was noticed stands in sizes.txt and may only shrink."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASELINE = Path(__file__).with_name("sizes.txt")
CAPS = {".py": 300, ".html": 150, ".js": 200, ".css": 250}
FUNCTION_CAP, PARAMETER_CAP = 40, 6


def sources(*suffixes: str) -> list[Path]:
    """Every file that people wrote."""
    return sorted(
        file
        for folder in ("regio", "tests")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in suffixes and "migrations" not in file.parts
    )


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def functions(file: Path) -> Iterator[tuple[str, int, int]]:
    """Name, lines and parameters of each function; `self` and `cls` do not count."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            count = len([one for one in given if one.arg not in {"self", "cls"}])
            yield f"{name(file)}::{node.name}", (node.end_lineno or 0) - node.lineno + 1, count


def measured() -> dict[str, int]:
    """Everything that is over its cap, with its size."""
    found = {name(file): lines(file) for file in sources(*CAPS) if lines(file) > CAPS[file.suffix]}
    for file in sources(".py"):
        is_test = "tests" in file.parts
        for label, length, parameters in functions(file):
            if length > FUNCTION_CAP:
                found[label] = length
            if parameters > PARAMETER_CAP and not is_test:
                found[f"{label}()"] = parameters
    return found


def baseline() -> dict[str, int]:
    rows = [line.rsplit(" ", 1) for line in BASELINE.read_text().splitlines() if line]
    return {label: int(size) for label, size in rows}


def test_nothing_grows_over_its_cap() -> None:
    allowed = baseline()
    assert {label: size for label, size in measured().items() if size > allowed.get(label, 0)} == {}


def test_the_baseline_shrinks_with_the_code() -> None:
    now = measured()
    assert {label: size for label, size in baseline().items() if now.get(label, 0) < size} == {}


@pytest.mark.parametrize("word", ["utils", "helpers", "services", "managers", "mixins"])
def test_there_are_no_attics(word: str) -> None:
    assert [name(file) for file in sources(".py") if file.stem == word] == []
