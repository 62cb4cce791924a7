"""The engine: MkDocs with the Material theme, fed with a compiled tree."""

from __future__ import annotations

import json
import logging
import os
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from portal.build import kept
from portal.build.blocks import Blocks
from portal.build.notebooks import Notebooks
from portal.build.store import Store
from portal.build.tree import Tree


class EngineFailed(Exception):
    """The engine reported an error or a warning."""


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname.lower()}: {record.getMessage()}")


def arrange(config: MkDocsConfig, tree: Tree, blocks: Blocks | None = None) -> MkDocsConfig:
    """Set on the engine's settings what comes from site.yml and the compiled tree."""
    config.docs_dir = str(tree.folder)
    config.site_name = tree.chrome["name"]
    config.site_url = tree.corpus.site.address + tree.prefix
    config.extra["portal"] = tree.chrome
    config.theme["language"] = "en"
    config.plugins["portal/blocks"] = blocks or Blocks()
    config.plugins["portal/notebooks"] = Notebooks()
    config.plugins["mkdocs-jupyter"].config["cache_dir"] = str(_rendered(tree))
    return config


def _rendered(tree: Tree) -> Path:
    """Where notebooks are kept as the plugin renders them: it drops what a build does not use, and asks for no version."""
    return tree.folder.parents[1] / "notebooks" / version("mkdocs-jupyter") / tree.words.language


def run(root: Path, tree: Tree, target: Path, store: Store) -> None:
    """Build the tree into ``target``; pages that are in ``store`` are not made again. Raises EngineFailed on any error or
    warning."""
    theme = kept.inputs(root, names=("overrides", "mkdocs.yml"))
    chrome = json.dumps(tree.chrome, sort_keys=True)
    blocks = Blocks(store, store.key(theme, chrome, tree.corpus.site.address, tree.prefix))
    listener = _Listener()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(listener)
    try:
        settings = load_config(str(root / "mkdocs.yml"), hooks=[], docs_dir=str(tree.folder), site_dir=str(target))
        build(arrange(settings, tree, blocks))
    except MkDocsException as error:
        raise EngineFailed(str(error)) from error
    finally:
        logger.removeHandler(listener)
    if listener.messages:
        raise EngineFailed("\n".join(listener.messages))
