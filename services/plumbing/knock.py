"""What a container engine runs to hear how its program is: no answer, or a bad one, ends with 1.

    python -m services.plumbing.knock http://127.0.0.1:9000/readyz

It is started every few seconds, so it takes nothing but the standard library.
"""

import sys
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

PATIENCE = 2.5


def answers(url: str) -> bool:
    """Whether this address answers, and well."""
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except HTTPError as refused:
        print(refused.read(2000).decode(errors="replace"))
    except (URLError, OSError) as silent:
        print(f"{url}: {type(silent).__name__}")
    return False


if __name__ == "__main__":
    sys.exit(0 if answers(sys.argv[1]) else 1)
