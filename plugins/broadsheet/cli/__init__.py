"""The command line: each command calls one function of the core and says what came of it."""

from broadsheet.cli.adding import add
from broadsheet.cli.checking import check, diff, schema
from broadsheet.cli.exporting import export
from broadsheet.cli.fetching import fetch
from broadsheet.cli.forging import github, gitlab
from broadsheet.cli.group import main
from broadsheet.cli.importing import import_
from broadsheet.cli.issues import from_issue
from broadsheet.cli.mailing import digest
from broadsheet.cli.publishing import publish
from broadsheet.cli.scaffolding import new, upgrade
from broadsheet.cli.searching import search
from broadsheet.cli.site import build, serve
from broadsheet.cli.watching import watch

__all__ = ["main"]

# One a line: whoever adds a command touches no other.
_COMMANDS = (
    new,
    add,
    check,
    diff,
    fetch,
    watch,
    build,
    serve,
    search,
    publish,
    import_,
    export,
    digest,
    from_issue,
    github,
    gitlab,
    upgrade,
    schema,
)
for _command in _COMMANDS:
    main.add_command(_command)
