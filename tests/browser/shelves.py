"""Shelves for tests: what a reader marks, as the page shows it and as the browser keeps it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page

PAPER = "2412.19513"
OTHER = "2205.08645"
TITLE = "Confidence v.s. Critique: A Decomposition of Self-Correction Capability for LLMs"
TOPIC = "topics/safety/"
EVIL = "<img src=x onerror='window.broken_in = 1'>"


def papers_url(paper: str) -> str:
    return f"papers/{paper}/"


def star(page: Page) -> Locator:
    return page.locator(".bs-paper > .bs-head").get_by_role("button", name="Star")


def card_star(page: Page, at: int = 0) -> Locator:
    return page.locator(".bs-list .bs-card").nth(at).get_by_role("button", name="Star")


def key_of(page: Page) -> str:
    """Return where this site's shelf is stored."""
    return str(page.evaluate("new URL(__md_scope).pathname")) + ".broadsheet-shelf"


def stored(page: Page) -> dict[str, Any]:
    text = page.evaluate("key => localStorage.getItem(key)", key_of(page))
    return dict(json.loads(text)["papers"]) if text else {}


def store(page: Page, text: str) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key_of(page), text])


def entry(**values: Any) -> dict[str, Any]:
    blank = {"title": "A Sock Survey", "star": True, "read": False, "note": ""}
    return blank | {"at": "2025-09-02T08:00:00.000Z"} | values


def shelf_file(papers: Any, **values: Any) -> str:
    return json.dumps({"kind": "broadsheet-shelf", "version": 1, "papers": papers} | values)


def give(page: Page, text: str) -> None:
    """Choose a file in the page's import."""
    file = FilePayload(name="shelf.json", mimeType="application/json", buffer=text.encode())
    page.locator("input[type=file]").set_input_files(file)


def said(page: Page) -> Locator:
    return page.locator(".bs-say p")
