"""`python -m regio.ops.assets [--force]`: build what the browser loads. Quiet and quick when nothing changed.

Every file directly in `regio/<room>/static/<room>/css` and `…/js` is bundled into one file of the same name; what lies
in `parts/` is only imported. Django finds `build/static` first, so the bundles win over their sources.
"""

import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

from regio.ops.assets import fonts, icons, kern, packages
from regio.ops.demo import drawing, pictures

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "build" / "static"
WORK = ROOT / "build" / "work"
STAMP = ROOT / "build" / "assets.stamp"
TARGET = "chrome111,firefox115,safari16.4"


def main() -> int:
    """Build if anything that goes in has changed; 0 when the assets are there."""
    fingerprint = fingerprint_of_sources()
    if "--force" not in sys.argv and OUT.is_dir() and STAMP.is_file() and STAMP.read_text() == fingerprint:
        return 0
    started = time.monotonic()
    build()
    STAMP.write_text(fingerprint)
    size = sum(path.stat().st_size for path in OUT.rglob("*") if path.is_file())
    print(f"assets: {size / 1000:.0f} kB in {time.monotonic() - started:.1f} s", file=sys.stderr)
    return 0


def fingerprint_of_sources() -> str:
    """Hash over names and contents of everything the build reads."""
    digest = hashlib.sha256()
    sources = [ROOT / "package-lock.json", *ROOT.glob("regio/*/static/**/*"), *Path(__file__).parent.glob("*.py")]
    sources += [*pictures.ART.glob("*.svg"), Path(pictures.__file__), Path(drawing.__file__)]
    for path in sorted(path for path in sources if path.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build() -> None:
    """Everything anew into a fresh folder, swapped in at the end: a failed build leaves the old one."""
    node = packages.install(ROOT)
    modules = ROOT / "node_modules"
    fresh = ROOT / "build" / "static.new"
    for folder in (WORK, fresh):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    copy_sources(WORK)
    parts = WORK / "core" / "css" / "parts"
    kern_css = (modules / "@kern-ux/native/dist/kern.min.css").read_text()
    own = "".join(path.read_text() for path in WORK.rglob("*.css"))
    (parts / "kern.css").write_text(kern.prune(kern_css, used_by=own))
    (parts / "dark-auto.css").write_text(dark_for_devices((parts / "dark.css").read_text()))
    fonts.write(modules / "@kern-ux/native/dist/fonts/fira-sans", WORK / "core" / "fonts")
    icons.write(fresh / "core" / "pwa")
    pictures.write(fresh / "demo")
    bundle(node, fresh)
    copy_htmx(modules / "htmx.org/dist/htmx.min.js", fresh / "core" / "js" / "htmx.js")
    swap(fresh, OUT)


def copy_sources(work: Path) -> None:
    """The css and js folders of all rooms side by side, so that generated parts can lie among them."""
    for room in sorted(ROOT.glob("regio/*/static/*")):
        for kind in ("css", "js"):
            if (room / kind).is_dir():
                shutil.copytree(room / kind, work / room.name / kind)


def dark_for_devices(dark: str) -> str:
    """The dark tokens once more, for devices set to dark when the person has not chosen."""
    head, _, rest = dark.partition("@layer tokens {")
    block = rest.rsplit("}", 1)[0].replace('[data-kern-theme="dark"]', ":root:not([data-kern-theme])")
    return f"@layer tokens {{\n@media (prefers-color-scheme: dark) {{{block}}}\n}}\n"


def bundle(node: Path, out: Path) -> None:
    """esbuild: imports resolved, minified, one file per entry."""
    entries = [path for kind in ("css", "js") for path in sorted(WORK.glob(f"*/{kind}/*.{kind}"))]
    command = [
        str(node),
        str(ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"),
        *map(str, entries),
        "--bundle",
        "--minify",
        "--format=esm",
        "--charset=utf8",
        "--legal-comments=inline",
        "--log-level=warning",
        f"--target={TARGET}",
        "--loader:.png=dataurl",
        "--loader:.woff2=copy",
        "--asset-names=[dir]/[name]",
        f"--outbase={WORK}",
        f"--outdir={out}",
    ]
    subprocess.run(command, check=True, cwd=ROOT)


def copy_htmx(source: Path, target: Path) -> None:
    """Without the reference to its source map: the hashing of static files fails on a missing file."""
    lines = source.read_text().splitlines()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(line for line in lines if "sourceMappingURL" not in line) + "\n")


def swap(fresh: Path, out: Path) -> None:
    """The finished folder takes the place of the old one."""
    shutil.rmtree(WORK)
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)


if __name__ == "__main__":
    raise SystemExit(main())
