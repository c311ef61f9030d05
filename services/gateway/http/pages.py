"""The two pages people open in a browser: where things are, and every door of the API.

Plain HTML without scripts, from nobody else's server: a street office may have no internet.
"""

from html import escape
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from services.gateway.http.documented import EVERYWHERE, problems

_STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{color:#b3261e;font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
code{background:#f4f1ee;padding:.1rem .3rem;border-radius:.2rem}
table{border-collapse:collapse;width:100%}td{border-top:1px solid #e5ded8;padding:.35rem .5rem;
vertical-align:top}td:first-child{white-space:nowrap;font-weight:600}a{color:#8a1c16}
.en{color:#5c5450}
"""
_HOME = """
<h1>网格党群驿站 <span class="en">Yizhan</span></h1>
<p>街道网格党群驿站的两室一厅：党群协商议事厅、矛盾纠纷调解室、文体活动室。<br>
<span class="en">A street's grid stations: the hall, the mediation room, the activity room.</span>
</p>
<table>
<tr><td><a href="docs">docs</a></td>
<td>接口一览 <span class="en">every door of the API</span></td></tr>
<tr><td><a href="openapi.json">openapi.json</a></td><td>接口描述 OpenAPI 3.1</td></tr>
<tr><td><a href="asyncapi.json">asyncapi.json</a></td><td>消息描述 AsyncAPI 3</td></tr>
<tr><td><a href="readyz">readyz</a></td>
<td>运行状况 <span class="en">is it ready?</span></td></tr>
<tr><td><code>/v1/statistics/headline</code></td>
<td>驿站概览：收到、办结、办结率
<span class="en">the street's headline (with a token)</span></td></tr>
</table>
<p>取得试用令牌 <span class="en">A token to try it with</span>：
<code>TOKEN=$(.venv/bin/yizhan token --role street_officer)</code></p>
<p><code>curl -H "Authorization: Bearer $TOKEN" {base}v1/statistics/headline</code></p>
"""


def pages_router(app: FastAPI) -> APIRouter:
    """`GET /` and `GET /docs`."""
    router = APIRouter(tags=["pages"], default_response_class=HTMLResponse)
    made: list[str] = []

    @router.get("/", responses=problems(EVERYWHERE))
    async def home(request: Request) -> HTMLResponse:
        """Where things are."""
        return _page("驿站 Yizhan", _HOME.format(base=escape(str(request.base_url))))

    @router.get("/docs", responses=problems(EVERYWHERE))
    async def docs() -> HTMLResponse:
        """Every door of the API, from its description."""
        if not made:
            made.append(_doors(app.openapi()))
        return _page("驿站接口 Yizhan API", made[0])

    return router


def _page(title: str, body: str) -> HTMLResponse:
    return HTMLResponse(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style><body>{body}</body></html>"
    )


def _doors(described: dict[str, Any]) -> str:
    """One table for each kind of thing."""
    by_tag: dict[str, list[str]] = {}
    for path, methods in described["paths"].items():
        for method, door in methods.items():
            codes = " ".join(sorted(door["responses"]))
            row = (
                f"<tr><td>{method.upper()}</td><td><code>{escape(path)}</code><br>"
                f'{escape(door.get("summary", ""))} <span class="en">{codes}</span></td></tr>'
            )
            by_tag.setdefault((door.get("tags") or [""])[0], []).append(row)
    tables = (
        f"<h2>{escape(tag)}</h2><table>{''.join(rows)}</table>" for tag, rows in by_tag.items()
    )
    head = '<h1>接口一览 <span class="en">The API</span></h1>'
    link = '<p><a href="openapi.json">openapi.json</a></p>'
    return head + link + "".join(tables)
