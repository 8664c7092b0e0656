"""Small vector pictures: the quarter gauge and the sparkline, as images with a text alternative."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from math import cos, pi, sin
from urllib.parse import quote

from ishreja.domain.progress import Status

# The same tones as style.css, chosen to stand out on the light and on the dark ground alike.
TONES: dict[Status | None, str] = {
    Status.DONE: "#2f8a57",
    Status.ON_PLAN: "#2f8a57",
    Status.WATCH: "#bd7b1a",
    Status.BEHIND: "#c2402f",
    Status.OVERDUE: "#c2402f",
    None: "#8d948f",
}
_TRACK = "#8d948f"
_MARK = "#6b7370"


def _image(svg: str, alternative: str, name: str) -> str:
    return f'<img class="{name}" alt="{escape(alternative)}" src="data:image/svg+xml,{quote(svg, safe="")}">'


def _on_arc(share: float, radius: float) -> tuple[float, float]:
    angle = pi * (1 - share)
    return 100 + radius * cos(angle), 100 - radius * sin(angle)


def gauge(done: Decimal | None, mark: Decimal | None, status: Status | None, alternative: str) -> str:
    """A half circle filled up to done (a share, drawn up to 1) with a mark where it should be by now."""
    parts = [f'<path d="M20 100A80 80 0 0 1 180 100" stroke="{_TRACK}" stroke-opacity=".25" class="a"/>']
    if done is not None and done > 0:
        x, y = _on_arc(min(float(done), 1.0), 80)
        parts.append(f'<path d="M20 100A80 80 0 0 1 {x:.1f} {y:.1f}" stroke="{TONES.get(status, _TRACK)}" class="a"/>')
    if mark is not None:
        share = min(float(mark), 1.0)
        (x1, y1), (x2, y2) = _on_arc(share, 66), _on_arc(share, 95)
        parts.append(f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{_MARK}" stroke-width="4"/>')
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 108">'
        "<style>.a{fill:none;stroke-width:17}</style>" + "".join(parts) + "</svg>"
    )
    return _image(svg, alternative, "ir-gauge-arc")


def sparkline(values: Sequence[Decimal | None], alternative: str, *, plan: Sequence[Decimal] | None = None) -> str:
    """Twelve months as thin bars, blank months as gaps; plan, where given, as a line of small steps behind them."""
    known = [value for value in values if value is not None]
    top = float(max([*known, *(plan or [])], default=Decimal(0))) or 1.0
    width = 120 / max(len(values), 1)
    parts = []
    for index, value in enumerate(values):
        x = index * width
        if value is None:
            parts.append(f'<path d="M{x + 2:.1f} 27.5h{width - 4:.1f}" stroke="{_TRACK}" stroke-opacity=".35"/>')
            continue
        height = max(float(value) / top * 26, 1.2) if value >= 0 else 1.2
        parts.append(f'<rect x="{x + 1.5:.1f}" y="{28 - height:.1f}" width="{width - 3:.1f}" height="{height:.1f}"/>')
    if plan:
        steps = "".join(f"M{i * width:.1f} {28 - float(p) / top * 26:.1f}h{width:.1f}" for i, p in enumerate(plan))
        parts.append(f'<path d="{steps}" stroke="{_MARK}" stroke-width="1.2"/>')
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 28" preserveAspectRatio="none" fill="#4b8f9b">'
        + "".join(parts)
        + "</svg>"
    )
    return _image(svg, alternative, "ir-spark")
