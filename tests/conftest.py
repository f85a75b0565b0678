"""What all tests share: how property tests are run."""

from __future__ import annotations

import os

from hypothesis import settings

# No deadline: the machine may be busy. In CI the same examples each time, new ones at the desk.
settings.register_profile("broadsheet", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("broadsheet")
