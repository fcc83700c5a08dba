"""The settings as a table for people."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text


def show_settings(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Show each setting's variable, the value in force, and below it what it is."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    for row in rows:
        changed = str(row["value"]).casefold() != str(row["default"]).casefold()
        value = Text(str(row["value"]) or "(empty)", "green" if changed else "")
        if row["unit"]:
            value.append(f" {row['unit']}")
        value.append(f"  default {row['default'] or '(empty)'}" if changed else "  default", "dim")
        value.append(f"\n{row['help']}", "dim")
        table.add_row(str(row["variable"]), value)
    console.print(table)
