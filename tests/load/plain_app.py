"""Baselines for whoever serves HTTP: one FastAPI handler that inserts, one that says a constant."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import orjson
from fastapi import FastAPI, Request
from pydantic import BaseModel

_INSERT = "INSERT INTO bare (stream, version, type, body) VALUES ($1, $2, $3, $4)"


class Premises(BaseModel):
    """The body of the command that is measured beside it."""

    premises_kind: str
    area_centi_m2: int
    authorisation_kind: str


@asynccontextmanager
async def _pool(app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["BENCH_DATABASE"], min_size=16, max_size=16) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=_pool)
constant: dict[str, Any] = orjson.loads(os.environ.get("BENCH_CONSTANT", "{}"))


@app.post("/insert/{key}")
async def insert(key: str, body: Premises, request: Request) -> dict[str, str]:
    """One insert, nothing else."""
    raw = orjson.dumps(body.model_dump())
    await request.app.state.pool.execute(
        _INSERT, f"station-{key}", 1, "StationPremisesSecured", raw
    )
    return {"id": key}


@app.get("/constant")
async def say() -> dict[str, Any]:
    """The constant."""
    return constant
