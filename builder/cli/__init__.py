"""The command line: what a person types and reads in a terminal, a file a command.

The other rooms are imported when a command runs, so `--help` answers at once.
"""

import io
import sys
from pathlib import Path

import click

from builder import __version__
from builder.cli.build import build
from builder.cli.check import check
from builder.cli.common import FOLDER
from builder.cli.decode import decode
from builder.cli.ending import told
from builder.cli.lists import list_
from builder.cli.new import new
from builder.cli.preview import preview
from builder.cli.trace import trace

__all__ = ["main"]


class _Whole(click.Group):
    """The commands. What stops any of them from outside becomes a line here, and nowhere else."""

    def invoke(self, context: click.Context) -> object:
        with told(context.params["folder"].resolve()):
            return super().invoke(context)


@click.group(cls=_Whole, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="team-readiness %(version)s")
@click.option("--folder", type=FOLDER, default=".", help="The folder that holds modules/ (here, if you do not say).")
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Turn what trainers write about peer work into e-learning packages and printed handouts.

    Start with: team-readiness new my-module
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal or a log that cannot show a letter shows ? instead
            stream.reconfigure(errors="replace")
    context.obj = folder.resolve()


for command in (new, preview, check, build, list_, trace, decode):
    main.add_command(command)
