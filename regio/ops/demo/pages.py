"""Pages and news of the demo, written by its cast through the actions of the product."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from regio.accounts.models import User
from regio.ops.demo import county
from regio.ops.demo.painting import painted
from regio.organisations.models import Organisation
from regio.pages.actions import add_file, create_page, publish_page, save_draft
from regio.pages.documents import Block, Content, Owner, fresh
from regio.pages.models import Page
from regio.pages.queries import content_of
from regio.pages.registry import kind_of
from regio.region.actions import grant_duty
from regio.region.choices import Duty
from regio.region.models import Municipality


def load_pages(people: Mapping[str, User]) -> None:
    """The town hall may write for its Gemeinde; then everybody of the cast writes what data/pages.toml says."""
    grant_duty(people["rathaus"], duty=Duty.EDITOR, municipality=town("Emmendingen"), by=None)
    for entry in tomllib.loads((county.DATA / "pages.toml").read_text(encoding="utf-8"))["page"]:
        write(entry, by=people[entry["by"]])


def write(entry: dict[str, Any], *, by: User) -> None:
    """One page, from its heading to its publication."""
    page = create_page(owner_of(entry), kind=entry["kind"], title=entry["title"], by=by)
    picture = entry.get("picture")
    content = Content(
        title=entry["title"],
        menu_title=entry.get("menu_title", ""),
        lead=entry["lead"],
        day=timezone.localdate() - timedelta(days=entry["days"]) if "days" in entry else None,
        teaser=upload(page, *picture, by=by) if picture else None,
        blocks=[block_of(page, block, by=by) for block in entry["block"]],
    )
    saved = save_draft(page, content, revision=page.revision, by=by)
    assert content_of(saved).title == entry["title"]
    publish_page(saved, by=by)


def block_of(page: Page, said: dict[str, Any], *, by: User) -> Block:
    """A block with what the file says; its pictures are painted and uploaded."""
    filled = fresh(said["kind"]) | {key: value.strip() if key == "text" else value for key, value in said.items()}
    if "pictures" in said:
        filled["pictures"] = [upload(page, *one, by=by) for one in said["pictures"]]
    return filled


def upload(page: Page, name: str, alt: str, caption: str = "", *, by: User) -> dict[str, str]:
    """A painting as its author would hand it in."""
    file = add_file(page, SimpleUploadedFile(f"{name}.jpg", painted(name), "image/jpeg"), by=by, alt=alt)
    return {"file": str(file.pk), "alt": alt, "caption": caption}


def owner_of(entry: dict[str, Any]) -> Owner:
    """Whose page it is."""
    if entry["of"] == "municipality":
        key = str(town(entry["owner"]).pk)
    else:
        key = str(Organisation.objects.get(external_ref=entry["owner"]).pk)
    kind = kind_of(entry["of"])
    assert kind
    return kind.of([key])[key]


def town(name: str) -> Municipality:
    """By its short name."""
    return Municipality.objects.own().by_name().filter(name__startswith=name)[0]
