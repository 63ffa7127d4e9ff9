# SPDX-License-Identifier: Apache-2.0
"""`reelmill`: every command is a few calls of the public API."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import httpx
import typer

from cli import lifecycle, output, profiles
from cli.client import Client, CommandFailed
from cli.file_kinds import destination_of

app = typer.Typer(
    help="Upload, cut, export and publish videos on a Reelmill.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
projects_app = typer.Typer(help="Your Create Video projects.", invoke_without_command=True)
app.add_typer(projects_app, name="projects")

Files = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True)]
SpaceOption = Annotated[
    int | None, typer.Option(help="Where to publish; your own space by default.")
]

_UPLOAD_COLUMNS = ("id", "state", "name", "durationSeconds", "width", "height", "sizeBytes")
_RETRY_SECONDS = 10.0
"""How long a command tries to reach a platform that restarts."""
_PROJECT_COLUMNS = ("id", "status", "name", "updatedAt", "lastExportUploadId")


@dataclass(frozen=True, slots=True)
class Session:
    """What all commands share: the name of the profile, and a transport that tests replace."""

    profile: str
    transport: httpx.BaseTransport | None = None


def run(arguments: Sequence[str], *, transport: httpx.BaseTransport | None = None) -> None:
    """Run a command line; an error is one line on standard error, and the exit code is 1."""
    try:
        app(arguments, prog_name="reelmill", obj=transport)
    except CommandFailed as error:
        output.ERRORS.print(f"reelmill: {error}", markup=False)
        sys.exit(1)


def main() -> None:
    """Run the command line of this process."""
    run(sys.argv[1:])


@app.callback()
def choose(
    context: typer.Context,
    profile: Annotated[str, typer.Option(help="Which platform.", envvar="REELMILL_PROFILE")] = (
        "default"
    ),
) -> None:
    """Choose the profile that the commands use."""
    context.obj = Session(profile, context.obj)


@app.command()
def login(
    context: typer.Context,
    email: Annotated[str, typer.Option(prompt=True)],
    url: Annotated[str, typer.Option(help="The platform's address.")] = "",
    register: Annotated[bool, typer.Option(help="Make an account first.")] = False,
    password_stdin: Annotated[bool, typer.Option(help="Read the password there.")] = False,
) -> None:
    """Sign in by password and store a personal access token in the profile."""
    known = _profile(context)
    address = (url or known.url).rstrip("/")
    password = (
        sys.stdin.readline().rstrip("\r\n")
        if password_stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=register)
    )
    with _client_of(context, address) as client:
        token = client.sign_in(email, password, register=register)
    profiles.save(_file(), _session(context).profile, profiles.Profile(address, token))
    output.CONSOLE.print(f"signed in at {address} as {email}", markup=False)


@app.command()
def upload(context: typer.Context, files: Files) -> None:
    """Upload videos, sounds and images, and wait until they are ready."""
    with _client(context) as client:
        for file in files:
            with output.bar(file.name) as advance:
                to = destination_of(file)
                upload_id = lifecycle.upload(
                    client, file, advance=advance, sign_at=to.sign_at, about=to.about
                )
                advance(1.0, "ingest")
                found = lifecycle.wait_until_ready(client, upload_id)
            line = f"upload {upload_id}: ready{output.shape(found)}"
            output.CONSOLE.print(line, markup=False)
            output.warnings(found.get("warnings", ()))


@app.command()
def uploads(context: typer.Context, limit: int = 50) -> None:
    """List your clips, newest first."""
    with _client(context) as client:
        output.table(client.get("/api/uploads", limit=limit)["items"], _UPLOAD_COLUMNS)


@projects_app.callback()
def projects(context: typer.Context) -> None:
    """List your projects, or create and show one."""
    if context.invoked_subcommand is None:
        list_projects(context)


@projects_app.command("list")
def list_projects(context: typer.Context) -> None:
    """List your projects."""
    with _client(context) as client:
        output.table(client.get("/api/create-video/projects")["items"], _PROJECT_COLUMNS)


@projects_app.command("create")
def create_project(
    context: typer.Context,
    name: str,
    clip: Annotated[
        list[int] | None, typer.Option(help="An upload to add; may be repeated.")
    ] = None,
) -> None:
    """Create a project, with the named uploads as clips one after the other."""
    with _client(context) as client:
        clips = lifecycle.whole_clips(client, clip or [])
        project_id = lifecycle.create_project(client, name=name, clips=clips)
    output.CONSOLE.print(f"project {project_id}", markup=False)


@projects_app.command("show")
def show_project(context: typer.Context, project: int) -> None:
    """Print a project with its timeline as JSON."""
    with _client(context) as client:
        _print_json(client.get(f"/api/create-video/projects/{project}"))


@projects_app.command("write")
def write_project(
    context: typer.Context,
    project: int,
    file: Annotated[Path, typer.Argument(dir_okay=False, writable=True)],
) -> None:
    """Write a project as a file of another program: NAME.otio, NAME.edl or NAME.fcpxml."""
    path = f"/api/create-video/projects/{project}/interchange"
    kind = file.suffix.removeprefix(".")
    with _client(context) as client:
        text = client.text(path, format=kind)
        losses = client.get(f"{path}/losses", format=kind)["losses"]
    file.write_text(text, encoding="utf-8")
    output.losses(losses)
    output.CONSOLE.print(f"wrote {file}", markup=False)


@projects_app.command("import")
def import_project(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    upload: Annotated[
        list[str] | None, typer.Option(help="Which upload a file is: NAME=ID; may be repeated.")
    ] = None,
) -> None:
    """Make a project of an OpenTimelineIO file."""
    body = {"otio": _json_file(file), "files": dict(map(_named_upload, upload or []))}
    with _client(context) as client:
        found = client.post("/api/create-video/projects/import", body)
    output.losses(found["losses"])
    for one in found["missing"]:
        line = f"missing: {one['name']}, of which clips were left out"
        output.CONSOLE.print(line, markup=False)
    output.CONSOLE.print(f"project {found['project']['id']}", markup=False)


@app.command()
def export(
    context: typer.Context,
    project: int,
    watch: Annotated[bool, typer.Option(help="Wait until the export is completed.")] = False,
) -> None:
    """Export a project as an MP4."""
    with _client(context) as client:
        job = lifecycle.start_export(client, project)
        if not watch:
            output.CONSOLE.print(f"export {job}", markup=False)
            return
        with output.bar(f"export of project {project}") as advance:
            found = lifecycle.wait_for_export(client, project, job, advance=advance)
        output.CONSOLE.print(f"upload {found}: {client.url}/api/uploads/{found}/file")


@app.command("prep-hls")
def prep_hls(context: typer.Context, upload: int) -> None:
    """Package an export or a clip for streaming."""
    with _client(context) as client:
        with output.bar(f"packaging of {upload}") as advance:
            production = lifecycle.prepare_hls(client, upload, advance=advance)
        output.CONSOLE.print(f"production {production}")


@app.command()
def publish(context: typer.Context, upload: int, space: SpaceOption = None) -> None:
    """Package an export or a clip unless it is packaged, publish it into a space, print its URL."""
    with _client(context) as client:
        with output.bar(f"packaging of {upload}") as advance:
            production = lifecycle.prepare_hls(client, upload, advance=advance)
        found = lifecycle.publish(client, production, space_id=space)
        line = f"publication {found['id']}: {found['status']}, {lifecycle.watch_url(client, found)}"
        output.CONSOLE.print(line, markup=False)


@app.command()
def api(
    context: typer.Context,
    method: str,
    path: str,
    data: Annotated[str, typer.Option("-d", "--data", help="A JSON object to send.")] = "",
) -> None:
    """Send any request and print the JSON of the answer."""
    try:
        body = json.loads(data) if data else None
    except ValueError as error:
        raise CommandFailed(f"-d is not JSON: {error}") from error
    with _client(context) as client:
        _print_json(client.call(method.upper(), path, body))


def _json_file(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CommandFailed(f"{file} is not JSON: {error}") from error


def _named_upload(text: str) -> tuple[str, int]:
    name, _, upload = text.rpartition("=")
    if not name or not upload.isdecimal():
        raise CommandFailed(f"--upload {text} is not NAME=ID")
    return name, int(upload)


def _client(context: typer.Context) -> Client:
    found = _profile(context)
    return _client_of(context, found.url, found.token)


def _client_of(context: typer.Context, url: str, token: str = "") -> Client:
    return Client(url, token, retry_seconds=_RETRY_SECONDS, transport=_session(context).transport)


def _profile(context: typer.Context) -> profiles.Profile:
    return profiles.load(_file(), _session(context).profile, os.environ)


def _session(context: typer.Context) -> Session:
    found: Session = context.obj
    return found


def _file() -> Path:
    return profiles.profiles_file(os.environ)


def _print_json(found: object) -> None:
    sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
