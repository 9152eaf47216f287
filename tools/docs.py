"""The gallery (every figure with the lines that make it) as docs/gallery.md; with its pictures and the reference by `make docs`."""

import html
import inspect
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, get_args

from analysis import figures, inference, measures
from analysis.figures.compose import Chart
from analysis.figures.figure import Figure

# What a user imports; figures/ and inference/ say themselves which of their modules are theirs.
OWN = (
    "answers",
    "claims.decide",
    "countries",
    "errors",
    "figures.bars",
    "figures.charts",
    "figures.figure",
    "study",
    "tables",
)
PAGE = Path(__file__).resolve().parents[1] / "docs" / "gallery.md"
HEAD = """# Gallery

Every figure of the report, with the lines that make it; `make docs` draws them all into `build/docs/gallery.html`. Another case is
another study, such as `Study(country="TUR", rival="GRC")`; `.save` also takes `.png` and `.csv`. Written by `make readme`.
"""
STYLE = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}img{max-width:100%}pre{overflow:auto}"


class Entry(NamedTuple):
    """A figure: the room it lies in, its name, what its docstring says, and the lines that make it."""

    room: str
    name: str
    told: str
    lines: str


def entries() -> Iterator[Entry]:
    """Every function of the chapters' modules that makes a figure of a study."""
    for room in figures.__all__:
        module = import_module(f"analysis.figures.{room}")
        for name in module.__all__:
            if makes_a_figure(made := getattr(module, name)):
                yield Entry(room, name, inspect.getdoc(made).partition("\n\n")[0].replace("\n", " "), lines(room, made))


def makes_a_figure(made: Any) -> bool:
    """Whether it is decorated with @figure and gives one chart, not a list or a table."""
    returned = inspect.unwrap(made).__annotations__.get("return") if hasattr(made, "__wrapped__") else None
    return bool({Chart, Figure} & {returned, *get_args(returned)})


def lines(room: str, made: Callable[..., Any]) -> str:
    """The lines that make it of the default case; what a figure tells beside the study is a claim, or a chapter's acts."""
    more = [name for name in inspect.signature(made).parameters if name != "study"]
    given = ["study", *('"2_us_ties"' if name == "chapter" else f'decide("{name.upper()}", study)' for name in more)]
    names = "Study, decide" if any("decide" in one for one in given) else "Study"
    return (
        f"from analysis import {names}\nfrom analysis.figures import {room}\n\nstudy = Study()\n"
        f'{room}.{made.__name__}({", ".join(given)}).save("{room}-{made.__name__}.svg")\n'
    )


def markdown() -> str:
    """The gallery as a page for a forge, without pictures: they are in the report."""
    told, room = HEAD, ""
    for one in entries():
        told += f"\n## {one.room}\n" if one.room != room else ""
        told, room = f"{told}\n### {one.name}\n\n{one.told}\n\n```python\n{one.lines}```\n", one.room
    return told


def drawn(folder: Path) -> Path:
    """gallery.html in `folder`: the lines are run as they stand, and what they save is the picture."""
    shown = []
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    with chdir(folder / "figures"):
        for one in entries():
            exec(compile(one.lines, one.name, "exec"), {})
            head, picture = f"{one.room}.{one.name}", f"figures/{one.room}-{one.name}.svg"
            told, code = html.escape(one.told), html.escape(one.lines)
            shown.append(f'<h2 id="{head}">{head}</h2><img src="{picture}" alt="{told}"><p>{told}</p><pre>{code}</pre>')
    page = folder / "gallery.html"
    title = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Gallery</title>'
    links = '<p><a href="index.html">Reference of the modules</a></p>'
    text = f'<!doctype html><html lang="en">{title}<style>{STYLE}</style><h1>Gallery</h1>{links}{"".join(shown)}</html>'
    page.write_text(text, encoding="utf-8")
    return page


def public() -> list[str]:
    """The modules that a user imports."""
    rooms = [f"measures.{one.name}" for one in pkgutil.iter_modules(measures.__path__)]
    rooms += [f"{room.__name__.partition('.')[2]}.{name}" for room in (figures, inference) for name in room.__all__]
    return sorted(f"analysis.{name}" for name in {*OWN, *rooms})


def reference(folder: Path) -> Path:
    """index.html in `folder` and a page for each public module, made of the docstrings by pdoc."""
    import pdoc

    pdoc.render.configure(footer_text="Pictures of every figure: gallery.html", show_source=False)
    pdoc.pdoc(*public(), output_directory=folder)
    return folder / "index.html"


if __name__ == "__main__":
    if sys.argv[1:]:
        for made in (drawn, reference):
            print(os.path.relpath(made(Path(sys.argv[1]))))
    else:
        PAGE.write_text(markdown(), encoding="utf-8")
