"""`broadsheet build` and how it ends."""

from __future__ import annotations

from pathlib import Path

from commands import broadsheet


def test_build_makes_the_site(collection: Path) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001")

    done = broadsheet(collection, "build", "--strict")

    assert done.returncode == 0, done.stderr
    assert (collection / "site" / "papers" / "2401.00001" / "index.html").exists()


def test_build_ends_with_1_on_a_mistake(collection: Path) -> None:
    (collection / "content" / "papers" / "a.yaml").write_text("titel: x\n", "utf-8")

    done = broadsheet(collection, "build")

    assert "did you mean `title`?" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
