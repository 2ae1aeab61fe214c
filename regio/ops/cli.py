"""The command `regio`. Reads the command line and hands over; what needs Django is loaded only when it is asked for."""

import argparse
import importlib
import os
import sys
from pathlib import Path

from regio.ops.errors import OpsError
from regio.ops.installation import ROOT, Installation
from regio.ops.speech import _
from regio.ops.supervisor import House

DEMO_DATA = ROOT / "var" / "demo"
OWN_DATA = ROOT / "var" / "data"
KINDS = {  # kind → function(path, progress=None) -> regio.core.importing.Report
    "municipalities": "regio.region.importers.import_municipalities",
    "boundaries": "regio.region.importers.import_boundaries",
    "organisations": "regio.organisations.importers.import_organisations",
}
IN_DJANGO = {  # command → module with `run(arguments) -> exit code`
    "init": "regio.ops.commands.init",
    "import": "regio.ops.commands.imports",
    "check": "regio.ops.commands.check",
    "search": "regio.ops.commands.search",
}


def main(words: list[str] | None = None) -> int:
    """Entry point. 0 only when everything worked; 1 for what went wrong, 2 for a command that was not understood."""
    arguments = _parser().parse_args(words)
    try:
        return _run(arguments)
    except OpsError as error:
        print(f"regio: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(arguments: argparse.Namespace) -> int:
    command = arguments.command
    if command in {"demo", "up"}:
        return House(_installation(arguments, is_demo=command == "demo")).run()
    if command in {"bench", "soak"}:
        return _measure(command, arguments)
    installation = _installation(arguments)
    print(_("Data folder: %(folder)s") % {"folder": installation.data}, file=sys.stderr)
    if command in {"backup", "restore"}:
        print(importlib.import_module("regio.ops.archive").run(arguments, installation))
        return 0
    arguments.installation = installation
    os.environ.update(installation.environment())
    importlib.import_module("django").setup()
    return int(importlib.import_module(IN_DJANGO[command]).run(arguments))


def _installation(arguments: argparse.Namespace, *, is_demo: bool = False) -> Installation:
    named = arguments.data or os.environ.get("REGIO_DATA", "")
    if named:
        data = Path(named)
    elif is_demo or (arguments.command not in {"up", "init"} and not OWN_DATA.exists()):
        data = DEMO_DATA
    else:
        data = OWN_DATA
    return Installation.from_environment(data, is_demo=is_demo)


def _measure(command: str, arguments: argparse.Namespace) -> int:
    module = importlib.import_module(f"regio.ops.{command}.__main__")
    return int(module.main(arguments.only, peers=arguments.peers))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="regio",
        description=_("Runs and looks after one Regio-Plattform. Settings come from the environment: docs/operate.md."),
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", metavar="FOLDER", help=_("data folder (default: REGIO_DATA)"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[common])

    command("demo", _("start the demo county with an invented cast"))
    command("up", _("start this installation"))
    init = command("init", _("found the county that this installation serves; can be repeated"))
    init.add_argument("--county", required=True, metavar="KEY", help=_("county key, five digits: 08316"))
    init.add_argument("--municipalities", required=True, type=Path, metavar="FILE", help=_("the official table (CSV)"))
    init.add_argument("--admin", required=True, metavar="MAIL", help=_("who gets all duties of the owner"))
    imports = command("import", _("take over a file; can be repeated"))
    imports.add_argument("kind", choices=sorted(KINDS), metavar="KIND", help=", ".join(sorted(KINDS)))
    imports.add_argument("file", type=Path, metavar="FILE")
    search = command("search", _("look after the search"))
    search.add_argument("task", choices=["rebuild"], help=_("rebuild: fill the index anew"))
    command("check", _("look whether everything is in order"))
    backup = command("backup", _("write database, files and key into one archive"))
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = command("restore", _("bring back an archive"))
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--force", action="store_true", help=_("replace what is there"))
    for name, text in (("bench", _("measure and compare with the budgets")), ("soak", _("run the long proofs"))):
        measure = command(name, text)
        measure.add_argument("--only", default=os.environ.get("ONLY", ""), metavar="PART")
        measure.add_argument("--peers", action="store_true", default=bool(os.environ.get("PEERS")))
    return parser


if __name__ == "__main__":
    sys.exit(main())
