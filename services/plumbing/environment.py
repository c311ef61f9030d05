"""How a program's settings are read from its environment, and how a wrong one is told.

Every variable is `YIZHAN_<NAME>`; a secret may be given as `YIZHAN_<NAME>_FILE`, a path to a file
with nothing but the value. One sentence per wrong variable, and no value is ever repeated.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "YIZHAN_"


class SettingsWrong(Exception):
    """The environment does not make sense; `sentences` has one for each wrong variable."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def read[Kind: BaseSettings](kind: type[Kind]) -> Kind:
    """The settings of a program from its environment, or `SettingsWrong` with every sentence."""
    try:
        return kind()
    except ValidationError as wrong:
        told = wrong.errors(include_url=False, include_input=False)
        sentences = {_sentence(kind, error["loc"], error["type"], error["msg"]) for error in told}
        raise SettingsWrong(sorted(sentences)) from None  # the cause would repeat the values


def _sentence(kind: type[BaseSettings], where: tuple[int | str, ...], what: str, said: str) -> str:
    if not where:
        return said.removeprefix("Value error, ")
    field = str(where[0])
    must = kind.model_fields[field].description
    state = "没有设置 (is not set)" if what == "missing" else "的值不对 (is wrong)"
    return f"{PREFIX}{field.upper()} {state}：{must}"


def with_files(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment in which what is given as `YIZHAN_<NAME>_FILE` stands as `YIZHAN_<NAME>`, for
    commands that need only a part of a program's settings. SettingsWrong for a file that cannot be
    read."""
    found = dict(environ)
    for name, path in environ.items():
        plain = name.removesuffix("_FILE")
        if name.startswith(PREFIX) and name != plain and plain not in environ:
            try:
                found[plain] = Path(path).read_text().strip()
            except (OSError, ValueError):
                raise SettingsWrong([f"{name} 无法读取。(The file cannot be read.)"]) from None
    return found


class SecretFiles(PydanticBaseSettingsSource):
    """Secrets as containers give them: `YIZHAN_KEK_FILE=/run/secrets/kek` for `YIZHAN_KEK`."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[object, str, bool]:
        name = f"{PREFIX}{field_name.upper()}"
        path = os.environ.get(f"{name}_FILE") if "SecretStr" in str(field.annotation) else None
        if path is None:
            return None, field_name, False
        if name in os.environ:
            raise SettingsWrong(
                [f"{name} 与 {name}_FILE 只能设置其一。(Set one of them, not both.)"]
            )
        try:
            return Path(path).read_text().strip(), field_name, False
        except (OSError, ValueError):
            raise SettingsWrong([f"{name}_FILE 无法读取。(The file cannot be read.)"]) from None

    def __call__(self) -> dict[str, object]:
        values = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in values.items() if value is not None}


class Told(BaseSettings):
    """Arguments first, then the environment, then files it names; no `.env` is ever read."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, SecretFiles(settings_cls)
