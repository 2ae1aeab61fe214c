"""The macros: forms say what is wrong beside the field, glyphs exist, words are safe."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.utils.safestring import mark_safe

CORE = Path(__file__).resolve().parents[1]
ROOMS = CORE.parent


def render(source: str, **context: object) -> str:
    template = engines["jinja2"].from_string('{% import "core/ui.html" as ui %}' + source)
    return str(template.render(context))


class Form(forms.Form):
    email = forms.EmailField(label="E-Mail", help_text="Nur für Sie")
    town = forms.ChoiceField(label="Ort", choices=[("1", "Reute")], required=False)
    way = forms.ChoiceField(label="Weg", choices=[("a", "Vor Ort"), ("b", "Telefon")], widget=forms.RadioSelect)


def test_field_points_to_hint_and_error_and_keeps_what_was_typed() -> None:
    html = render("{{ ui.field(form['email']) }}", form=Form({"email": "a@<b"}))
    assert 'aria-describedby="id_email-hint id_email-error"' in html
    assert 'id="id_email-hint">Nur für Sie' in html
    assert 'id="id_email-error"' in html
    assert 'value="a@&lt;b"' in html
    assert 'aria-invalid="true"' in html


def test_untouched_field_shows_no_error() -> None:
    html = render("{{ ui.field(form['email']) }}{{ ui.error_summary(form) }}", form=Form())
    assert "kern-error" not in html
    assert "kern-alert" not in html


def test_optional_field_says_so_and_required_does_not() -> None:
    form = Form()
    assert "kern-label__optional" in render("{{ ui.field(form['town']) }}", form=form)
    assert "kern-label__optional" not in render("{{ ui.field(form['email']) }}", form=form)


def test_error_summary_links_every_wrong_field_once() -> None:
    html = render("{{ ui.error_summary(form) }}", form=Form({"email": "", "way": "z"}))
    assert re.findall(r'href="#(\w+)"', html) == ["id_email", "id_way"]


def test_radio_buttons_stand_in_a_fieldset_and_keep_the_choice() -> None:
    html = render("{{ ui.field(form['way']) }}", form=Form({"way": "b"}))
    assert html.count("<fieldset") == html.count("<legend") == 1
    assert re.findall(r'value="(\w)" id="[\w]+"( checked)?', html) == [("a", ""), ("b", " checked")]


def test_card_escapes_foreign_words_but_not_markup_of_ours() -> None:
    html = render("{% call ui.card(title, '/x') %}{{ body }}{% endcall %}", title="<b>", body=mark_safe("<i>ok</i>"))
    assert "&lt;b&gt;" in html
    assert "<i>ok</i>" in html


def test_map_pins_cannot_break_out_of_their_attribute() -> None:
    html = render("{{ ui.map('Karte', pins=pins) }}", pins=[{"title": "x'><script>", "lat": 1, "lon": 2}])
    assert "<script>" not in html
    assert re.search(r"data-pins='[^']*'", html)


def test_no_next_page_prints_nothing() -> None:
    assert render("{{ ui.next_page('') }}") == ""


def test_every_glyph_that_pages_name_is_in_the_sprite() -> None:
    sprite = (CORE / "static" / "core" / "icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="(\w+)"', sprite))
    named = set()
    for page in ROOMS.glob("*/jinja2/**/*.html"):
        text = page.read_text()
        named |= set(re.findall(r'(?:ui\.icon|ui\.glyph_box|glyph)\("(\w+)"', text))
        named |= set(re.findall(r'\bicon="(\w+)"', text))
    assert named - drawn == set()


@pytest.mark.parametrize("page", ["500.html", "503.html"])
def test_pages_for_bad_times_need_nothing(page: str) -> None:
    html = engines["jinja2"].get_template(f"core/{page}").render({})
    assert "<h1>" in html
    assert 'lang="en"' in html


def test_no_page_carries_inline_code_or_style() -> None:
    wrong = re.compile(r'\s(?:style|on\w+|hx-on[\w:-]*)="|<style|<script(?![^>]*\s(?:src=|type="application/ld))')
    pages = [*ROOMS.glob("*/jinja2/**/*.html"), *ROOMS.glob("*/templates/**/*.html")]
    assert [page.name for page in pages if wrong.search(page.read_text())] == []
