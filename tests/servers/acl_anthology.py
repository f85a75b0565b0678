"""A stand-in for the ACL Anthology's data, with invented volumes."""

from __future__ import annotations

from collections.abc import Mapping

from servers.stand_in import Answered, Seen, StandIn

META = """<meta>
      <booktitle>Proceedings of the 9th Meeting on <fixed-case>S</fixed-case>ocks</booktitle>
      <editor><first>Eve</first><last>Editor</last></editor>
      <publisher>Association for Computational Linguistics</publisher>
      <address>Sockholm</address><month>August</month><year>2024</year>
      <url hash="1">2024.socks-long</url><venue>socks</venue>
    </meta>"""
PAPER = """<paper id="7">
      <title>On the <fixed-case>S</fixed-case>orting of Socks</title>
      <author><first>Ada</first><last>Example</last></author>
      <pages>1-12</pages>
      <abstract>We sort socks.</abstract>
      <url hash="2">2024.socks-long.7</url>
      <doi>10.18653/v1/2024.socks-long.7</doi>
      <bibkey>example-2024-sorting</bibkey>
    </paper>"""


def collection(
    papers: str = PAPER, *, meta: str = META, name: str = "2024.socks", volume: str = 'id="long"'
) -> str:
    """Return a file with one volume of papers, all as XML."""
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        f'<collection id="{name}">\n  <volume {volume} ingest-date="2024-08-01">\n    {meta}\n'
        f"    <frontmatter><url>{name}-long.0</url></frontmatter>\n    {papers}\n  </volume>\n"
        "  <event><meta><title>Meeting on Socks</title></meta></event>\n</collection>\n"
    )


class AclServer(StandIn):
    """Serves files by the names of collections."""

    path = "/data/xml"

    def __init__(self, files: Mapping[str, str] | None = None, port: int = 0) -> None:
        super().__init__(port)
        self.files = {"2024.socks": collection()} if files is None else dict(files)

    def answer(self, request: Seen) -> Answered:
        name = request.path.removeprefix(f"{self.path}/").removesuffix(".xml")
        if name not in self.files:
            return Answered(b"404: Not Found", 404, "text/plain; charset=utf-8")
        return Answered(self.files[name].encode(), 200, "text/plain; charset=utf-8")
