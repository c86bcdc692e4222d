"""A real Chromium and a real JupyterLab on a copy of the notebooks, each with folders of its own that go when the tests end.

`CHROMIUM` names the browser where it is none of the usual commands. Without a browser the tests are skipped, unless
`ZHIBIAO_BROWSER` is set to `required`, as continuous integration does.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from matplotlib import get_data_path

from zhibiao.fonts import shipped_font

ROOT = Path(__file__).parents[2]
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [  # nothing that the browser itself would ask of the network
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},  # or cells out of sight would not be there
    "apputils-extension/notification": {"checkForUpdates": False, "fetchNews": "false"},
    "docmanager-extension/plugin": {"autosave": False},
}
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>"""
LATIN = Path(get_data_path(), "fonts", "ttf")
START_SECONDS = 60


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, its token, and the folder that it shows."""

    url: str
    token: str
    folder: Path

    def ask(self, path: str, method: str = "GET") -> Any:
        request = urllib.request.Request(f"{self.url}/{path}", method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=10) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def is_ready(self) -> bool:
        """Whether every kernel is connected and idle; the server cannot list one that is just ending."""
        try:
            kernels = self.ask("api/kernels")
        except urllib.error.HTTPError:
            return False
        return bool(kernels) and all(
            one["connections"] and one["execution_state"] == "idle" for one in kernels
        )

    def end_kernels(self) -> None:
        for session in self.ask("api/sessions"):
            self.ask(f"api/sessions/{session['id']}", "DELETE")


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in COMMANDS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Chromium that sees no Chinese font of the system's, so that pages have to bring their own."""
    with _started(playwright, tmp_path_factory.mktemp("latin"), LATIN) as browser:
        yield browser


@pytest.fixture(scope="session")
def reading_browser(playwright: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Chromium with a Chinese font, as a reader of Chinese has it."""
    shipped = shipped_font()
    with _started(
        playwright, tmp_path_factory.mktemp("chinese"), LATIN, *([shipped.parent] if shipped else [])
    ) as browser:
        yield browser


@contextmanager
def _started(playwright: Any, place: Path, *fonts: Path) -> Iterator[Any]:
    path = chromium()
    if path is None and os.environ.get("ZHIBIAO_BROWSER") == "required":
        pytest.fail("there is no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM")
    if path is None:
        pytest.skip("there is no Chromium: install it, or set CHROMIUM to its path")
    folders = "".join(f"<dir>{folder}</dir>" for folder in fonts)
    (place / "fonts.conf").write_text(FONTS.format(folders=folders, cache=place / "cache"), encoding="utf8")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    browser = playwright.chromium.launch(
        executable_path=path,
        args=[*QUIET, *root],
        env={**os.environ, "FONTCONFIG_FILE": str(place / "fonts.conf")},
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a copy of the notebooks, without their outputs, and of all that they read."""
    place = tmp_path_factory.mktemp("lab")
    folder = place / "tree"
    for name in ("seeds", "data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    for notebook in (folder / "notebooks").glob("*.ipynb"):
        _clear(notebook)
    for name, settings in SETTINGS.items():
        file = place / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings), encoding="utf8")
    port, token = _free_port(), secrets.token_hex(16)
    with (place / "log.txt").open("w") as log:
        server = subprocess.Popen(
            _command(port, folder), env=_environment(place, token), stdout=log, stderr=log
        )
        try:
            started = Lab(f"http://127.0.0.1:{port}", token, folder)
            _wait(started, server, place / "log.txt")
            yield started
        finally:
            server.terminate()
            server.wait(30)


def _clear(notebook: Path) -> None:
    book = nbformat.read(notebook, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    nbformat.write(book, notebook)


def _command(port: int, folder: Path) -> list[str]:
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False,
        "ServerApp.root_dir": folder,
        "ServerApp.allow_root": True,
        "LabApp.extension_manager": "readonly",
        "LabApp.news_url": "",
    }
    return [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]


def _environment(place: Path, token: str) -> dict[str, str]:
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    inherited = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(ROOT / "src"), *([inherited] if inherited else [])])
    folders = {name: str(place / folder) for name, folder in own.items()}
    return {**os.environ, **folders, "JUPYTER_TOKEN": token, "PYTHONPATH": path}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(lab: Lab, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            lab.ask("api/status")
            return
        except (urllib.error.URLError, ConnectionError):
            if server.poll() is not None:
                break
            time.sleep(0.3)
    pytest.fail(f"JupyterLab did not start: {log.read_text(encoding='utf8')[-2000:]}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
