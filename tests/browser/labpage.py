"""A notebook in JupyterLab, as a user works with it: run all cells, look at what came out, change a cell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from playwright.sync_api import expect

if TYPE_CHECKING:
    from browser.conftest import Lab

RUN_SECONDS = 120


class Notebook:
    """One notebook, open in JupyterLab."""

    def __init__(self, page: Any, lab: Lab, name: str) -> None:
        self.page = page
        page.goto(f"{lab.url}/lab/tree/notebooks/{name}.ipynb?token={lab.token}&reset")
        self.cells = page.locator(".jp-Notebook .jp-CodeCell")
        book = nbformat.read(lab.folder / "notebooks" / f"{name}.ipynb", as_version=4)
        expect(self.cells).to_have_count(sum(cell.cell_type == "code" for cell in book.cells), timeout=60_000)
        self._wait_for_kernel(lab)

    def _wait_for_kernel(self, lab: Lab) -> None:
        """What is run before the kernel is connected is lost."""
        for _ in range(120):
            if lab.is_ready():
                break
            self.page.wait_for_timeout(500)
        self.page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=60_000)

    def run_all(self) -> None:
        """Run every cell from the menu, and wait until the last has its number."""
        wanted = f"[{(self.numbers()[-1] or 0) + self.cells.count()}]:"
        before = self.prompts()
        for _ in range(3):
            self.page.locator('.lm-MenuBar-item:has-text("Run")').click()
            self.page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()
            if self._began(before):
                break
        prompt = self.cells.last.locator(".jp-InputArea-prompt")
        expect(prompt).to_have_text(wanted, timeout=RUN_SECONDS * 1000)

    def _began(self, before: list[str]) -> bool:
        """Whether cells wait to run or ran, within three seconds; what was asked while the kernel connected is lost."""
        for _ in range(30):
            if self.prompts() != before:
                return True
            self.page.wait_for_timeout(100)
        return False

    def prompts(self) -> list[str]:
        """What stands before each code cell: [3]: where it ran, [*]: where it is about to, [ ]: where it did not."""
        return list(self.cells.locator(".jp-InputArea-prompt").all_inner_texts())

    def numbers(self) -> list[int | None]:
        """The numbers of the code cells, None where a cell did not run."""
        found = [re.search(r"\[(\d+)\]", prompt) for prompt in self.prompts()]
        return [int(number[1]) if number else None for number in found]

    def wrong(self) -> list[str]:
        """What was printed to stderr, and errors."""
        kinds = ("application/vnd.jupyter.stderr", "application/vnd.jupyter.error")
        found = self.page.locator(", ".join(f'[data-mime-type="{kind}"]' for kind in kinds))
        return list(found.all_inner_texts())

    def shown(self, selector: str) -> int:
        """How many of something stand in the outputs and can be seen."""
        found = self.page.locator(f".jp-OutputArea-output {selector}")
        return sum(found.nth(place).is_visible() for place in range(found.count()))

    def write_cell(self, place: int, text: str) -> None:
        """Replace a cell's code from the keyboard."""
        self.cells.nth(place).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def findings(self) -> str:
        """The first prose of the notebook."""
        return str(self.page.locator(".jp-OutputArea-output.jp-RenderedMarkdown").first.inner_text())

    # ---- the explorer ----

    def status(self) -> Any:
        """The line that says what is shown, what was saved and what went wrong."""
        return self.page.locator('.widget-html [role="status"]')

    def picture(self) -> Any:
        """The chart of the explorer."""
        return self.page.locator(".jp-OutputArea-output .widget-html img")

    def choose(self, label: str, option: str) -> None:
        """Choose from a list the first that begins with `option`."""
        box = self.page.get_by_label(label, exact=True)
        named = box.locator("option", has_text=re.compile(rf"^{re.escape(option)}"))
        expect(named.first).to_be_attached()
        box.select_option(label=named.first.inner_text())

    def save(self, form: str, folder: Path) -> Path:
        """Press the button of a form, and give the file that the status names."""
        self.page.get_by_role("button", name=form.upper(), exact=True).click()
        expect(self.status()).to_contain_text(re.compile(rf"Saved .*\.{form} "))
        found = re.search(rf"Saved (.*\.{form}) ", self.status().inner_text())
        assert found
        return folder / found[1]
