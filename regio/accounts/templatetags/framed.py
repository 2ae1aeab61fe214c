"""Bridge for pages of libraries: they are printed by Django's engine, our shell by Jinja2."""

from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag(takes_context=True)
def framed(context: Context, content: SafeString, title: str) -> SafeString:
    """{% framed title %} … {% endframed %}: the whole page, with the block as its main part."""
    return SafeString(
        render_to_string("accounts/framed.html", {"title": title.strip(), "content": content}, context["request"])
    )


@register.simple_tag
def our_fields(form: BaseForm) -> SafeString:
    """The fields of a library's form as our own pages print them, mistakes beside them."""
    return SafeString(render_to_string("accounts/fields.html", {"form": form}))
