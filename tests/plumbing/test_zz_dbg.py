import asyncio
import pytest
from services.plumbing.postgres import open_store
from tests.kernel.appends import *
from tests.plumbing.rooms import a_room_database
@pytest.fixture
async def s(database):
    where = await a_room_database(database)
    async with open_store(where.service_url, [LOG]) as s:
        yield s
async def test_x(s):
    t=asyncio.create_task(s.append(an_append(1)))
    await asyncio.wait([t], timeout=5)
    print("LOOP", asyncio.get_running_loop(), s._pool._loop)
    print("TASK", t)
    for x in s._appends.values():
        print("TOG", x._waiting, x._flying)
        for f in x._flying: 
            c=f.get_coro()
            while c: print("CORO", c); c=getattr(c,'cr_await',None)
async def test_y(s):
    async def dump():
        await asyncio.sleep(5)
        for x in s._appends.values():
            print("TOG", x._waiting, x._flying, flush=True)
            for f in x._flying: 
                c=f.get_coro()
                while c: print("CORO", c, flush=True); c=getattr(c,'cr_await',None)
    d=asyncio.create_task(dump())
    print("DONE", await s.append(an_append(1)), flush=True)
