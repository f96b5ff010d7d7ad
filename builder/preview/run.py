"""One preview from start to end: look, answer, and look again whenever something is saved."""

from collections.abc import Callable
from typing import NoReturn

from builder.pipeline import Workspace
from builder.preview.look import look
from builder.preview.serve import News, Server, start
from builder.preview.watch import Watch
from builder.read import SHARED


def run(workspace: Workspace, name: str, port: int | None, opened: Callable[[str], object]) -> NoReturn:
    """Show a module until somebody stops it; `opened` hears the address. Raises OSError where the port is taken."""
    watch = Watch([workspace.modules / name, workspace.modules / SHARED])
    news = News(look(workspace, name), workspace.root)
    with Server(port, news, name) as server:
        start(server)
        opened(server.address)
        try:
            while True:
                watch.wait()
                now = look(workspace, name, news.look)
                if watch.is_still():
                    news.tell(now)
        finally:
            server.shutdown()
