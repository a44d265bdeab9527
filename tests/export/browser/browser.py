"""Opens exported HTML reports in Chromium and prints a table: report × width.

A page must say nothing on the console, request nothing but itself, be no wider than the window at 360 and 1280 px, have no
letters below 9 px, and print on as many sheets as the PDF report has, or one more or less.
"""

import argparse
import base64
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[3]
POSES = ROOT / "tests/fixtures/poses"
# A phone, the narrowest window with tables side by side, and a laptop, in px.
WIDTHS = [360, 600, 1280]
# The smallest letters on a screen, in px; those of the drawings grow and shrink with the window.
LEAST_LETTERS_PX = 9
# The browser breaks pages by its own fonts and rules.
SHEETS_APART = 1
# A page of 200 kB takes a tenth of that.
PATIENCE_SECS = 60

# Questions to a page: its width, elements that stick out of it, and its smallest letters.
MEASURE = """(() => {
  const width = document.documentElement.clientWidth;
  const named = it => it.tagName.toLowerCase() + (it.getAttribute('class') ? '.' + it.getAttribute('class') : '');
  const wide = [...document.body.querySelectorAll('*')]
    .filter(it => !it.closest('svg') || it.tagName === 'svg')
    .filter(it => it.getBoundingClientRect().right > width + 0.5).map(named);
  const clipped = [...document.body.querySelectorAll('td, th, p, dd, li, figcaption')]
    .filter(it => it.scrollWidth > it.clientWidth + 1).map(named);
  // More lines than words: a column is too narrow. Names of files may be long.
  const torn = [...document.body.querySelectorAll('td, th')].filter(it => {
    const range = document.createRange();
    range.selectNodeContents(it);
    const lines = new Set([...range.getClientRects()].map(rect => Math.round(rect.top)));
    return it.textContent.trim().split(/\\s+/).length * (it.tagName === 'TH' ? 1 : 2) < lines.size;
  }).map(it => it.textContent.trim());
  const letters = [...document.body.querySelectorAll('*')].filter(it => it.textContent.trim() && !it.closest('svg'))
    .map(it => parseFloat(getComputedStyle(it).fontSize));
  return {
    width, scroll: document.documentElement.scrollWidth, wide: [...new Set(wide)].slice(0, 5),
    clipped: [...new Set(clipped)].slice(0, 5), torn: torn.slice(0, 3), least: Math.min(...letters),
  };
})()"""


class Browser:
    """Chromium without a screen, driven through its pipe."""

    def __init__(self, profile: str) -> None:
        read, self._write = os.pipe()
        self._read, write = os.pipe()
        flags = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-extensions", f"--user-data-dir={profile}",
            "--remote-debugging-pipe",
        ]
        # The browser reads from descriptor 3 and writes to 4.
        command = ["sh", "-c", f'exec chromium "$@" 3<&{read} 4>&{write}', "chromium", *flags]
        self._process = subprocess.Popen(command, pass_fds=(read, write), stderr=subprocess.DEVNULL)
        os.close(read)
        os.close(write)
        self._waiting = b""
        self._number = 0
        self.events: list[dict] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Network", "Log", "Runtime"]:
            self.page(f"{domain}.enable")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def page(self, method: str, **params: object) -> dict:
        return self.call(method, self._session, **params)

    def call(self, method: str, session: str | None = None, **params: object) -> dict:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, method: str) -> None:
        while all(event.get("method") != method for event in self.events):
            self.events.append(self._next())

    def _next(self) -> dict:
        while b"\0" not in self._waiting:
            chunk = os.read(self._read, 1 << 20)
            if not chunk:
                raise RuntimeError("chromium ended")
            self._waiting += chunk
        message, _, self._waiting = self._waiting.partition(b"\0")
        return json.loads(message)

    def open(self, url: str) -> None:
        self.events = []
        self.page("Page.navigate", url=url)
        self.wait_for("Page.loadEventFired")

    def faults(self, url: str) -> list[str]:
        """What the page said, and what it asked for besides itself."""
        faults = []
        for event in self.events:
            params = event.get("params", {})
            match event.get("method"):
                case "Log.entryAdded":
                    faults.append(f"console: {params['entry']['text']}")
                case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown":
                    faults.append(f"script: {params}")
                case "Network.requestWillBeSent" if not params["request"]["url"].startswith((url, "data:")):
                    faults.append(f"request: {params['request']['url']}")
        return faults


def sheets(pdf: bytes) -> int:
    """Number of pages: the largest count of its page tree."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


def examine(browser: Browser, page: pathlib.Path, pdf: pathlib.Path) -> list[str]:
    url = page.as_uri()
    faults = []
    for width in WIDTHS:
        browser.page("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
        browser.open(url)
        faults += browser.faults(url)
        read = browser.page("Runtime.evaluate", expression=MEASURE, returnByValue=True)["result"]["value"]
        if read["scroll"] > width or read["width"] > width or read["wide"]:
            faults.append(f"{width} px: {read['scroll']} px wide: {read['wide']}")
        if read["clipped"]:
            faults.append(f"{width} px: text sticks out of {read['clipped']}")
        if read["torn"]:
            faults.append(f"{width} px: words are torn apart: {read['torn']}")
        if read["least"] < LEAST_LETTERS_PX:
            faults.append(f"{width} px: letters of {read['least']} px")
    browser.page("Emulation.clearDeviceMetricsOverride")
    browser.open(url)
    printed = browser.page("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
    n_printed, n_pdf = sheets(base64.b64decode(printed)), sheets(pdf.read_bytes())
    if abs(n_printed - n_pdf) > SHEETS_APART:
        faults.append(f"prints on {n_printed} sheets, the PDF has {n_pdf}")
    print(f"| {page.name:46} | {n_printed:7} | {n_pdf:3} | {'; '.join(faults) or 'ok'} |", flush=True)
    return faults


def sample_of(log: pathlib.Path) -> str:
    """The sample that a stored pose log is of; the log's own name is a checksum."""
    unpacked = subprocess.run(["zstd", "-dcq", log], capture_output=True, check=True).stdout
    return pathlib.Path(json.loads(unpacked.splitlines()[0])["video"]).stem


def exported(formcheck: str, folder: pathlib.Path, wanted: list[str]) -> list[tuple[pathlib.Path, pathlib.Path]]:
    pairs = []
    for log in sorted(POSES.glob("*/*.poses")):
        # Reports are named after the log, and their name after its sample.
        name = sample_of(log)
        if wanted and name not in wanted:
            continue
        named, page, pdf = (folder / f"{name}.{ending}" for ending in ["poses", "html", "pdf"])
        named.write_bytes(log.read_bytes())
        command = [formcheck, "export", named, "--html", page, "--pdf", pdf, "--name", "Zoë Müller"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        # 4: nothing to judge in it. Its report is written all the same.
        if done.returncode not in (0, 4):
            raise SystemExit(f"{log} cannot be exported: {done.stderr}")
        pairs.append((page, pdf))
    return pairs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formcheck", help="the program")
    parser.add_argument("samples", nargs="*", help="only these samples")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pairs = exported(str(pathlib.Path(args.formcheck).resolve()), pathlib.Path(folder), args.samples)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            browser = Browser(profile)
            print(f"| {'report':46} | printed | PDF | read |\n|{'-' * 48}|---------|-----|------|")
            faulty = [page.name for page, pdf in pairs if examine(browser, page, pdf)]
            browser.close()
    print(f"pages: {len(pairs) - len(faulty)} passed, {len(faulty)} failed")
    return 0 if pairs and not faulty else 1


if __name__ == "__main__":
    sys.exit(main())
