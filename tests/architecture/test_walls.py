"""What import-linter cannot see: string foreign keys, local imports, queries in pages, inline code in templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import ForeignObject

ROOT = Path(__file__).resolve().parents[2]
ORDER = (
    "core live region audit search files notifications moderation pages accounts organisations chat portal config ops"
).split()


def python_files() -> list[Path]:
    return sorted(file for file in (ROOT / "regio").rglob("*.py") if "migrations" not in file.parts)


def shipped() -> list[Path]:
    return [file for file in python_files() if "tests" not in file.parts and file.name != "conftest.py"]


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_foreign_keys_point_downwards() -> None:
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("regio."):
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "remote_field", None) and field.related_model
            if not isinstance(field, ForeignObject) or not target or target._meta.label == settings.AUTH_USER_MODEL:
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here in ORDER and there in ORDER and ORDER.index(there) > ORDER.index(here):
                upward.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert upward == []


def local_imports(file: Path) -> Iterator[str]:
    for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if file.name == "apps.py" and function.name == "ready":
            continue  # Django's place to register: models cannot be imported before, and import-linter sees these lines
        for node in ast.walk(function):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("regio"):
                yield f"{name(file)}:{node.lineno}"
            if isinstance(node, ast.Import) and any(alias.name.startswith("regio") for alias in node.names):
                yield f"{name(file)}:{node.lineno}"


def test_no_function_imports_our_own_modules() -> None:
    assert [place for file in shipped() for place in local_imports(file)] == []


def test_views_and_forms_are_private() -> None:
    foreign = re.compile(
        r"^\s*(?:from|import) regio\.(\w+)(?:\.(?:views|forms)\b| import .*\b(?:views|forms)\b)", re.MULTILINE
    )
    used = [(file, room) for file in shipped() for room in foreign.findall(file.read_text(encoding="utf-8"))]
    assert [name(file) for file, room in used if room != file.relative_to(ROOT).parts[1]] == []


def test_pages_and_forms_do_not_query() -> None:
    pages = [file for file in shipped() if {"views", "forms", "templatetags"} & {*file.parts, file.stem}]
    assert [name(file) for file in pages if ".objects" in file.read_text(encoding="utf-8")] == []


def test_nobody_listens_to_saves() -> None:
    banned = re.compile(r"\b(pre_save|post_save|pre_delete|post_delete|m2m_changed)\b")
    assert [name(file) for file in shipped() if banned.search(file.read_text(encoding="utf-8"))] == []


def test_nobody_catches_everything() -> None:
    banned = re.compile(r"except\s*(Exception|BaseException)?\s*:|except\s+(Exception|BaseException)\b")
    assert [name(file) for file in shipped() if banned.search(file.read_text(encoding="utf-8"))] == []


def test_types_are_ignored_only_with_a_reason() -> None:
    bare = re.compile(r"type: ignore(?!\[[\w, -]+\]  # \w)")
    assert [name(file) for file in shipped() if bare.search(file.read_text(encoding="utf-8"))] == []


def templates() -> list[Path]:
    return sorted((ROOT / "regio").rglob("*.html"))


def test_templates_have_no_inline_code() -> None:
    inline = re.compile(
        r"\sstyle=|<style|\son[a-z]+=|hx-on|hx-vals=.?js:|javascript:|<script(?![^>]*(src=|type=\"application/(ld\+)?json\"))"
    )
    found = [f"{name(file)}: {hit[0]}" for file in templates() for hit in [inline.search(file.read_text())] if hit]
    assert [line for line in found if "503" not in line] == []


def test_templates_do_not_trust_foreign_text() -> None:
    assert [
        name(file) for file in templates() if "jinja2" in file.parts and re.search(r"\|\s*safe\b", file.read_text())
    ] == []
