"""What axe-core, the accessibility checker, says about a page."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_RUN = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


def axe_violations(page: Page) -> list[str]:
    """Return one readable line per element that breaks a rule of axe, best practices included; or [].

    A line reads `color-contrast (serious) at <selector>: <what is wrong>`. Call it on a settled page:
    an element that is fading in has less contrast than it will have.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate(_RUN)
    return [
        f"{violation['id']} ({violation['impact']}) at {_selector(node['target'])}: {_reasons(node)}"
        for violation in violations
        for node in violation["nodes"]
    ]


def _selector(target: list[str | list[str]]) -> str:
    """Join the steps of a target: one per frame, and within a frame one per shadow root."""
    return " > ".join(step if isinstance(step, str) else " > ".join(step) for step in target)


def _reasons(node: dict[str, list[dict[str, str]]]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks)
