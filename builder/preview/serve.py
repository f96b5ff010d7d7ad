"""What answers the browser: only this computer's, and only with what was made in memory for it.

A page from anywhere else that knows the port gets nothing: the host asked for has to be this preview (else a name that
leads here would do), and so has the page that asks, as far as the browser says it. No path leads to a file: each is
looked up among those that were made.
"""

import http.server
import json
import os
import re
import socketserver
import sys
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from builder.gallery import gallery
from builder.preview.desk import desk_files, kind
from builder.preview.look import STANDARDS, Look
from builder.render import Build
from builder.targets import targets

ADDRESS = "127.0.0.1"
USUAL = 8484  # so that an open page finds a preview that was started again
DIGITS = 18  # more than the size of any file has
BEAT = 15  # seconds: so that a browser that has gone is noticed

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' data:; "
        "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class News:
    """The latest look at the module, and a way to wait for the next one."""

    def __init__(self, first: Look, root: Path) -> None:
        self.look = first
        self.root = root
        self._changed = threading.Condition()

    def tell(self, look: Look) -> None:
        """Show another look to everybody who waits."""
        with self._changed:
            self.look = look
            self._changed.notify_all()

    def after(self, number: int) -> Look | None:
        """Return a look that is not the one of that number, or None when nothing has come for a while."""
        with self._changed:
            return self.look if self._changed.wait_for(lambda: self.look.number != number, BEAT) else None


class Server(http.server.ThreadingHTTPServer):
    """The preview at an address of this computer alone. Raises OSError where the port cannot be had."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # on Windows two programs could have one port then

    def __init__(self, port: int | None, news: News, name: str) -> None:
        self.news = news
        self.desk = desk_files(name)
        self._gallery: dict[str, bytes] = {}
        self._making = threading.Lock()
        try:
            super().__init__((ADDRESS, USUAL if port is None else port), Handler)
        except OSError:
            if port is not None:
                raise
            super().__init__((ADDRESS, 0), Handler)

    @property
    def address(self) -> str:
        """Return what to type into a browser."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def found(self, path: str) -> bytes | None:
        """Return what stands at a path, or None."""
        room, _, name = path.removeprefix("/").partition("/")
        version = self.news.look.version
        if room in STANDARDS and version:
            data = version.package(room).get(name)
            return version.pdf(Path(name).stem) if data == b"" and name.endswith(".pdf") else data
        if path == "/handouts.json" and version:
            return json.dumps(version.handouts()).encode()
        if room == "handouts" and version:
            stem, _, ending = name.rpartition(".")
            return {"html": version.html, "pdf": version.pdf}.get(ending, lambda _: None)(stem)
        if room == "gallery":
            return self.gallery().get(name)
        return self.desk.get(path.removeprefix("/"))

    def gallery(self) -> dict[str, bytes]:
        """Return the page with every type of question, made when it is first asked for."""
        with self._making:
            if not self._gallery:
                files = targets()["web"].files(Build(gallery(), prints=False))
                self._gallery = {file.path: file.data for file in files}
            return self._gallery

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone is no fault; of one of ours a line is said, and the preview goes on."""
        fault = sys.exception()
        if not isinstance(fault, OSError):
            print(f"A page of the preview could not be made: {type(fault).__name__}: {fault}", file=sys.stderr)


class Handler(http.server.BaseHTTPRequestHandler):
    """One request."""

    server: Server
    timeout: ClassVar[int] = 60

    def parse_request(self) -> bool:
        """Refuse, whatever is asked, a request that does not come from this preview's own page."""
        if not super().parse_request():
            return False
        if self._is_ours():
            return True
        self.send_error(HTTPStatus.FORBIDDEN, "This preview answers nobody but this computer")
        return False

    def _is_ours(self) -> bool:
        ours = {f"{name}:{self.server.server_port}" for name in (ADDRESS, "localhost")}
        host = self.headers.get_all("Host", [])
        origins = self.headers.get_all("Origin", [])
        site = self.headers.get("Sec-Fetch-Site", "none")
        is_own = all(origin in {f"http://{one}" for one in ours} for origin in origins)
        return len(host) == 1 and host[0] in ours and is_own and site in ("none", "same-origin")

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == "/events":
            self._tell()
        elif (data := self.server.found(path)) is None:
            self.send_error(HTTPStatus.NOT_FOUND, "There is nothing here")
        else:
            self._send(data, kind(path))

    do_HEAD = do_GET  # noqa: N815 - likewise

    def _send(self, data: bytes, what: str) -> None:
        """Send a file, or the part of it that is asked for: some browsers play no film without."""
        part = self._range(len(data))
        if part is None:
            self.send_error(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "There is no such part of it")
            return
        first, last = part
        is_part = (first, last) != (0, len(data))
        self.send_response(HTTPStatus.PARTIAL_CONTENT if is_part else HTTPStatus.OK)
        if is_part:
            self.send_header("Content-Range", f"bytes {first}-{last - 1}/{len(data)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(last - first))
        self._end(what)
        if self.command != "HEAD":
            self.wfile.write(data[first:last])

    def _range(self, size: int) -> tuple[int, int] | None:
        """Return from where to where (not included) is asked for: all, unless it is one part that is there.

        None where the numbers are longer than those of any file.
        """
        asked = re.fullmatch(r"bytes=([0-9]+)-([0-9]*)", self.headers.get("Range", ""))
        if asked and max(map(len, asked.groups())) > DIGITS:
            return None
        first, last = (int(asked[1]), int(asked[2] or size - 1) + 1) if asked else (0, size)
        return (first, min(last, size)) if first < min(last, size) else (0, size)

    def _tell(self) -> None:
        """Tell the page each look at the module, for as long as it listens."""
        self.send_response(HTTPStatus.OK)
        self._end("text/event-stream")
        if self.command == "HEAD":
            return
        number = 0
        while True:
            look = self.server.news.after(number)
            number = look.number if look else number
            text = json.dumps(look.said(self.server.news.root), ensure_ascii=False) if look else ""
            self.wfile.write(f"data: {text}\n\n".encode() if text else b": still here\n\n")

    def _end(self, what: str) -> None:
        self.send_header("Content-Type", what)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server names it so
        """Say nothing: the terminal is the trainer's."""

    def version_string(self) -> str:
        """Tell nobody what this is made with."""
        return "team-readiness"


def start(server: socketserver.BaseServer) -> None:
    """Let a server answer from now on."""
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
