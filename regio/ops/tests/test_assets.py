"""What the browser loads: KERN cut down, dark twice, nothing done twice."""

from pathlib import Path

from regio.ops.assets import __main__ as assets
from regio.ops.assets import icons, kern

KERN = (
    '@charset "UTF-8";@font-face{font-family:"Fira Sans";src:url(x.woff2)}'
    ":root{--kern-used: 1px;--kern-through: var(--kern-used);--kern-dead: 2px}"
    ".kern-btn:is(.a, .b),.kern-table{margin:var(--kern-through)}.kern-icon--home{mask:url(data:image/svg+xml;x)}"
    "@media (min-width: 1px){.kern-alert{top:0}.kern-grid{top:1px}}"
)


def test_kern_keeps_only_our_components_and_the_variables_they_read() -> None:
    assert kern.prune(KERN, used_by="") == (
        ":root{--kern-used: 1px;--kern-through: var(--kern-used)}\n"
        ".kern-btn:is(.a, .b){margin:var(--kern-through)}\n"
        "@media (min-width: 1px){.kern-alert{top:0}\n}"
    )


def test_a_variable_read_only_by_our_sheets_stays() -> None:
    assert "--kern-dead: 2px" in kern.prune(KERN, used_by="a{margin:var(--kern-dead)}")


def test_dark_tokens_are_repeated_for_devices_without_a_choice() -> None:
    dark = '/* x */\n@layer tokens {\n  [data-kern-theme="dark"] {\n    --r-paper: black;\n  }\n}\n'
    assert " ".join(assets.dark_for_devices(dark).split()) == (
        "@layer tokens { @media (prefers-color-scheme: dark) { :root:not([data-kern-theme]) { --r-paper: black; } } }"
    )


def test_htmx_loses_its_source_map(tmp_path: Path) -> None:
    source = tmp_path / "htmx.min.js"
    source.write_text("var htmx;\n//# sourceMappingURL=htmx.min.js.map\n")
    assets.copy_htmx(source, tmp_path / "js" / "htmx.js")
    assert (tmp_path / "js" / "htmx.js").read_text() == "var htmx;\n"


def test_icon_shows_the_crest_on_paper() -> None:
    picture = icons.draw(64, 0.8)
    assert picture.size == (64, 64)
    assert picture.getpixel((1, 1)) == (0xFC, 0xF9, 0xF3)
    assert picture.getpixel((22, 14)) == (0x00, 0x57, 0x3C)


def test_lock_file_names_no_download_address() -> None:
    lock = (assets.ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "://" not in lock
