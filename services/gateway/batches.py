"""A batch of one log in two statements: what it may change is read, what it became is written.

Nothing is locked in between. The second writes only where every position is still at the turn that
the first has seen; where somebody was faster, both are asked again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from services.gateway import heard, tables
from services.gateway.builds import COPY
from services.gateway.folding import Changes, Folding, Kept, keys_changed
from services.gateway.hearing import Heard
from services.gateway.tables import Beside, Build, Connection
from services.kernel import ReadModel, State
from services.plumbing.postgres.columns import names, numbers

_STANDING = f"""
WITH place AS MATERIALIZED (
    SELECT c.projection, c.version, c.position, c.turn
    FROM checkpoint c LEFT JOIN build b USING (projection, version)
    WHERE c.room = $1 AND c.log = $2
      AND (c.projection = 'heard'
           OR b.ready AND (b.projection, b.fold) IN (SELECT * FROM unnest($3::text[], $4::int[]))))
SELECT 'place' AS what, projection, version, '' AS name, position, turn, NULL AS card,
       NULL::integer AS stream_version, NULL AS sort, NULL::text[] AS tags FROM place
UNION ALL SELECT *, 0, NULL, NULL, NULL, NULL FROM ({tables.BESIDE}) AS beside
UNION ALL SELECT 'card', p.projection, p.version, c.key, c.position, 0, c.card, c.stream_version,
       c.sort, c.tags
FROM unnest($5::text[], $6::text[]) AS a (projection, key)
JOIN place p USING (projection)
CROSS JOIN LATERAL (
    SELECT c.key, c.position, c.card::text, c.stream_version, c.sort, c.tags FROM card c
    WHERE c.projection = p.projection AND c.version = p.version AND c.log = $2 AND c.key = a.key
    OFFSET 0) AS c
"""
_FIELDS = ", ".join(f"{name} {kind}" for name, kind in heard.COPIED.items() if name != "body")
_WRITE = f"""
WITH moved AS MATERIALIZED (SELECT move_in_turn(
    $1, $2, string_to_array($3::text, chr(31)), $4::text::integer[], $5::text::bigint[], $6, $7)),
copied AS (
    INSERT INTO heard (room, log, {", ".join(heard.COPIED)})
    SELECT $1, $2, {", ".join(heard.COPIED).replace("body", "decode(body, 'base64')")}
    FROM moved, jsonb_to_recordset($8::jsonb) AS a ({_FIELDS}, body text))
SELECT keep_changes($1, $2, $9::jsonb) FROM moved
"""


type Wanted = Mapping[str, Collection[str]]
"""The cards that a batch may change: keys by the name of the read model."""


class Place(State):
    """Where a build stands in a log, and how often what stands below that has changed."""

    position: int
    turn: int


class Standing(State):
    """All that hearing a batch must know of a log, as it was at one moment."""

    places: Mapping[Build, Place]
    cards: Mapping[Build, Mapping[str, Kept]]
    beside: Beside

    @property
    def reached(self) -> int | None:
        """How far the copy of the events goes; None for a log that was never heard."""
        copy = self.places.get(COPY)
        return None if copy is None else copy.position

    def builds(self, *, even: bool) -> list[Build]:
        """Those that stand where the copy stands, or those that do not."""
        return [
            build
            for build, place in self.places.items()
            if build != COPY and (place.position == self.reached) is even
        ]


def wanted_by(models: Sequence[ReadModel[Any]], told: Sequence[Heard]) -> Wanted:
    """What these events may change."""
    categories = {each.stored.category for each in told}
    return {
        model.name: keys_changed(model, told)
        for model in models
        if any(model.listens_to(category) for category in categories)
    }


async def standing(
    connection: Connection, room: str, log: str, models: Sequence[ReadModel[Any]], wanted: Wanted
) -> Standing:
    """How the log stands, with these cards."""
    names, folds = [model.name for model in models], [model.version for model in models]
    keyed = [(name, key) for name, keys in wanted.items() for key in keys]
    places: dict[Build, Place] = {}
    cards: dict[Build, dict[str, Kept]] = {}
    known = Beside()
    for row in await connection.fetch(
        *(_STANDING, room, log, names, folds),
        *([name for name, _ in keyed], [key for _, key in keyed]),
    ):
        build = Build(projection=row["projection"], version=row["version"])
        match row["what"]:
            case "place":
                places[build] = Place(position=row["position"], turn=row["turn"])
            case "card":
                cards.setdefault(build, {})[row["name"]] = tables.kept(row)
            case what:
                known.add(what, build, row["name"], row["position"])
    return Standing(places=places, cards=cards, beside=known)


def folded(
    models: Mapping[str, ReadModel[Any]],
    into: Iterable[Build],
    told: Sequence[Heard],
    cards: Mapping[Build, Mapping[str, Kept]],
    known: Beside,
) -> dict[Build, Changes]:
    """What those builds become that hear any of these events."""
    categories = {each.stored.category for each in told}
    changed: dict[Build, Changes] = {}
    for build in into:
        model = models[build.projection]
        if not any(model.listens_to(category) for category in categories):
            continue
        folding = Folding(
            model,
            cards.get(build, {}),
            known.ranks.get(build, {}),
            known.parked.get(build, set()),
            known.dropped.get(build.projection, set()),
        )
        for each in told:
            folding.tell(each)
        changed[build] = folding.changes()
    return changed


async def write(
    connection: Connection,
    room: str,
    log: str,
    was: Standing,
    fresh: Sequence[Heard],
    changed: Mapping[Build, Changes],
) -> None:
    """Copy the events, write what the builds have become, move those that were even.

    All of it or nothing. Raises SerializationError where the log does not stand as it was.
    """
    moving = [COPY, *was.builds(even=True)]
    await connection.execute(
        _WRITE,
        room,
        log,
        names([build.projection for build in moving]),
        numbers([build.version for build in moving]),
        numbers([was.places[build].turn for build in moving]),
        was.reached,
        fresh[-1].stored.position,
        heard.as_json([each.stored for each in fresh]),
        tables.as_json(changed),
    )
