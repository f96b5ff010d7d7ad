"""`preview`: a module in the browser while it is written."""

from pathlib import Path

import click

from builder.cli.common import meant, stop


@click.command()
@click.argument("name", metavar="[MODULE]", required=False)
@click.option("--no-browser", is_flag=True, help="Say the address, and open no browser.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to use (a free one, if you do not say).")
@click.pass_obj
def preview(folder: Path, name: str | None, no_browser: bool, port: int | None) -> None:
    """Show a module in the browser while you write it, with what is wrong and what an LMS hears.

    With no name it is the module that was saved last.
    """
    try:
        from builder.preview import run

        workspace, names = meant(folder, (name,) if name else ())
        chosen = workspace.latest(names)
        run(workspace, chosen, port, lambda address: _opened(chosen, address, no_browser))
    except KeyboardInterrupt:
        click.echo("\nThe preview has ended.")
    except OSError as error:
        if port is None or isinstance(error, BrokenPipeError):
            raise
        stop(f"Port {port} cannot be used: {error.strerror or error}. Name another, or leave --port out.")


def _opened(name: str, address: str, no_browser: bool) -> None:
    """Say where the preview is, and open it."""
    import webbrowser

    click.echo(f"Preview of {name}: {address}\nIt follows each time you save. Ctrl-C ends it.")
    if not no_browser:
        webbrowser.open(address)
