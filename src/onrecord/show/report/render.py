"""Puts the page's parts into the templates: everything is escaped and made visible, nothing may run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from onrecord.show.report.views import Page
from onrecord.show.safety import clip, visible
from onrecord.show.wording import count


def render(page: Page) -> Iterator[str]:
    """The page's HTML, piece by piece."""
    style = _style(page)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = _environment().get_template("report.html.j2")
    return template.generate(page=page, style=Markup(style), style_hash=f"sha256-{digest}")


def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
        loader=FunctionLoader(_template),
    )
    environment.filters.update(clip=clip, grouped=_grouped, counted=_counted)
    return environment


def _template(name: str) -> str:
    return files("onrecord.show").joinpath("templates").joinpath(name).read_text("utf-8")


def _shown(value: Any) -> Any:
    """Every value that a template prints passes here: text of a report is made visible, markup is ours."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _grouped(value: int) -> str:
    return f"{value:,}"


def _counted(value: int | Iterable[Any], noun: str) -> str:
    return count(value if isinstance(value, int) else sum(1 for _ in value), noun)


def _style(page: Page) -> str:
    """The style sheet, with one rule that lights all words of the statement that the address names.

    `:target` alone lights only the first run of a statement's words: a statement has several where a figure
    or another statement stands in it, and its speaker and cue stand elsewhere. Ids are ours (base 32), so
    they need no escaping.
    """
    style = _template("report.css")
    if not page.highlights:
        return style
    chosen = ",\n".join(f"#{report}:has(#s-{id_}:target) .s-{id_}" for report, id_ in page.highlights)
    lit = "background: var(--target); box-shadow: 0 .12em 0 var(--target-line); color: var(--ink);"
    return f"{style}{chosen} {{ {lit} }}\n"
