"""Measure pages in a browser on a slow phone: paint, layout shift, bytes, foreign requests.

    python benchmarks/page_metrics.py ADDRESS...

The line is Chrome's "Slow 4G" (1.6 Mbit/s down, 0.75 Mbit/s up, 150 ms), the processor is slowed
down four times. Ends with status 1 where a bar is missed.
"""

import shutil
import sys
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
SLOWER_PROCESSOR = 4
PHONE = {"width": 360, "height": 740}
#: Milliseconds, a share of the screen, bytes on the wire.
LARGEST_PAINT, SHIFT, BYTES = 1000, 0, 100_000
OBSERVE = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver(list => list.getEntries().forEach(each => seen.paint = each.startTime))
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(each => seen.shift += each.value))
  .observe({type: 'layout-shift', buffered: true});
"""


def measure(browser: Any, address: str) -> tuple[float, float, int, set[str]]:  # noqa: ANN401
    """Return the largest paint in ms, the layout shift, bytes on the wire and foreign hosts."""
    # The page's policy forbids scripts, this one too.
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    sizes: list[int] = []
    hosts: set[str] = set()
    session.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("seen.paint > 0", timeout=10_000)
    seen = page.evaluate("window.seen")
    context.close()
    foreign = hosts - {urlsplit(address).netloc}
    return seen["paint"], seen["shift"], int(sum(sizes)), foreign


def main() -> None:
    missed = False
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print("largest paint ms   shift    bytes   foreign   page")
        for address in sys.argv[1:]:
            paint, shift, size, foreign = measure(browser, address)
            print(f"{paint:16.0f} {shift:7.3f} {size:8} {len(foreign):9}   {address}")
            missed |= paint > LARGEST_PAINT or shift > SHIFT or size > BYTES or bool(foreign)
        browser.close()
    sys.exit(missed)


if __name__ == "__main__":
    main()
