"""A report as a person reads it: tables in the terminal. As a machine does, it is figures.Report.to_json."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from server.bench.figures import Report, Spread

QUIET_SHARE = 0.1


def show(report: Report, console: Console) -> None:
    """Print what was measured, on what, the figures beside their reference, and which budgets are kept."""
    console.print(f"[bold]layso bench {report.bench}[/bold]  {report.measured}")
    machine = report.machine
    console.print(
        f"{machine['cpus']} × {machine['model']}, Linux {machine['kernel']}, {machine['filesystem']}"
        f" ({machine['directory']}), Python {machine['python']}, SQLite {machine['sqlite']}, load {machine['load_before']}"
    )
    if machine.get("share_of_other_programs", 0) > QUIET_SHARE:
        busy = f"{machine['share_of_other_programs']:.0%}"
        console.print(
            f"[bold red]Other programs took {busy} of the processors meanwhile: measure again when it is quiet.[/bold red]"
        )
    console.print(_spreads("Measured", report.figures))
    console.print(_spreads("Reference, same run", report.references))
    for name, ratio in report.ratios.items():
        console.print(f"{name}: {ratio:.2f}")
    for name, fact in report.facts.items():
        console.print(f"{name}: {fact}", highlight=False)
    console.print(_budgets(report))
    for one in report.skipped:
        console.print(f"[bold red]{one}[/bold red]")


def _spreads(title: str, spreads: Sequence[Spread]) -> Table:
    table = Table("", "count", "p50 ms", "p95 ms", "p99 ms", "max ms", "per second", title=title)
    for one in spreads:
        times = [f"{value:.2f}" for value in (one.p50_ms, one.p95_ms, one.p99_ms, one.max_ms)]
        table.add_row(one.name, str(one.count), *times, f"{one.rate_per_s:.0f}" if one.rate_per_s else "")
    return table


def _budgets(report: Report) -> Table:
    table = Table("budget", "found", "limit", "", title="Budgets")
    for one in report.budgets:
        sign = "≥" if one.at_least else "≤"
        verdict = "[green]kept[/green]" if one.is_met else "[bold red]MISSED[/bold red]"
        table.add_row(one.name, f"{one.found:.2f} {one.unit}", f"{sign} {one.limit:g} {one.unit}", verdict)
    return table
