// SPDX-License-Identifier: Apache-2.0
/** The one error of the API: what an `application/problem+json` says. */

export interface FieldProblem {
  /** A JSON pointer into the body that was sent. */
  pointer: string;
  error: string;
  detail: string;
}

export class ApiError extends Error {
  /** The HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  /** The stable name of the error. */
  readonly code: string;
  readonly requestId: string;
  readonly problems: FieldProblem[];
  /** All members of the answer, for those that carry more. */
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(typeof body.detail === "string" ? body.detail : sentenceOf(status));
    this.name = "ApiError";
    this.status = status;
    this.code = typeof body.error === "string" ? body.error : `http_${status}`;
    this.requestId = typeof body.requestId === "string" ? body.requestId : "";
    this.problems = Array.isArray(body.errors) ? (body.errors as FieldProblem[]) : [];
    this.body = body;
  }

  /** Whether the server could not be reached at all. */
  get isOffline(): boolean {
    return this.status === 0;
  }

  /** Returns what the server says of one member of the body, by its JSON pointer. */
  problemAt(pointer: string): string | undefined {
    const found = this.problems.find((problem) => problem.pointer === pointer)?.detail;
    return found ?? (this.body.pointer === pointer ? this.message : undefined);
  }
}

function sentenceOf(status: number): string {
  if (status === 0) return "The server cannot be reached. Check the connection and try again.";
  if (status === 413) return "This is larger than the server takes.";
  if (status === 429) return "Too many requests. Wait a moment and try again.";
  if (status === 507) return "The server has no space left for this file.";
  return `The server answered with status ${status}.`;
}

/** Returns the sentence of any error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
