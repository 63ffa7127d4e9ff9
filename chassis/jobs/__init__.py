# SPDX-License-Identifier: Apache-2.0
"""Leased jobs: the table row is the job, workers claim it by gRPC, one policy decides on retries.

A service that has jobs does this:

1. Declare messages for specs and results in its protos; `job.pack` and `unpack` put them on the
   wire.
2. Add `table.lease_columns()` to a table; a repository uses `table.Leases` on it: `claim`,
   `heartbeat`, `finish`, `give_back`, `record_failure`, and every few seconds
   `take_back_lost_leases`. `settings.read_leases` makes the leases of a service.
3. Insert rows with `table.unattempted()` and call `wake_up.wake_workers` in the same transaction.
4. Serve `service.job_service(JobHandlers(...), callers=("<worker>",))` on its gRPC server.
   Handlers raise `LeaseLost` and `InvalidJobResult`; nothing else needs an error rule.
5. Write `execute(job, token) -> JobResult` for the worker. It raises `InputUnusable`,
   `EnvironmentFailed`, `JobFailed` or anything at all (`failures.failure_of`), and calls
   `token.raise_if_cancelled()` and `token.report_progress(fraction)`, and, when a part of what it
   makes is of use before the whole, `token.report_partial(message)`.
6. Write `build(deployment) -> WorkerProcess(Worker(GrpcJobClient(...), execute), queue)` and start
   it by `process.main(name, topology, build)`.

Workers import neither `table`, `settings`, `service` nor `wake_up`, so they load no SQLAlchemy.
"""
