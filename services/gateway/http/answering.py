"""Whatever goes wrong leaves as a problem document: refusals, wrong parameters, our failures."""

import structlog
from asyncpg import UndefinedTableError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from services.gateway.builds import NotBuilt
from services.gateway.http.problems import TITLES, Problem, of_wrong_fields, unavailable
from services.plumbing.trouble import passes

log = structlog.get_logger()

LEFT = 499
"""The client hung up before it was answered: nobody's failure."""


def install(app: FastAPI) -> None:
    """Let every error that a door raises leave as a problem document."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _wrong_parameters)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ClientDisconnect, _left)
    app.add_exception_handler(Exception, _failure)


def of_failure(failure: Exception) -> Problem:
    """What a client is told of an error nobody foresaw; operators are told where it was."""
    if isinstance(failure, NotBuilt):
        return unavailable("read-model-is-being-built", after=2)
    if passes(failure) or isinstance(failure, UndefinedTableError):
        log.warning("out of reach", exc_info=failure)
        return unavailable()
    log.error("request failed", exc_info=failure)
    return Problem(500)


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _left(_: Request, __: Exception) -> Response:
    return Response(status_code=LEFT)


async def _failure(request: Request, error: Exception) -> Response:
    request.state.told = True
    return of_failure(error).response()


async def _wrong_parameters(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = [{**each, "loc": each["loc"][1:]} for each in error.errors()]
    return of_wrong_fields(wrong).response()


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code if error.status_code in TITLES else 400
    return Problem(status, headers=error.headers).response()
