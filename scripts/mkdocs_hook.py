"""Let plain ``mkdocs build`` and ``mkdocs serve`` work: compile the tree first, then build from it."""

from pathlib import Path

from portal.build.engine import arrange
from portal.build.tree import compile_tree

SOURCES = ("case_studies", "docs", "locales", "modules", "overrides")
COMMAND = {"name": "build"}  # MkDocs tells it once, before there are settings to keep it in


def on_startup(*, command: str, **_: object) -> None:
    """Note which command is run."""
    COMMAND["name"] = command


def on_config(config):
    """Compile the default language and point the engine at the result."""
    arranged = arrange(config, compile_tree(Path(config.config_file_path).parent))
    arranged.extra["portal"]["served"] = COMMAND["name"] == "serve"
    return arranged


def on_serve(server, config, builder):
    """Rebuild when a source changes, and not because of our own output."""
    root = Path(config.config_file_path).parent
    server.unwatch(config.docs_dir)
    for folder in (root / name for name in SOURCES):
        if folder.is_dir():
            server.watch(str(folder))
    return server
