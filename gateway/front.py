# SPDX-License-Identifier: Apache-2.0
"""The nginx of the embedded platform: it takes every connection, the host only whole requests."""

from __future__ import annotations

import fcntl
import getpass
import os
import resource
import shutil
import signal
import socket
from collections.abc import Mapping

from gateway.installation import Installation
from gateway.nginx import HOST, NginxSettings, configuration
from gateway.web_client import FOLDER

_TEMPORARY = ("body", "proxy")
"""The folders of bodies that nginx has read in part; those of a killed nginx are left over."""


def serve(installation: Installation, environ: Mapping[str, str], *, listener: int) -> int:
    """Write nginx's configuration and become nginx, which inherits a listening socket.

    The supervisor keeps the socket open, so that connections wait while nginx is restarted.
    """
    _die_with_standard_input()
    for name in _TEMPORARY:
        shutil.rmtree(installation.run / name, ignore_errors=True)
    path = installation.run / "nginx.conf"
    path.write_text(configuration(_settings(installation, environ, listener)))
    os.chdir(installation.run)
    # Each connection, and each request that it has at the host, is a descriptor.
    _, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    argv = ["nginx", "-e", "stderr", "-p", str(installation.run), "-c", str(path)]
    # nginx reads in this variable which sockets it inherits.
    os.execve(environ["NGINX_PROGRAM"], argv, {**environ, "NGINX": f"{listener};"})


def _die_with_standard_input() -> None:
    """Have the kernel kill this process group when the supervisor, which has the pipe, ends.

    A signal at the death of a parent is not enough: nginx's worker has another parent.
    """
    fcntl.fcntl(0, fcntl.F_SETOWN, -os.getpgrp())
    fcntl.fcntl(0, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)


def _settings(
    installation: Installation, environ: Mapping[str, str], listener: int
) -> NginxSettings:
    host = f"unix:{installation.host_socket}"
    return NginxSettings(
        listen=_address_of(listener),
        run=installation.run,
        site=FOLDER,
        stored=str(installation.storage),
        # Named twice, so that a request which only reads is sent again when the host is killed.
        upstreams={HOST: [host, host], "live": [f"unix:{installation.live_socket}"]},
        # Its files are those of the installation; another user could not read them.
        user=getpass.getuser() if os.geteuid() == 0 else "",
        access_log="",
        proxies=int(environ["GATEWAY_PROXIES"]),
        is_embedded=True,
    )


def _address_of(listener: int) -> str:
    with socket.socket(fileno=os.dup(listener)) as one:
        host, port = one.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
