"""Notebooks run on a page, and made into HTML pages that stand alone.

Takes a notebook and the values of its parameters; gives the executed notebook as a file without anything that changes from run
to run (times, paths, versions), and an HTML page of it that asks for nothing from the network. Rejected: a parameter that the
notebook does not have, which papermill itself would only warn about.

    python -m zhibiao.running notebooks      # runs the notebooks of a folder again, in place
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhibiao.errors import ReportError
from zhibiao.export import write_bytes
from zhibiao.fonts import with_font

if TYPE_CHECKING:
    from nbformat import NotebookNode

CELL_SECONDS = 300
KERNEL = "python3"
QUIET = ["--IPKernelApp.log_level=CRITICAL"]  # or each kernel tells the terminal how it is connected
WIDGET = "application/vnd.jupyter.widget-view+json"
WITHOUT_SCRIPTS = """
{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
"""  # nbconvert's own page, without the four scripts that it would fetch from elsewhere

CONTRAST = (
    ":root{--jp-mirror-editor-comment-color:#2f6b6b;--jp-mirror-editor-operator-color:#7d14c4}"
    ".jp-InputArea-prompt,.jp-OutputArea-prompt{opacity:1!important;color:#595959!important}"
)
"""JupyterLab's palest letters, darkened to the contrast of 4.5 to 1 that WCAG 2.2 asks for (1.4.3)."""


def notebooks_folder() -> Path:
    """Where the notebooks are: inside an installed zhibiao, or beside `src` in the repository.

    Raises `ReportError` where there are none, or where what runs them is not installed.
    """
    if missing := [name for name in ("nbconvert", "papermill") if find_spec(name) is None]:
        raise ReportError(
            f"{' and '.join(missing)} missing: install zhibiao with its notebooks, zhibiao[notebooks]"
        )
    package = Path(__file__).parent
    for folder in (package / "notebooks", package.parents[1] / "notebooks"):
        if any(folder.glob("*.ipynb")):
            return folder
    raise ReportError(
        "zhibiao's notebooks are missing: install zhibiao again, or make reports from its repository"
    )


def run_notebook(notebook: Path, output: Path, parameters: Mapping[str, object]) -> None:
    """Run a notebook with parameters, in the folder of `output`, and write it there without times and machine names.

    Raises `ReportError` for a parameter that the notebook does not have (papermill itself only warns), and where a cell stops.
    """
    import papermill

    known = papermill.inspect_notebook(str(notebook))
    if unknown := sorted(set(parameters) - set(known)):
        has = ", ".join(known) or "none"
        raise ReportError(f"{notebook.name} has no parameter {', '.join(unknown)}: it has {has}")
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        papermill.execute_notebook(
            str(notebook),
            str(output),
            parameters=dict(parameters),
            # not papermill's own `cwd`: it moves the whole process, and notebooks run side by side in threads
            resources={"metadata": {"path": str(output.parent)}},
            kernel_name=KERNEL,
            progress_bar=False,
            execution_timeout=CELL_SECONDS,
            extra_arguments=QUIET,
        )
    except papermill.PapermillExecutionError as error:
        output.unlink(missing_ok=True)
        raise ReportError(
            f"cell {error.exec_count}: {error.ename}: {error.evalue}".splitlines()[0]
        ) from error
    write_bytes(output, _clean(_load(output)))


def close_loop() -> None:
    """Close the event loop that running a notebook opened in this thread, for a thread that is about to end."""
    from jupyter_core.utils import ensure_event_loop

    ensure_event_loop().close()


def notebook_html(notebook: Path) -> str:
    """A notebook as one HTML page that needs nothing else, neither scripts nor fonts from the network."""
    from nbconvert import HTMLExporter

    page = _load(notebook)
    page.metadata.pop("widgets", None)  # what draws live widgets would come from the network
    exporter: Any = HTMLExporter(raw_template=WITHOUT_SCRIPTS)  # type: ignore[no-untyped-call]
    body, _ = exporter.from_notebook_node(page, resources={"metadata": {"name": notebook.stem}})
    return with_font(str(body).replace("</head>", f"<style>{CONTRAST}</style></head>", 1))


def parameters(notebook: Path) -> set[str]:
    """The names of a notebook's parameters, which say what it is about: one page, or an archive."""
    import papermill

    return set(papermill.inspect_notebook(str(notebook)))


def question(notebook: Path) -> str:
    """The title of a notebook, which is what it asks: the first line of its first cell."""
    return str(_load(notebook).cells[0].source).partition("\n")[0].lstrip("# ")


def told(notebook: Path) -> str:
    """The findings of a notebook that ran, the first prose that it gives (Markdown); empty where it gives none."""
    outputs = (output for cell in _load(notebook).cells for output in cell.get("outputs", []))
    return next(
        (
            str(data["text/markdown"])
            for output in outputs
            if "text/markdown" in (data := output.get("data", {}))
        ),
        "",
    )


def rerun(folder: Path) -> None:
    """Run every notebook of a folder again, in place, so that the same code gives the same bytes."""
    from nbclient import NotebookClient

    for notebook in sorted(folder.glob("*.ipynb")):
        page = _load(notebook)
        client = NotebookClient(
            page,
            timeout=CELL_SECONDS,
            kernel_name=KERNEL,
            record_timing=False,
            extra_arguments=QUIET,
            resources={"metadata": {"path": str(folder)}},
        )
        client.execute()
        write_bytes(notebook, _clean(page))


def _load(notebook: Path) -> NotebookNode:
    import nbformat

    page: NotebookNode = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    return page


def _clean(page: NotebookNode) -> bytes:
    """A notebook's file, without what changes from run to run: times, paths, versions, and the names of live widgets.

    A widget whose kernel has ended is dead; what it shows without one, HTML or text, stays.
    """
    import nbformat

    page.metadata.pop("papermill", None)
    page.metadata.pop("widgets", None)
    page.metadata["language_info"] = {"name": "python"}
    for number, cell in enumerate(page.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{number}"
    written: str = nbformat.writes(page)  # type: ignore[no-untyped-call]
    return f"{written.rstrip()}\n".encode()


if __name__ == "__main__":
    rerun(Path(sys.argv[1]))
