"""Nothing of one machine, no secrets and no foreign addresses in what is published."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def test_lock_files_name_no_download_addresses() -> None:
    locks = [
        file for file in tracked() if file.name in {"package-lock.json", "requirements.txt", "requirements-dev.txt"}
    ]
    assert len(locks) == 3
    assert [
        file.name for file in locks if re.search(r"resolved|index-url|https?://[^\"]*\.(tgz|whl)", file.read_text())
    ] == []


def test_pages_load_nothing_from_elsewhere() -> None:
    loading = re.compile(
        r"(src|srcset|action|data-url)=\"https?://|url\(['\"]?https?://|@import[^;]*https?://|from \"https?://"
    )
    pages = [file for file in tracked() if file.suffix in {".html", ".css", ".js"} and "regio" in file.parts]
    assert pages
    assert [str(file.relative_to(ROOT)) for file in pages if loading.search(file.read_text())] == []
