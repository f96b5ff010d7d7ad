"""What the preview answers, to whom, and how it starts and ends."""

import errno
import http.client
import os
import shutil
import signal
import socket
from pathlib import Path

import pytest
from conftest import SAMPLE, Running, Start
from sitting import package

from builder.hosts import names
from builder.words import words

ELSEWHERE = ["evil.test", "127.0.0.1", "127.0.0.1:1", "localhost.evil.test:{port}", "[::1]:{port}", ""]


def ask(preview: Running, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Ask for a path as it is written, with no tidying on the way."""
    port = int(preview.address.rstrip("/").rsplit(":", 1)[1])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value.format(port=port))
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE / "modules", tmp_path / "modules")
    return tmp_path


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS", "DELETE"])
@pytest.mark.parametrize("host", ELSEWHERE)
def test_another_host_gets_nothing(preview: Running, method: str, host: str) -> None:
    assert ask(preview, "/", method, Host=host)[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/events", "/scorm12/index.html"])
def test_a_page_from_elsewhere_gets_nothing(preview: Running, path: str, headers: dict[str, str]) -> None:
    assert ask(preview, path, **headers)[0] == 403


def test_its_own_page_gets_what_it_asks_for(preview: Running) -> None:
    for host in ("127.0.0.1:{port}", "localhost:{port}"):
        status, headers, _ = ask(
            preview, "/preview.js", Host=host, Origin=f"http://{host}", Sec_Fetch_Site="same-origin"
        )
        assert (status, headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert headers["Cache-Control"] == "no-store"
    rules = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
    assert rules["frame-ancestors"] == "'self'"
    assert "data:" not in rules.get("script-src", rules["default-src"])


def test_only_reading_is_answered(preview: Running) -> None:
    assert ask(preview, "/", "HEAD")[2] == b""
    assert [ask(preview, "/", method)[0] for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE")] == [501] * 5


@pytest.mark.parametrize(
    "path",
    [
        "/../modules/sample/module.yaml",
        "/scorm12/../../../../etc/passwd",
        "/scorm12/%2e%2e/%2e%2e/modules/shared/people.yaml",
        "/scorm12/..%5c..%5cmodule.yaml",
        "/handouts/../module.yaml",
        "/handouts/%2fetc%2fpasswd",
        "/gallery//etc/passwd",
        "//etc/passwd",
        "/etc/passwd",
        "/modules/sample/module.yaml",
        "/scorm12/imsmanifest.xml",
        "/scorm12/",
        "/scorm12/%00",
        "/%c3%a9",
    ],
)
def test_no_path_leads_to_a_file(preview: Running, path: str) -> None:
    assert ask(preview, path)[0] == 404


def test_what_plays_is_the_package_byte_for_byte(begin: Start, root: Path) -> None:
    preview = begin(root)
    for standard in ("scorm12", "scorm2004"):
        for path, data in package(standard).items():
            if path not in ("imsmanifest.xml", "summary.pdf"):
                assert ask(preview, f"/{standard}/{path}")[::2] == (200, data), path


def test_a_film_can_be_asked_for_in_parts(preview: Running) -> None:
    whole = ask(preview, "/scorm12/media/talk.mp4")[2]
    status, headers, part = ask(preview, "/scorm12/media/talk.mp4", Range="bytes=10-19")
    assert (status, part, headers["Content-Range"]) == (206, whole[10:20], f"bytes 10-19/{len(whole)}")
    assert ask(preview, "/scorm12/media/talk.mp4", Range=f"bytes={len(whole) - 3}-")[2] == whole[-3:]
    assert ask(preview, "/scorm12/media/talk.mp4", Range="bytes=9-3")[2] == whole
    for digits in ("9" * 5_000 + "-", "0-" + "9" * 5_000, "7" * 19 + "-" + "8" * 19):
        assert ask(preview, "/scorm12/media/talk.mp4", Range=f"bytes={digits}")[0] == 416


def test_each_handout_is_there_as_a_page_and_as_pdf(preview: Running) -> None:
    page = ask(preview, "/handouts/summary.html")[2]
    assert b"<!doctype html>" in page
    assert b"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'" in page
    for path in ("/handouts/summary.pdf", "/scorm12/summary.pdf"):
        status, headers, data = ask(preview, path)
        assert (status, headers["Content-Type"], data[:5]) == (200, "application/pdf", b"%PDF-")


def test_ctrl_c_ends_it_with_a_line(begin: Start, root: Path) -> None:
    preview = begin(root)
    assert ask(preview, "/")[0] == 200
    code, said = preview.stop()
    assert (code, said.splitlines()[-2:]) == (0, ["", "The preview has ended."])


def test_ctrl_c_while_a_page_listens_ends_it_too(begin: Start, root: Path) -> None:
    preview = begin(root)
    port = int(preview.address.rstrip("/").rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port)) as listening:
        listening.sendall(f"GET /events HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert b"200 OK" in listening.recv(1000)
        assert preview.stop()[0] == 0


def test_two_previews_have_two_addresses(begin: Start, root: Path, preview: Running) -> None:
    another = begin(root, "banked")
    assert another.address != preview.address
    assert "banked" in ask(another, "/")[2].decode()
    assert [ask(one, "/")[0] for one in (preview, another)] == [200, 200]


def test_a_port_that_is_taken_is_a_line_and_not_a_traceback(begin: Start, root: Path, preview: Running) -> None:
    port = preview.address.rstrip("/").rsplit(":", 1)[1]
    another = begin(root, "sample", "--port", port)
    said, _ = another.process.communicate(timeout=20)
    assert another.process.returncode == 1
    assert (
        another.said + said
        == f"Port {port} cannot be used: {os.strerror(errno.EADDRINUSE)}. Name another, or leave --port out.\n"
    )


def test_a_wrong_name_is_asked_about(begin: Start, root: Path) -> None:
    another = begin(root, "sampel")
    another.process.wait(20)
    assert (another.process.returncode, another.said) == (
        2,
        'There is no module "sampel" in modules/: did you mean "sample"?\n',
    )


def test_with_no_name_it_is_the_module_saved_last(begin: Start, root: Path) -> None:
    (root / "modules" / "banked" / "quiz.yaml").touch()
    preview = begin(root, "--no-browser")
    assert preview.said.startswith("Preview of banked: http://127.0.0.1:")
    preview.process.send_signal(signal.SIGTERM)


def test_nothing_is_written(begin: Start, root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    preview = begin(root)
    ask(preview, "/handouts/summary.pdf")
    preview.stop()
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_every_host_has_its_words() -> None:
    group = words("en")["preview"]
    assert [name for name in names() if not {f"host-{name}", f"host-{name}-about"} <= set(group)] == []
