"""Sentences that lost the blank between them: `tasks.Our project page`."""

from __future__ import annotations

import re

# Only words that begin a sentence: `torch.Tensor`, `GPT-4.Next` and `Node.JS` stay as they are.
SENTENCE_STARTS = (
    "A|Additionally|All|Also|An|And|As|At|Based|Besides|Both|But|By|Code|Codes|Compared|Data|"
    "Dataset|Datasets|Despite|Experiments|Extensive|Finally|First|For|From|Further|Furthermore|"
    "Given|Here|How|However|If|In|Instead|It|Its|Meanwhile|Models|Moreover|Notably|On|One|Our|"
    "Project|Recent|Recently|Remarkably|Results|Second|See|Since|Specifically|Such|That|The|Their|"
    "Then|There|Therefore|These|They|This|Those|Thus|To|Unlike|Using|We|When|While|With|Yet"
)
_GLUED = re.compile(rf"(?:(?<=[a-z][a-z])|(?<=[)\]%”]))([.!?])(?=(?:{SENTENCE_STARTS})[\s,])")


def with_sentence_blanks(text: str) -> str:
    """Put a blank between sentences where one ends and the next begins without any."""
    return _GLUED.sub(r"\1 ", text)
