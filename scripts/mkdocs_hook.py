"""Let plain ``mkdocs build`` and ``mkdocs serve`` work: compile the tree first, then build from it."""

from pathlib import Path

from portal.build.engine import arrange
from portal.build.tree import compile_tree


def on_config(config):
    """Compile the default language and point the engine at the result."""
    tree = compile_tree(Path(config.config_file_path).parent)
    return arrange(config, tree)


def on_serve(server, config, builder):
    """Do not rebuild because of our own output."""
    server.unwatch(config.docs_dir)
    return server
