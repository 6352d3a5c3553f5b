"""Copy the front-end files that `npm ci` fetched into server/web/static/vendor/, untouched. Standard library only.

What is copied stands in `wanted_files`; nothing is built, minified or renamed apart from the modules' short names.
"""

import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUBSETS = ("vietnamese", "latin-ext", "latin")
SCREEN_WEIGHTS = (400, 500, 600, 700, 800)
PAPER_WEIGHTS = {400: "400Regular", 600: "600SemiBold", 700: "700Bold", 800: "800ExtraBold"}
MODULES = {
    "preact.js": "preact/dist/preact.mjs",
    "preact-hooks.js": "preact/hooks/dist/hooks.mjs",
    "htm.js": "htm/dist/htm.module.js",
    "htm-preact.js": "htm/preact/index.module.js",
    "socket.io.esm.min.js": "socket.io-client/dist/socket.io.esm.min.js",
    "socket.io.min.js": "socket.io-client/dist/socket.io.min.js",
    "uPlot.esm.js": "uplot/dist/uPlot.esm.js",
    "uPlot.iife.min.js": "uplot/dist/uPlot.iife.min.js",
    "uPlot.min.css": "uplot/dist/uPlot.min.css",
}
SCREEN_FONT = "@fontsource/be-vietnam-pro"
PAPER_FONT = "@expo-google-fonts/be-vietnam-pro"
LICENCES = {
    "preact": "preact/LICENSE",
    "htm": "htm/LICENSE",
    "socket.io-client": "socket.io-client/LICENSE",
    "engine.io-client": "engine.io-client/LICENSE",
    "uplot": "uplot/LICENSE",
    "lucide": "lucide-static/LICENSE",
    "be-vietnam-pro": f"{PAPER_FONT}/LICENSE_FONT",
}
FACE = """@font-face {{
  font-family: "Be Vietnam Pro";
  font-style: normal;
  font-weight: {weight};
  font-display: swap;
  src: url("fonts/{file}") format("woff2");
  unicode-range: {ranges};
}}
"""


def wanted_files(icons: list[str]) -> dict[str, str]:
    """Say, for each file under vendor/, which file under node_modules/ it comes from.

    The modules import each other by bare name, so a page's import map gives preact, preact/hooks, htm, htm/preact.
    Screen: fonts/be-vietnam-pro-SUBSET-WEIGHT-normal.woff2, named by be-vietnam-pro.css (written by `font_css`).
    Paper: fonts/BeVietnamPro-WEIGHT.ttf, whole fonts with Vietnamese and Latin in one file, as Pillow needs them.
    Icons: icons/NAME.svg for each name in server/web/icons.txt. licences/ holds the licence texts, the OFL among them.
    """
    wanted = dict(MODULES)
    for weight in SCREEN_WEIGHTS:
        for subset in SUBSETS:
            name = face_file(subset, weight)
            wanted[f"fonts/{name}"] = f"{SCREEN_FONT}/files/{name}"
    for weight, folder in PAPER_WEIGHTS.items():
        wanted[f"fonts/BeVietnamPro-{weight}.ttf"] = f"{PAPER_FONT}/{folder}/BeVietnamPro_{folder}.ttf"
    wanted |= {f"icons/{name}.svg": f"lucide-static/icons/{name}.svg" for name in icons}
    return wanted | {f"licences/{name}.txt": source for name, source in LICENCES.items()}


def face_file(subset: str, weight: int) -> str:
    """Name the file that holds one subset of the screen font in one weight."""
    return f"be-vietnam-pro-{subset}-{weight}-normal.woff2"


def font_css(ranges: dict[str, str]) -> str:
    """Write the @font-face rules, so that a page loads only the subsets whose characters it shows."""
    return "\n".join(
        FACE.format(weight=weight, file=face_file(subset, weight), ranges=ranges[subset].replace(",", ", "))
        for weight in SCREEN_WEIGHTS
        for subset in SUBSETS
    )


def icon_names(text: str) -> list[str]:
    """Read one icon name per line; `#` starts a comment."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def copy_all(modules: Path, target: Path, icons: list[str]) -> int:
    """Fill `target` anew from `modules` and return the number of files; a missing source raises FileNotFoundError."""
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    wanted = wanted_files(icons)
    for name, source in wanted.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, fresh / name)
    ranges = json.loads((modules / SCREEN_FONT / "unicode.json").read_text(encoding="utf-8"))
    (fresh / "be-vietnam-pro.css").write_text(font_css(ranges), encoding="utf-8")
    replace_folder(fresh, target)
    return len(wanted) + 1


def replace_folder(fresh: Path, target: Path) -> None:
    """Put `fresh` in the place of `target`, so that a running server misses its files for an instant only."""
    old = target.with_name(target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    """Copy everything and say how much; exit 1 with one line when a package lacks a file."""
    icons = icon_names((ROOT / "server" / "web" / "icons.txt").read_text(encoding="utf-8"))
    target = ROOT / "server" / "web" / "static" / "vendor"
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        count = copy_all(ROOT / "node_modules", target, icons)
    except FileNotFoundError as error:
        print(
            f"vendor: {error.filename} is missing; run `npm ci --ignore-scripts`, or correct server/web/icons.txt",
            file=sys.stderr,
        )
        return 1
    print(f"vendor: {count} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
