"""Every error as a problem document (RFC 9457), in one place: Chinese first, English second.

`type` ends in the slug a program compares; `title` and `detail` are for people. What a client
sent is never repeated in an answer: it may be somebody's words about somebody.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from fastapi.responses import Response
from pydantic import ValidationError

from services.kernel.replies import Refused

TYPES = "https://yizhan.example/problems/"
"""The namespace of problem types: an identifier to compare, not an address to fetch."""

STATUS: Mapping[str, int] = {
    "conflict": 409,
    "invalid": 422,
    "forbidden": 403,
    "unknown": 404,
    "stale": 412,
    "busy": 503,
    "internal": 500,
}

TITLES: Mapping[int, tuple[str, str, str]] = {
    400: ("malformed-request", "请求格式有误。", "The request is malformed."),
    401: ("unauthenticated", "请先登录。", "Send a valid bearer token."),
    403: ("forbidden", "您没有办理此事的权限。", "Your roles do not allow this here."),
    404: ("unknown", "查无此项。", "There is nothing at this address."),
    405: ("method-not-allowed", "此地址不支持该方法。", "This address has no such method."),
    409: ("conflict", "此事不可行。", "This cannot be done as things stand."),
    412: ("stale-version", "内容已被更新。", "It has changed since you read it."),
    413: ("too-large", "内容过大。", "The body is too large."),
    414: ("address-too-long", "地址过长。", "The address is too long."),
    415: ("not-json", "请以 JSON 提交。", "Send application/json."),
    422: ("invalid", "内容不符合规定。", "The content breaks a rule."),
    429: ("too-many-requests", "请求过于频繁。", "Too many requests: slow down."),
    500: ("internal-error", "系统内部错误。", "Something failed inside; it was logged."),
    503: ("unavailable", "服务暂不可用，请稍后再试。", "Not available just now: try again."),
}

MEDIA_TYPE = "application/problem+json"
_MOST_ERRORS = 20
_A_FIELD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_QUOTING = {
    "uuid_parsing": "Input should be a valid UUID",
    "union_tag_invalid": "Input is of no known kind",
    "value_error": "Value is not allowed",
    "assertion_error": "Value is not allowed",
}
"""Kinds of validation errors whose own text may quote the input."""


class Problem(Exception):
    """A reason to answer with a problem document. `more` are its extension members."""

    def __init__(
        self,
        status: int,
        slug: str | None = None,
        zh: str | None = None,
        en: str | None = None,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        known = TITLES[status]
        self.status, self.slug = status, slug or known[0]
        self.zh, self.en = zh or known[1], en or known[2]
        self.headers, self.more = dict(headers or {}), dict(more or {})
        super().__init__(self.slug)

    def response(self) -> Response:
        body = {
            "type": TYPES + self.slug,
            "title": self.zh,
            "detail": self.en,
            "status": self.status,
            **self.more,
        }
        return Response(orjson.dumps(body), self.status, self.headers, media_type=MEDIA_TYPE)


def unavailable(slug: str | None = None, after: int = 1) -> Problem:
    """Not now: come again in so many seconds."""
    return Problem(503, slug, headers={"Retry-After": str(after)})


def of_refusal(refused: Refused) -> Problem:
    """What a room's no becomes on the way out."""
    status = STATUS[refused.kind]
    headers = {"Retry-After": "1"} if status == 503 else {}
    more = {"reasons": refused.detail} if refused.detail else {}
    return Problem(status, refused.slug, refused.zh, refused.en, headers, more)


def of_validation(error: ValidationError) -> Problem:
    """Where a body does not fit, without repeating what was in it."""
    wrong = error.errors(include_input=False, include_url=False, include_context=False)
    if any(each["type"] == "json_invalid" for each in wrong):
        return Problem(400, "malformed-json", "不是有效的 JSON。", "The body is not JSON.")
    return of_wrong_fields(wrong)


def of_wrong_fields(wrong: Sequence[Mapping[str, Any]]) -> Problem:
    """Which fields or parameters are wrong, and how."""
    places = [
        {"at": _place(each["loc"]), "says": _QUOTING.get(each["type"], each["msg"])}
        for each in wrong[:_MOST_ERRORS]
    ]
    return Problem(
        422, "invalid-fields", "字段不符合规定。", "Fields do not fit.", more={"errors": places}
    )


def _place(steps: Sequence[int | str]) -> str:
    """Where in the body. A name that is not even a field's is not repeated: it may be a text."""
    return ".".join(
        str(step) if isinstance(step, int) or _A_FIELD.fullmatch(step) else "?" for step in steps
    )
