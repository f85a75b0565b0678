"""The client: the JavaScript that searches in the reader's browser."""

from __future__ import annotations

from pathlib import Path

CLIENT = Path(__file__).parent
"""The folder of the scripts."""
SCRIPTS = (
    "box.js",
    "engine.js",
    "session.js",
    "shards.js",
    "snippet.js",
    "stand-in.js",
    "worker.js",
)
"""What the site gets below `assets/broadsheet/search/`."""
