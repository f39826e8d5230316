"""The templates of a build, compiled in a second process from its first moment.

Comes in: a project's folder. Goes out: a cache of compiled templates for our pages and for the theme. It is asked for when
the first page is printed; until then this process imports, reads and checks, and the other core has nothing else to do.
"""

from __future__ import annotations

import logging
import os
from functools import partial
from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config

from generator.cache.beside import beside
from generator.render.environment import CompiledTemplates, compile_own_templates, compile_templates, use_templates


class _ThemeAlone(Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` says of the theme; the rest is not looked at."""

    theme = config_options.Theme(default="mkdocs")


def begin_templates(root: Path) -> None:
    """Begin to compile the templates of the project below `root`; where there is no second process, each waits for its use."""
    # Material announces the end of its life at every start; docs/architecture.md says what follows for us.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    use_templates(CompiledTemplates(beside(partial(_compiled, root), otherwise=dict)))


def _compiled(root: Path) -> dict[str, bytes]:
    """Return the code of the templates that a build is likely to use: ours, and the theme's as `mkdocs.yml` names it."""
    logging.disable()  # In the other process; what there is to say of the settings is said in this one.
    path = root / "mkdocs.yml"
    settings = _ThemeAlone(config_file_path=str(path))
    with path.open("rb") as file:
        settings.load_file(file)
    settings.validate()
    theme = settings.theme
    theme.dirs.insert(0, str(Path(__file__).parent / "overrides"))  # As the plugin does.
    language = f"partials/languages/{theme.get('language', 'en')}.html"
    names = ("main.html", language, *sorted(theme.static_templates))
    return compile_own_templates() | compile_templates(theme.get_env(), names)
