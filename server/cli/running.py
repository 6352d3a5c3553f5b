"""Run a centre: for real, or a throwaway demo."""

import os
import tempfile
import webbrowser
from pathlib import Path

import click

from server import demo as demo_room
from server.cli.centre import write_access
from server.cli.shared import DIRECTORY, centre_file
from server.founding import found_demo
from server.serve import RunningCentre, environ_settings
from server.serve import serve as serve_centre


@click.command()
@DIRECTORY
@click.option("--host", help="The address to listen on; every address unless told otherwise.")
@click.option("--port", type=int, help="8000 unless told otherwise.")
@click.option("--public-port", type=int, help="A second port with nothing but the citizens' pages.")
def serve(directory: Path, host: str | None, port: int | None, public_port: int | None) -> None:
    """Run a centre until it is told to stop."""
    centre_file(directory)
    host = host or os.environ.get("LAYSO_HOST", "0.0.0.0")
    settings = environ_settings(os.environ, host=host, port=port, public_port=public_port)
    serve_centre(
        directory, settings, lambda running: click.echo(f"listening on port {running.port}", err=True)
    )


@click.command()
@click.option("--port", type=int, default=8000, show_default=True)
@click.option(
    "--speed", type=float, help="Let simulated citizens and clerks in, this many times as fast as life."
)
@click.option("--open/--no-open", "opens", default=True, help="Open the index page in the browser.")
@click.option(
    "--access-json", type=click.Path(path_type=Path), help="Write passwords and tokens to this file."
)
@click.option(
    "--dir", "directory", type=click.Path(path_type=Path), help="Where to keep the demo; else thrown away."
)
def demo(
    port: int, speed: float | None, opens: bool, access_json: Path | None, directory: Path | None
) -> None:
    """Make a throwaway demo centre and run it on this machine."""
    with tempfile.TemporaryDirectory(prefix="layso-demo-") as scratch:
        home = directory or Path(scratch) / "centre"
        access = found_demo(home)
        if access_json:
            write_access(access_json, access)
        settings = environ_settings(os.environ, host="127.0.0.1", port=port)

        def ready(running: RunningCentre) -> None:
            url = f"http://localhost:{running.port}/"
            click.echo(f"Lấy Số: {url}  (Ctrl+C để dừng / to stop)")
            demo_room.begin(running.centre.app, url, speed)
            if opens:
                webbrowser.open(url)

        serve_centre(home, settings, ready, lambda app: demo_room.register(app, access, home))
