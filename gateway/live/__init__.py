# SPDX-License-Identifier: Apache-2.0
"""Live events: what happens to a user's things, streamed to the pages that show them.

One process with one thread holds all connections, so that a listener never takes a thread of a web
server. It receives the events of the services from the bus, tells each user its own, and remembers
the newest, so that a listener that reconnects misses none.
"""
