"""`regio import <kind> FILE`: take over a file. Bad rows are told with line and reason, the good ones kept."""

from argparse import Namespace

from django.utils.module_loading import import_string

from regio.ops.cli import KINDS
from regio.ops.commands import ground


def run(arguments: Namespace) -> int:
    """0 when every row was taken over."""
    importer = import_string(KINDS[arguments.kind])
    with ground.tables(arguments.installation):
        return ground.tell(ground.take_over(arguments.file, importer))
