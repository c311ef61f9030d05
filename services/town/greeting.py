"""What a newcomer sees when the town is up: where it is, three lines to try, the headline."""

import json
import urllib.error
import urllib.request
from io import StringIO
from pathlib import Path
from uuid import UUID

from rich.console import Console
from rich.table import Table

from services.kernel.actor import Grant
from services.plumbing.issuer import open_issuer
from services.plumbing.settings import DEVELOPMENT_ISSUER

CLERK = ".venv/bin/yizhan token --role station_clerk --org C1"
PETITION = json.dumps(
    {
        "channel": "VISIT",
        "identity_mode": "ANONYMOUS",
        "demand_type": "HELP",
        "category_code": "STREET_LIGHT",
        "estate_id": "E01",
        "narrative": "3 号楼前路灯不亮",
    },
    ensure_ascii=False,
)

# The town is on this machine: a proxy of the environment has no part in it.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_NOBODY = UUID(int=0)


def greeting(url: str, street: str, secrets: Path) -> str:
    """The whole message."""
    lines = (
        "",
        f"驿站已就绪 · the town is ready: {url}",
        f"接口文档 · API: {url}/docs",
        "",
        "# 提交一件诉求，看到它，再看街道总览 · file a petition, see it, read the headline",
        f"TOKEN=$({CLERK})",
        f'curl -s {url}/v1/petitions -H "Authorization: Bearer $TOKEN" '
        f"-H 'Content-Type: application/json' -d '{PETITION}'",
        f'curl -s "{url}/v1/petitions?limit=3" -H "Authorization: Bearer $TOKEN"',
        f'curl -s {url}/v1/statistics/headline -H "Authorization: Bearer $TOKEN"',
        "",
    )
    return "\n".join(lines) + headline(url, street, secrets)


def headline(url: str, street: str, secrets: Path) -> str:
    """The street's three figures as a table; a line that says so when they cannot be read yet."""
    issuer = open_issuer(secrets / "issuer.jwk", DEVELOPMENT_ISSUER, "yizhan", "development")
    token = issuer.mint(str(_NOBODY), street, (Grant(role="street_officer", org=street),))
    asking = urllib.request.Request(
        f"{url}/v1/statistics/headline", headers={"Authorization": f"Bearer {token}"}
    )
    try:
        with _DIRECT.open(asking, timeout=5) as answer:
            figures = json.load(answer)
    except (urllib.error.URLError, TimeoutError, ValueError):
        return "总览暂时读不到，稍后再试 · the headline cannot be read just now"
    table = Table(title="街道总览 · the street's headline", title_justify="left")
    for column in ("收到 received", "办结 resolved", "办结率 resolved %"):
        table.add_column(column, justify="right")
    names = ("received", "resolved", "resolved_percent")
    table.add_row(*(str(figures.get(name, "–")) for name in names))
    return drawn(table)


def drawn(table: Table) -> str:
    """The table as text, the same on a terminal and in a file."""
    paper = StringIO()
    Console(file=paper, width=100).print(table)
    return paper.getvalue().rstrip()
