"""The configuration of nginx in docs/operate/operation.md, run before a server: TLS, what it passes on, limits."""

import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from graph.model.source_files import ROOT
from tests.serving.live_server import SMALL, TIMEOUT, wait_until
from tests.serving.server_process import is_listening
from tests.test_server import free_port

NGINX, OPENSSL = shutil.which("nginx"), shutil.which("openssl")
MAIN = "daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}} http {{ access_log off; {rest} }}"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

pytestmark = pytest.mark.skipif(not (NGINX and OPENSSL), reason="nginx or openssl is not installed")


def configuration(folder: Path, port: int, upstream: int) -> str:
    """The documented configuration with ports and files of the test."""
    document = (ROOT / "docs" / "operate" / "operation.md").read_text(encoding="utf-8")
    (body,) = re.findall(r"```nginx\n(.*?)```", document, re.DOTALL)
    replaced = {
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "listen 443": f"listen 127.0.0.1:{port}",
        "/etc/nginx/graph.example": str(folder / "certificate"),
    }
    for documented, tested in replaced.items():
        assert documented in body
        body = body.replace(documented, tested)
    temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    return MAIN.format(folder=folder, rest=f"{temporary}\n{body}")


@pytest.fixture(scope="module")
def proxy(fast_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of nginx before the server of the world."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    certificate = folder / "certificate"
    words = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=graph.example -addext subjectAltName=IP:127.0.0.1"
    files = ["-keyout", f"{certificate}.key", "-out", f"{certificate}.crt"]
    subprocess.run([str(OPENSSL), *words.split(), *files], check=True, capture_output=True)
    (folder / "nginx.conf").write_text(configuration(folder, port, fast_port), encoding="utf-8")
    process = subprocess.Popen([str(NGINX), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)
    try:
        wait_until(lambda: process.poll() is not None or is_listening(port))
        assert process.poll() is None, process.communicate()[1]
        trusted = ssl.create_default_context(cafile=f"{certificate}.crt")
        with httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=trusted, timeout=TIMEOUT) as client:
            yield client
    finally:
        process.terminate()
        process.communicate()


def test_queries_pages_and_errors_pass_the_proxy(proxy: httpx.Client) -> None:
    for _ in range(3):
        assert proxy.post("/graphql", json={"query": SMALL}).json()["data"] == {"risk": {"name": "Infection"}}
    assert proxy.get("/health").json() == {"status": "ok"}
    assert proxy.get("/graphql", params={"query": "{ nothing }"}).status_code < 500
    assert proxy.post("/graphql", json={"query": " " * 5000}).json()["errors"][0]["extensions"]["limit"] == 4096


def test_an_export_passes_the_proxy(proxy: httpx.Client) -> None:
    gzip = {"accept-encoding": "gzip"}
    answer = proxy.get("/export/graphml", headers=gzip)
    assert (answer.status_code, answer.headers["content-encoding"]) == (200, "gzip")
    unchanged = proxy.get("/export/graphml", headers={**gzip, "if-none-match": answer.headers["etag"]})
    assert unchanged.status_code == 304


def test_the_proxy_limits_bodies_heads_and_rates(proxy: httpx.Client) -> None:
    assert proxy.post("/graphql", content=b" " * (9 << 20)).status_code == 413
    assert proxy.get("/health", headers={"x": "a" * 40_000}).status_code == 400
    statuses = {proxy.get("/health").status_code for _ in range(400)}
    assert statuses == {200, 429}
