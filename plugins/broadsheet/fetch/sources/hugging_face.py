"""Hugging Face's paper pages: votes, code, project page, models, datasets and demos of a paper.

One request a paper. 500 requests in 5 minutes, 1,000 with a token in HF_TOKEN.
https://huggingface.co/docs/hub/rate-limits
https://huggingface.co/docs/huggingface_hub/package_reference/hf_api (`paper_info`)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.errors import Invalid
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.keys import api_key
from broadsheet.fetch.sources.hugging_face_paper import read_paper
from broadsheet.fetch.sources.links import below
from broadsheet.fetch.target import Target


class HuggingFace:
    """The source `hugging-face`; it says what a model wrote of a paper only if asked to."""

    name = "hugging-face"
    label = "Hugging Face"
    default_url = "https://huggingface.co/api/papers"
    batch = 1
    """An answer is kept when its batch is done, and each is a request of its own."""

    terms = "https://huggingface.co/terms-of-service"
    credit = "Votes and links to models, datasets and demos come from Hugging Face Papers."

    options = ("machine_summaries",)
    keyless_interval = 0.6

    def __init__(self, *, machine_summaries: bool = False) -> None:
        """Take whether to keep a model's summary and keywords, whose licence nobody states."""
        self.machine_summaries = machine_summaries

    @property
    def interval(self) -> float:
        """300 s for 500 requests, or for 1,000 with a token."""
        return 0.3 if api_key("HF_TOKEN") else self.keyless_interval

    def key(self, target: Target) -> str:
        """Return the arXiv id, if it is one of the form that Hugging Face has pages for."""
        return "" if "/" in target.ids.arxiv else target.ids.arxiv

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for one paper after the other; one without a page is not found."""
        for key in keys:
            yield self._ask_one(client, url, key)

    def _ask_one(self, client: Client, url: str, key: str) -> Finding:
        token = api_key("HF_TOKEN")
        headers = (("Authorization", f"Bearer {token}"),) if token else ()
        request = Request(url=below(url, key), accept="application/json", headers=headers)
        try:
            body = client.send(request).body
            return Finding(key, read_paper(body, key, machine_summary=self.machine_summaries))
        except Invalid as error:
            return Finding(key, refusal=error.message)
        except FetchError as error:
            if error.status != 404:
                raise
            return Finding(key)
