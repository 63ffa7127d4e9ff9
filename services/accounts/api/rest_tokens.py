# SPDX-License-Identifier: Apache-2.0
"""The REST routes of personal access tokens."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Ok, Page, PageQuery
from services.accounts import domain
from services.accounts.api import schemas
from services.accounts.usecases import tokens
from services.accounts.usecases.dependencies import Dependencies

_TOKENS = CursorCodec("accounts.tokens", int)


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of personal access tokens."""
    api = ApiBlueprint("tokens", __name__)
    _add_list(api, deps)
    _add_changes(api, deps)
    return api


def _add_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/tokens")
    def list_tokens(query: PageQuery, caller: Caller) -> Page[schemas.TokenResource]:
        """List the personal access tokens of the caller, newest first.

        Their secrets are not stored and cannot be read again.
        """
        page = tokens.list_tokens(
            deps,
            user_id=caller.user_id,
            before=_TOKENS.read(query.cursor),
            limit=query.limit,
        )
        return Page[schemas.TokenResource](
            items=[schemas.token_resource(one) for one in page.items],
            next_cursor=_TOKENS.write(page.next_before),
        )


def _add_changes(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/tokens",
        answers={201: schemas.NewTokenAnswer},
        errors=[domain.InvalidUserName, domain.InvalidScopes],
        scope="admin",
    )
    def create_token(body: schemas.TokenRequest, caller: Caller) -> schemas.NewTokenAnswer:
        """Create a personal access token.

        Programs send it as `Authorization: Bearer rm_…`; it may do what its owner may do, within
        its scopes: `read`, `write` what the owner has, `publish`, and `admin` for tokens, sessions,
        the password and the administration of the site.
        """
        token, secret = tokens.create_token(
            deps, user_id=caller.user_id, name=body.name, days=body.days, scopes=body.scopes
        )
        return schemas.NewTokenAnswer(token=schemas.new_token_resource(token, secret))

    @api.delete("/api/tokens/<int:token_id>", scope="admin", errors=[domain.TokenNotFound])
    def delete_token(path: schemas.TokenPath, caller: Caller) -> Ok:
        """Delete a personal access token of the caller.

        Other services may accept it for one more minute.
        """
        tokens.delete_token(deps, user_id=caller.user_id, token_id=path.token_id)
        return Ok()
