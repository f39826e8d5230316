"""Lighthouse's scores of pages of a built site, as on a middling phone with a slow network.

    python -m benchmarks.lighthouse site /map/ /studies/kjeldmand2008/

Comes in: the folder of the site and addresses of pages. Goes out: a table on the terminal. Not a test: the scores depend
on the machine and on what else it does.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

LIGHTHOUSE = "lighthouse@12.8.2"
"""The last line that runs on Node 20."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TEXTS = {".html", ".css", ".js", ".json", ".svg", ".xml"}


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves files in silence, texts compressed, as every public host does."""

    def send_head(self) -> io.BytesIO | object | None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file() or file.suffix not in TEXTS or (path.is_dir() and not self.path.endswith("/")):
            return super().send_head()
        body = gzip.compress(file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def measure(address: str, folder: Path) -> dict[str, float]:
    """Return a page's scores from 0 to 100, and its main times in milliseconds."""
    chrome = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chrome:
        sys.exit("Lighthouse needs Chromium: `make browser` installs it.")
    report = folder / "report.json"
    subprocess.run(
        ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}",
         f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
        check=True,
        env={**os.environ, "CHROME_PATH": chrome, "npm_config_cache": str(folder / "npm")},
    )  # fmt: skip
    found = json.loads(report.read_text(encoding="utf-8"))
    for audit in found["audits"].values():
        if audit["score"] is not None and audit["score"] < 0.9:
            print(f"  {audit['id']}: {audit.get('displayValue', audit['score'])}", file=sys.stderr)
    scores = {name: 100 * found["categories"][name]["score"] for name in CATEGORIES}
    times = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
    return scores | {name: found["audits"][name]["numericValue"] for name in times}


def main() -> None:
    """Serve the site, measure each page, print a line for each."""
    site, *pages = sys.argv[1:]
    handler = functools.partial(Compressing, directory=site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            scores = measure(f"http://127.0.0.1:{server.server_port}{page}", Path(folder))
            print(page, *(f"{name} {value:.0f}" for name, value in scores.items()), sep="  ")
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    main()
