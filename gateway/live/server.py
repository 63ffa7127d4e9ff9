# SPDX-License-Identifier: Apache-2.0
"""The server of live events: it identifies the caller of each connection and streams to it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from chassis import health, logging, standard_errors
from chassis.caller import Caller
from chassis.errors import ApiError, ErrorRule
from chassis.identity import ACCESS_COOKIE, AccessTokens, InvalidToken, TokenResolver, host_is_ours
from chassis.storable import reject_unstorable
from gateway.live.http import (
    BadHead,
    LiveRequest,
    head_of,
    problem_answer,
    read_head,
    whole_answer,
)
from gateway.live.listeners import Listeners

PATH = "/api/events"
KEEP_ALIVE_SECONDS = 15.0
_PARAMETERS = {"lastEventId", "follow"}
_HEAD_SECONDS = 10.0
CLOSE_SECONDS = 10.0
_LONGEST_STREAM_SECONDS = 600.0
"""A stream ends no later than the access token that opened it; browsers reconnect by themselves."""


@dataclass(frozen=True, slots=True)
class LiveServer:
    """Serves connections on the event loop that it is called on."""

    listeners: Listeners
    access_tokens: AccessTokens
    resolve_token: TokenResolver
    """Finds the owner of a personal access token; it may take a while."""
    metrics_token: str = ""
    public_url: str = ""
    readiness: health.Checks = field(default_factory=dict)
    """What `/readyz` looks at."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection, whose head has not been read."""
        try:
            request = await asyncio.wait_for(read_head(reader), _HEAD_SECONDS)
            await self.answer(request, reader, writer)
        except (BadHead, TimeoutError):
            writer.write(problem_answer(standard_errors.BAD_REQUEST))
        except OSError:
            pass
        finally:
            await close(writer)

    async def answer(
        self, request: LiveRequest, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer a request until its caller leaves or may not listen any longer."""
        with logging.following(request.headers.get("x-request-id")):
            if request.path != PATH:
                writer.write(self._process_answer(request, writer))
                return
            try:
                if request.method not in {"GET", "HEAD"}:
                    raise standard_errors.METHOD_NOT_ALLOWED.error()
                reject_unstorable(request.parameters)
                if request.parameters.keys() - _PARAMETERS:
                    raise standard_errors.UNKNOWN_FIELD.error()
                is_choice = request.parameters.get("follow", "true") in {"true", "false"}
                if request.has_repeated_parameters or not is_choice:
                    raise standard_errors.INVALID_PARAMETER.error()
                caller, ends_at = await self._identify(request)
                if not self.listeners.has_room_for(caller.user_id):
                    raise standard_errors.RATE_LIMITED.error()
            except ApiError as error:
                found = error.response
                rule = ErrorRule(found.kind, found.code, found.detail)
                writer.write(problem_answer(rule))
                return
            writer.write(
                head_of(
                    200,
                    {"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"},
                )
            )
            if request.method != "HEAD":
                await self._stream(request, caller, ends_at, reader, writer.transport)

    def _process_answer(self, request: LiveRequest, writer: asyncio.StreamWriter) -> bytes:
        """Answer what every process that serves HTTP answers."""
        if request.path not in health.PATHS:
            return problem_answer(standard_errors.NOT_FOUND)
        address = str((writer.get_extra_info("peername") or ("",))[0])
        proof = request.headers.get("authorization", "")
        is_ours = host_is_ours(request.headers.get("host", ""), public_url=self.public_url)
        may_read = health.may_read_metrics(
            address, proof, token=self.metrics_token, is_own_host=is_ours
        )
        is_denied = {"/metrics": not may_read, "/readyz": not is_ours}
        if is_denied.get(request.path, False):
            return problem_answer(standard_errors.FORBIDDEN)
        return whole_answer(*health.respond(request.path, self.readiness))

    async def _identify(self, request: LiveRequest) -> tuple[Caller, float]:
        """Return the caller, and the moment of the epoch until which the proof is good."""
        authorization = request.headers.get("authorization")
        scheme, _, bearer = (authorization or "").partition(" ")
        token = bearer if authorization is not None else request.cookie(ACCESS_COOKIE)
        latest = time.time() + _LONGEST_STREAM_SECONDS
        if bearer.startswith("rm_") and scheme.lower() == "bearer":
            owner = await asyncio.to_thread(self.resolve_token, bearer)
            if owner is None:
                raise standard_errors.INVALID_TOKEN.error()
            if not owner.has_scope("read"):
                raise standard_errors.INSUFFICIENT_SCOPE.error()
            return owner, latest
        try:
            caller, ends_at = self.access_tokens.verify_until(token)
        except InvalidToken as error:
            if authorization is None:
                raise standard_errors.UNAUTHENTICATED.error() from error
            raise standard_errors.INVALID_TOKEN.error() from error
        return caller, min(ends_at, latest)

    async def _stream(
        self,
        request: LiveRequest,
        caller: Caller,
        ends_at: float,
        reader: asyncio.StreamReader,
        transport: asyncio.WriteTransport,
    ) -> None:
        last_id = request.headers.get("last-event-id") or request.parameters.get("lastEventId", "")
        if request.parameters.get("follow") == "false":
            transport.write(self.listeners.history.beginning(caller.user_id, last_id))
            return
        self.listeners.add(caller.user_id, transport, last_id)
        try:
            async with asyncio.timeout(max(0.0, ends_at - time.time())):
                while await reader.read(1024):
                    continue
        except TimeoutError:
            return
        finally:
            self.listeners.remove(caller.user_id, transport)


async def close(writer: asyncio.StreamWriter) -> None:
    """Close a connection; what its client does not read in time is dropped."""
    writer.close()
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await writer.wait_closed()
    except TimeoutError:
        writer.transport.abort()
    except OSError:
        return


async def keep_alive(listeners: Listeners) -> None:
    """Write a comment to every stream at intervals, for ever."""
    while True:
        await asyncio.sleep(KEEP_ALIVE_SECONDS)
        listeners.keep_alive()
