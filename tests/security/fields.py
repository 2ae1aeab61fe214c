"""Every column of our rooms that holds words, and how it is filled: what a later issue adds is found by itself."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

MARK = "Harmlos"  # in JSON, the words that are a person's; everything else there is the program's
FOREIGN = {"account.EmailAddress", "mfa.Authenticator"}  # of libraries, shown on pages of ours
TEXT = (models.CharField, models.TextField, models.JSONField, ArrayField)
# Words of columns in an index of whole values, which takes less than 2.7 kB: these get a part each.
SHORT = {
    "accounts.User.email", "accounts.AddressChange.old", "account.EmailAddress.email", "moderation.Case.opened_email",
    "moderation.Party.email", "moderation.ReasonTemplate.name", "organisations.Invitation.email",
    "organisations.Organisation.external_ref", "search.SearchWord.word",
}  # fmt: skip
# What never holds the words of a person, by reason. A field that is neither here nor filled fails test_payloads.py.
KEPT = {
    "a word of the program: a registered kind, a duty, a language, a way": {
        "accounts.User.language", "accounts.User.theme", "audit.Entry.deed", "audit.Entry.kind", "files.File.owner_kind",
        "moderation.Case.about_kind", "moderation.Case.kind", "moderation.Case.outcome",
        "moderation.MailWish.kind", "moderation.Party.language", "moderation.ReasonTemplate.kind",
        "moderation.ReasonTemplate.outcome", "notifications.Notice.kind", "notifications.Notice.circle",
        "organisations.Verification.way", "pages.Page.owner_kind", "portal.Dismissal.guide", "region.County.four_eyes",
        "region.LegalText.language", "region.Municipality.switches", "search.SearchEntry.facet", "search.SearchEntry.kind",
    },
    "a key, a digest or a secret": {
        "accounts.Session.session_data", "accounts.Session.session_key", "accounts.User.password", "audit.Entry.key",
        "files.File.owner_key", "files.File.sha256", "moderation.Case.about_key", "organisations.ClaimCode.digest",
        "organisations.Invitation.token_hash", "organisations.Letter.digest", "pages.Page.owner_key",
        "search.SearchEntry.key",
    },
    "letters, digits and blanks only, worked out from a name (core.text.fold)": {
        "organisations.Organisation.sort_key", "region.Municipality.sort_key", "search.SearchEntry.sort_key",
        "search.SearchEntry.spelled",
    },
    "an address on this platform, made by reverse()": {"search.SearchEntry.url"},
    "an official key or a postcode; the importer takes digits only": {
        "region.County.key", "region.Municipality.ags", "region.Municipality.ars", "region.Municipality.county_key",
        "region.Municipality.postcodes",
    },
    "checked for its form by the database or by the one parser that reads it": {
        "files.File.media_type", "organisations.Imprint.business_id", "organisations.Imprint.vat_id",
        "organisations.Organisation.opening_hours", "organisations.Place.opening_hours", "region.Municipality.boundary",
    },
    "a path below static/, set by the demo only": {"organisations.Organisation.picture"},
}  # fmt: skip
# Begins as the database demands it; the words follow.
BEGINS = {
    "organisations.Organisation.website": "https://x.example/", "organisations.Organisation.source_url": "https://x.example/",
    "notifications.Notice.url": "/x", "moderation.Case.url": "/x",
}  # fmt: skip


def our_models() -> list[type[models.Model]]:
    ours = [one for one in apps.get_models() if one.__module__.startswith("regio.") or one._meta.label in FOREIGN]
    return [one for one in ours if not one._meta.proxy]


def text_fields() -> dict[str, Any]:
    """ "room.Model.field" → every field with words in it, except choices and parts of addresses."""
    found = {}
    for model in our_models():
        for field in model._meta.concrete_fields:
            base = field.base_field if isinstance(field, ArrayField) else field
            is_text = isinstance(field, TEXT) and isinstance(base, (*TEXT[:2], models.JSONField))
            if is_text and not (base.choices or isinstance(base, models.SlugField)):
                found[f"{model._meta.label}.{field.name}"] = field
    return found


def kept() -> set[str]:
    return set().union(*KEPT.values())


def widen() -> None:
    """Columns of words take texts of any length until the transaction of the test ends: each meets every payload at once."""
    with connection.cursor() as cursor:
        for name, field in text_fields().items():
            if name not in kept() and not isinstance(field, models.JSONField):
                kind = "text[]" if isinstance(field, ArrayField) else "text"
                table, column = field.model._meta.db_table, field.column
                cursor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind}')


def tame(text: str) -> str:
    """As PostgreSQL keeps it."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


class Words:
    """Deals out the texts: all of them to every column, each time beginning with another one."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = [tame(text) for text in texts]
        self.turn = 0

    def all(self) -> str:
        self.turn += 37
        first = self.turn % len(self.texts)
        return " ".join(self.texts[first:] + self.texts[:first])

    def part(self, number: int, of: int) -> str:
        """One of `of` parts that are all texts together."""
        size = -(-len(self.texts) // of)
        first = number % of * size
        return " ".join(self.texts[first : first + size]) + f" {number}"


def fill(texts: list[str]) -> None:
    """Overwrite the words of every row."""
    words = Words(texts)
    by_model: dict[type[models.Model], list[tuple[str, Any]]] = {}
    for name, field in text_fields().items():
        if name not in kept():
            by_model.setdefault(field.model, []).append((name, field))
    for model, fields in by_model.items():
        rows = list(model._base_manager.order_by("pk"))
        for number, row in enumerate(rows):
            values = {}
            for name, field in fields:
                before = getattr(row, field.attname)
                if before is not None:
                    part = words.part(number, len(rows)) if name in SHORT else words.all()
                    values[field.attname] = dressed(field, before, BEGINS.get(name, "") + part)
            model._base_manager.filter(pk=row.pk).update(**values)


def dressed(field: Any, before: Any, text: str) -> Any:
    if isinstance(field, ArrayField):
        return [text]
    return in_json(before, text) if isinstance(field, models.JSONField) else text


def in_json(value: Any, text: str) -> Any:
    """The same structure; words that hold MARK, or what a former round put there, are replaced."""
    if isinstance(value, dict):
        return {key: in_json(one, text) for key, one in value.items()}
    if isinstance(value, list):
        return [in_json(one, text) for one in value]
    return f"{MARK} {text}" if isinstance(value, str) and MARK in value else value


def stored(field: Any) -> str:
    """Everything the column holds, in all rows."""
    values = field.model._base_manager.exclude(**{f"{field.name}__isnull": True}).values_list(field.attname, flat=True)
    return " ".join(" ".join(leaves(value)) for value in values)


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one)
    elif isinstance(value, str):
        yield value


def missing(texts: list[str]) -> dict[str, int]:
    """Field → how many of the texts it does not hold. Empty: every field holds them all."""
    wanted = [tame(text) for text in texts]
    found = {}
    for name, field in text_fields().items():
        if name not in kept():
            there = stored(field)
            found[name] = sum(text not in there for text in wanted)
    return {name: count for name, count in found.items() if count}


def plain(text: str) -> str:
    """As long as `text`, in as many words, and harmless."""
    return re.sub(r"\S", "x", text)
