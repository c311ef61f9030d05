"""Asking a program of the town over HTTP whether it is ready."""

import asyncio
from urllib.parse import urlsplit

PATIENCE = 5.0


async def answers_well(url: str) -> bool:
    """Whether `url` answers with status 200; anything else, silence included, is a no."""
    parts = urlsplit(url)
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            try:
                request = f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
                writer.write(f"{request}Connection: close\r\n\r\n".encode())
                await writer.drain()
                status = await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
    return status.split(b" ")[1:2] == [b"200"]
