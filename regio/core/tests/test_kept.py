"""Markup that is printed once for many pages."""

from django.template import engines
from django.utils.translation import override
from markupsafe import Markup

from regio.core.ui import kept

PRINTED: list[str] = []
SOURCE = '{% macro hall(name, who, form) %}{{ seen(name) }}<b title="{{ who }}">{{ _("Help") }} {{ name }}</b>{{ form }}{% endmacro %}'


def hall() -> object:
    PRINTED.clear()
    template = engines["jinja2"].from_string(SOURCE).template
    return template.make_module({"seen": lambda name: PRINTED.append(name) or ""}).hall


def test_macro_is_printed_once_and_late_words_each_time() -> None:
    macro = hall()
    pages = [kept(macro, "Rathaus", who=who, form=Markup("<form>")) for who in ("Ada", "Grace")]
    assert pages == [f'<b title="{who}">Hilfe Rathaus</b><form>' for who in ("Ada", "Grace")]
    assert PRINTED == ["Rathaus"]


def test_late_words_are_escaped_like_all_others() -> None:
    text = '"><script>\ue000form\ue001'
    assert kept(hall(), text, who=text, form=text).count("&#34;&gt;&lt;script&gt;") == 4


def test_each_language_has_its_own() -> None:
    macro = hall()
    with override("en"):
        assert "Help" in kept(macro, "x", who="", form="")
    assert "Hilfe" in kept(macro, "x", who="", form="")
