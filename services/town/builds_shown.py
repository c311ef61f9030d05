"""Builds of read models as tables for the terminal: how they stand, and how two of them differ."""

from collections.abc import Mapping, Sequence

from rich.table import Table

from services.gateway.comparing import Compared
from services.gateway.standing import Standing
from services.town.greeting import drawn


def builds_shown(builds: Sequence[Standing]) -> str:
    """A line for each build."""
    table = Table()
    for column in ("读模型 read model", "构建 build"):
        table.add_column(column)
    for column in ("折叠 fold", "已听 heard", "落后 behind", "搁置 parked"):
        table.add_column(column, justify="right")
    table.add_column("状态 state")
    for one in builds:
        figures = (one.fold, one.heard - one.behind, one.behind, one.parked)
        table.add_row(one.projection, str(one.version), *map(str, figures), _state(one))
    return drawn(table)


def compared_shown(found: Mapping[str, Compared]) -> str:
    """A line for each pair of builds, and the names of some rows that differ."""
    table = Table()
    table.add_column("读模型 read model")
    for column in ("构建 build", "卡片 cards", "缺 missing", "多 extra", "异 different", "搁置"):
        table.add_column(column, justify="right")
    at = sorted({place for each in found.values() for place in each.at})
    lines = [f"  位置 at {place}" for place in at]
    for name, each in found.items():
        builds = f"{each.before} ~ {each.version}" if each.before else str(each.version)
        figures = (each.cards, each.missing, each.extra, each.different, each.parked)
        table.add_row(name, builds, *map(str, figures))
        for how, rows in each.first.items():
            lines += [f"  {name} {how}: {row}" for row in rows]
    return "\n".join((drawn(table), *lines))


def _state(one: Standing) -> str:
    match one:
        case Standing(shown=True):
            return "显示中 shown"
        case Standing(ready=False, heard=heard, behind=behind):
            return f"重建中 building {100 * (heard - behind) // max(1, heard)} %"
        case Standing(before=True):
            return "可退回 before"
        case _:
            return "就绪 ready"
