"""The command line: each command calls one function of the core and says what came of it."""

from broadsheet.cli.adding import add
from broadsheet.cli.checking import check, schema
from broadsheet.cli.exporting import export
from broadsheet.cli.fetching import fetch
from broadsheet.cli.group import main
from broadsheet.cli.importing import import_
from broadsheet.cli.site import build, serve

__all__ = ["main"]

for _command in (add, check, fetch, build, serve, import_, export, schema):
    main.add_command(_command)
