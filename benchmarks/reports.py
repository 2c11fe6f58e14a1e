"""What reports cost beside the evaluation, how large the HTML is, and how fast Chromium opens it.

Run: ``python -m benchmarks.reports [COMPONENTS …]``. For each size the BOM of
``benchmarks/check.py`` is evaluated in this process and rendered; CPU seconds. Where Chromium
and Playwright are there, the page is opened three times from a file; the best wall-clock time,
from the start of the navigation to the end of the load event, with the table shown.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.check import make_bom

from vcs_check.assessment import Assessment
from vcs_check.cli.places import Places
from vcs_check.pipeline import BomInput, Request, assess
from vcs_check.program import Program
from vcs_check.regulations.edition import default_edition
from vcs_check.reports import RenderOptions, available

SIZES = (2_000, 10_000, 50_000)
FORMATS = ("json", "sarif", "html")


def request_of(bom: Path) -> Request:
    """The BOM alone, for model year 2027, under the default edition."""
    return Request(
        program=Program(model_year=2027),
        inputs=(BomInput(path=bom.name, load=bom.read_bytes, file=str(bom)),),
        edition=default_edition(),
        other_edition=None,
        today=date(2026, 11, 21),
    )


def opened(page: Path) -> float | None:
    """Seconds until the page is loaded and its table shown; None without a browser."""
    path = shutil.which("chromium")
    if path is None:
        return None
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        tab = browser.new_page()
        seconds = []
        for _ in range(3):
            start = time.perf_counter()
            tab.goto(page.as_uri())
            tab.wait_for_selector("#rows tr")
            seconds.append(time.perf_counter() - start)
        browser.close()
    return min(seconds)


def rendered(request: Request, assessment: Assessment) -> tuple[dict[str, float], bytes]:
    """CPU seconds of each format that is built, and the HTML.

    SARIF reads the BOM again for the lines of its results, as the command line lets it.
    """
    seconds, page = {}, b""
    options = RenderOptions(locate=Places(request, assessment, ()).locate)
    for name in FORMATS:
        if name not in available():
            continue
        start = time.process_time()
        content = available()[name].render(assessment, options)
        seconds[name] = time.process_time() - start
        page = content if name == "html" else page
    return seconds, page


def main() -> None:
    """Print one line a size."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            bom = Path(folder) / f"{size}.cdx.json"
            make_bom(size, bom)
            request = request_of(bom)
            start = time.process_time()
            assessment = assess(request)
            evaluation = time.process_time() - start
            seconds, page = rendered(request, assessment)
            file = Path(folder) / "report.html"
            file.write_bytes(page)
            loading = opened(file)
            parts = ", ".join(f"{name} {value:.2f} s" for name, value in seconds.items())
            print(
                f"{size} components: evaluation {evaluation:.2f} s; {parts}; together "
                f"{sum(seconds.values()) / evaluation:.2f} of the evaluation; HTML "
                f"{len(page) / 1e6:.1f} MB, opens in "
                f"{'?' if loading is None else f'{loading:.2f} s'}"
            )


if __name__ == "__main__":
    main()
