"""What was measured, as tables and a plot in docs/performance.md."""

import os
import platform
import statistics
from dataclasses import dataclass, field
from importlib.metadata import version
from math import log10
from pathlib import Path
from typing import Self
from xml.sax.saxutils import escape

from tests.bench.load import Burst
from tests.bench.operations import OPERATIONS

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "images" / "performance.svg"
BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"

PLAIN, COMPUTED, MEMORY, CEILING = "plain grapple", "computed", "from memory", "Django's ceiling"
COLOURS = {PLAIN: "#9a9a9a", COMPUTED: "#1f6f8b", MEMORY: "#2a9d5c", CEILING: "#d9a441"}


@dataclass(frozen=True)
class Figures:
    """What one server does with one operation."""

    milliseconds: float
    per_second: float

    @classmethod
    def of(cls, bursts: list[Burst]) -> Self:
        """Return the medians: of all answers' times, and of the bursts' rates."""
        times = [time for burst in bursts for time in burst.times]
        rates = [len(burst.times) / burst.seconds for burst in bursts]
        return cls(statistics.median(times) * 1000, statistics.median(rates))


@dataclass
class Results:
    """All that a run has found, by operation, number of connections and server."""

    figures: dict[tuple[str, int, str], Figures] = field(default_factory=dict)
    statements: dict[str, dict[str, int]] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)
    first_answers: dict[str, float] = field(default_factory=dict)


def table(results: Results) -> str:
    """Return the results as tables in Markdown."""
    lines = []
    for connections in sorted({connections for _name, connections, _server in results.figures}):
        lines += [
            f"**{connections} connection{'s' if connections > 1 else ''}**: median ms, requests a second, ratios",
            "",
            f"| operation | {PLAIN} | {COMPUTED} | × {PLAIN} | {MEMORY} | × {PLAIN} | {CEILING} | {MEMORY} × ceiling |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for operation in OPERATIONS:
            row = {
                server: results.figures[operation.name, connections, server]
                for server in COLOURS
                if (operation.name, connections, server) in results.figures
            }
            if row:
                lines.append(_row(operation.title, row))
        lines.append("")
    lines += ["| SQL statements of one answer | " + " | ".join(results.statements) + " |"]
    lines += ["|---" * (1 + len(results.statements)) + "|"]
    lines += [
        f"| {operation.title} | "
        + " | ".join(str(counts[operation.name]) for counts in results.statements.values())
        + " |"
        for operation in OPERATIONS
    ]
    lines += ["", "| | " + " | ".join(results.megabytes) + " |", "|---" * (1 + len(results.megabytes)) + "|"]
    lines.append(
        "| memory of a worker, MB | " + " | ".join(f"{size:.0f}" for size in results.megabytes.values()) + " |"
    )
    firsts = [results.first_answers.get(server) for server in results.megabytes]
    lines.append(
        "| first answer after start, s | "
        + " | ".join("" if seconds is None else f"{seconds:.1f}" for seconds in firsts)
        + " |"
    )
    return "\n".join(lines)


def _row(title: str, row: dict[str, Figures]) -> str:
    shown = {server: f"{each.milliseconds:.2f} ms, {each.per_second:.0f}/s" for server, each in row.items()}
    rate = {server: each.per_second for server, each in row.items()}
    cells = (
        title,
        shown[PLAIN],
        shown[COMPUTED],
        f"**{rate[COMPUTED] / rate[PLAIN]:.1f}**",
        shown[MEMORY],
        f"**{rate[MEMORY] / rate[PLAIN]:.0f}**",
        shown[CEILING],
        f"**{rate[MEMORY] / rate[CEILING]:.1f}**",
    )
    return "| " + " | ".join(cells) + " |"


def plot(results: Results, connections: int = 1) -> str:
    """Return bars of the median times on a logarithmic scale, as SVG."""
    left, width, bar, gap, top = 290, 560, 15, 14, 58
    times = [each.milliseconds for (_name, count, _server), each in results.figures.items() if count == connections]
    low, high = 10.0 ** int(log10(min(times)) - 1), max(times)
    scale = width / (log10(high) - log10(low))
    group = bar * len(COLOURS) + gap
    height = top + group * len(OPERATIONS) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 90} {height}" font-family="sans-serif" '
        'font-size="12" role="img">',
        f"<title>Median time of an answer, {connections} connection, logarithmic scale</title>",
        f'<rect width="100%" height="100%" fill="#fff"/><text x="10" y="20" font-size="15">Median time of an answer in '
        f"ms, {connections} connection (logarithmic: each line is ten times the one before)</text>",
    ]
    for place, (server, colour) in enumerate(COLOURS.items()):
        x = left + place * 140
        parts.append(f'<rect x="{x}" y="32" width="11" height="11" fill="{colour}"/>')
        parts.append(f'<text x="{x + 16}" y="42">{escape(server)}</text>')
    line = low
    while line <= high:
        at = left + (log10(line) - log10(low)) * scale
        parts.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{top - 6}" y2="{height - 26}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{height - 10}" text-anchor="middle" fill="#666">{line:g}</text>')
        line *= 10
    for number, operation in enumerate(OPERATIONS):
        y = top + number * group
        parts.append(f'<text x="{left - 10}" y="{y + group / 2}" text-anchor="end">{escape(operation.title)}</text>')
        for place, (server, colour) in enumerate(COLOURS.items()):
            value = results.figures[operation.name, connections, server].milliseconds
            length = max((log10(value) - log10(low)) * scale, 1)
            above = y + place * bar
            parts.append(f'<rect x="{left}" y="{above}" width="{length:.1f}" height="{bar - 2}" fill="{colour}"/>')
            parts.append(f'<text x="{left + length + 5:.1f}" y="{above + 11}" fill="#333">{value:.2f}</text>')
    return "\n".join([*parts, "</svg>", ""])


def write(results: Results) -> None:
    """Put the tables between their marks in the document, and the plot beside it."""
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    machine = ", ".join(
        [
            f"{os.cpu_count()} cores",
            f"Python {platform.python_version()}",
            *(f"{name} {version(name)}" for name in ("django", "wagtail", "wagtail-grapple", "granian")),
            "SQLite",
        ]
    )
    measured = f"Measured with {machine}.\n\n{table(results)}\n\n![Median times](images/{PLOT.name})"
    DOCUMENT.write_text(f"{before}{BEGIN}\n{measured}\n{END}{after}", encoding="utf-8")
    PLOT.write_text(plot(results), encoding="utf-8")
