"""Settings of sources for tests: those named are asked at an address, all others not at all."""

from __future__ import annotations

from pathlib import Path

import yaml

from broadsheet.fetch.source import find_sources


def write_sources(root: Path, **urls: str) -> Path:
    """Write site_config/sources.yaml; hyphens in names of sources are underscores here."""
    asked = {name.replace("_", "-"): {"url": url, "interval": 0} for name, url in urls.items()}
    others = {source.name: {"enabled": False} for source in find_sources().sources}
    path = root / "site_config" / "sources.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump({"sources": others | asked}), "utf-8")
    return path
