"""Pages in Chromium: from navigation to figures visible, cold and warm, beside an empty Streamlit page."""

from __future__ import annotations

import statistics
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

from bench.serving import ROOT, product_server, serving

ROUNDS = 9
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

# Notes the time, since navigation, of the first frame in which the element named by window.name stands.
_WATCH = """
(selector) => {
  const seen = () => {
    if (document.querySelector(selector)) {
      requestAnimationFrame(() => { window.firstSeen = performance.now() });
      return true;
    }
    return false;
  };
  const watch = new MutationObserver(() => { if (seen()) watch.disconnect() });
  watch.observe(document, { childList: true, subtree: true });
}
"""

# Notes how long after the next click the element named stands.
_WATCH_CLICK = """
(selector) => {
  window.changed = null;
  document.addEventListener('click', () => {
    const start = performance.now();
    const watch = new MutationObserver(() => {
      if (document.querySelector(selector)) {
        watch.disconnect();
        requestAnimationFrame(() => { window.changed = performance.now() - start });
      }
    });
    watch.observe(document, { childList: true, subtree: true, attributes: true });
  }, { capture: true, once: true });
}
"""


def _load(page: Page, address: str) -> float:
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.firstSeen", timeout=30_000)
    return float(page.evaluate("window.firstSeen"))


def load_times(browser: Browser, address: str, selector: str, login: str = "") -> tuple[float, float, int]:
    """Milliseconds to the selector, cold (a new profile) and warm (the same again), and the bytes of the cold load.

    Bytes are what the network carried until the page was at rest, as Chromium counts them. With the login of a demo
    account it is signed in first, and the first load is not a cold one.
    """
    context = browser.new_context()
    page = context.new_page()
    if login:
        page.goto(urljoin(address, "/login"))
        page.locator(f'button[name="login"][value="{login}"]').click()
        page.locator(".ir-account").wait_for()
    page.add_init_script(f"({_WATCH})({selector!r})")
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    received = 0

    def count(event: dict[str, float]) -> None:
        nonlocal received
        received += int(event["encodedDataLength"])

    network.on("Network.loadingFinished", count)
    cold = _load(page, address)
    page.wait_for_load_state("networkidle")
    total = received
    warm = statistics.median(_load(page, address) for _round in range(3))
    context.close()
    return cold, warm, total


def month_change(browser: Browser, address: str) -> float:
    """Milliseconds from choosing another month to its figures on the screen."""
    page = browser.new_page()
    page.goto(address)
    page.locator('[data-month="9"]').first.wait_for()
    taken = []
    for month, name in ((6, "iyun"), (9, "sentabr"), (3, "mart"), (8, "avgust"), (9, "sentabr")):
        page.wait_for_load_state("networkidle")
        page.locator(".st-key-month").get_by_role("combobox").click()
        option = page.get_by_role("option", name=name, exact=True)
        option.wait_for()
        page.evaluate(_WATCH_CLICK, f'[data-month="{month}"]')
        option.click()
        page.wait_for_function("window.changed", timeout=30_000)
        taken.append(float(page.evaluate("window.changed")))
    page.close()
    return statistics.median(taken)


def region_warm(folder: Path) -> dict[str, float]:
    """Milliseconds to the region's matrix, warm: of 13 districts and of 14 regions over all places and years.

    Each load is a new session; what the process keeps in memory it keeps, as it does for any second visitor.
    """
    found = {}
    with product_server(folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, login in (("13 districts", "viloyat"), ("14 regions", "milliy")):
            address = f"{server.address}/region?year=2023&month=9"
            loads = [load_times(browser, address, ".ir-matrix td", login)[1] for _round in range(6)]
            found[name] = statistics.median(loads[1:])  # the first pays for what is kept in memory from then on
        browser.close()
    return found


def measure(folder: Path) -> dict[str, float]:
    """All page measurements in one run, in turns so that both pages meet the same machine; times in milliseconds."""
    (folder / "empty.py").write_text((ROOT / "bench" / "empty.py").read_text())
    samples: dict[str, list[float]] = {name: [] for name in ("empty cold", "empty warm", "cold", "warm", "bytes")}
    with (
        serving("empty.py", "/_stcore/health", folder) as empty,
        product_server(folder) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for address, selector in ((empty.address, "#seen"), (server.address, ".ir-value")):
            load_times(browser, address, selector)  # neither pays for the server's first visit
        for _round in range(ROUNDS):
            cold, warm, _bytes = load_times(browser, empty.address, "#seen")
            samples["empty cold"].append(cold)
            samples["empty warm"].append(warm)
            cold, warm, total = load_times(browser, server.address, ".ir-value")
            samples["cold"].append(cold)
            samples["warm"].append(warm)
            samples["bytes"].append(total)
        found = {name: statistics.median(values) for name, values in samples.items()}
        found["month"] = month_change(browser, server.address)
        browser.close()
    return found
