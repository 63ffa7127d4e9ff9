// SPDX-License-Identifier: Apache-2.0
/** Sends a file in parts, by the addresses that the server hands out. */
import { answerOf, api } from "@/api/client";
import { ApiError } from "@/api/error";
import { fingerprintOf } from "@/lib/fingerprint";
import { type PartServer, sendParts } from "@/lib/part-sender";
import { type RetryOptions, retried } from "@/lib/retrying";
import { readingError, sendingError } from "@/lib/unreadable-files";
import {
  type BegunUpload,
  FinalError,
  type SendingNews,
  type UploadOutcome,
  type UploadRow,
  type UploadTarget,
  type UploadTransport,
} from "@/lib/upload-engine";

/** A server that restarts answers nothing, or 502 to 504 through its proxy. */
function isTransient(error: unknown): boolean {
  return error instanceof ApiError && [0, 429, 502, 503, 504].includes(error.status);
}

/** Whether the server takes no file of this name or size, which no second try changes. */
function isAboutTheFile(error: unknown): error is ApiError {
  return error instanceof ApiError && [400, 413, 415, 422].includes(error.status);
}

/** Codes of rejections whose reason lies in how a file was sent, and not in the file. */
const SENT_BADLY = new Set(["object_missing", "object_changed", "size_mismatch"]);

function retryOf(signal: AbortSignal, news?: SendingNews): RetryOptions {
  return { signal, isTransient, onWaiting: (error) => news?.onOffline(error !== undefined) };
}

async function begin(row: UploadRow, signal: AbortSignal): Promise<BegunUpload | undefined> {
  const { file, target, evenIfStored } = row;
  const fingerprint = await fingerprintOf(file).catch((error: unknown) => {
    throw readingError(error);
  });
  const body = {
    filename: file.name,
    contentType: file.type || null,
    sizeBytes: file.size,
    ...destinationOf(target),
    fingerprint,
    evenIfStored,
  };
  const { multipart } = await retried(
    () => answerOf(api.POST("/api/uploads/multipart", { body: body as never, signal })),
    retryOf(signal),
  ).catch((error: unknown) => {
    throw isAboutTheFile(error) ? new FinalError(error.message) : error;
  });
  if (multipart === null) return undefined;
  const { uploadId, partBytes, partCount } = multipart;
  return {
    uploadId,
    send: (news, aborted) =>
      sendParts(
        { file, partBytes, partCount },
        partServer(uploadId, aborted),
        news.onSent,
        retryOf(aborted, news),
      ),
  };
}

function destinationOf(target: UploadTarget) {
  if (target === "music" || target === "narration") return { kind: "audio", audioRole: target };
  if (target === "video" || target === "image" || target === "logo") return { kind: target };
  return { kind: "image", imageRole: target };
}

/** The parts of one upload at the server. */
function partServer(uploadId: number, signal: AbortSignal): PartServer {
  const about = { params: { path: { uploadId } }, signal };
  return {
    stored: async () => {
      const { parts } = await answerOf(api.GET("/api/uploads/{uploadId}/multipart/parts", about));
      return parts.map((part) => part.partNumber);
    },
    sign: async (partNumbers) => {
      const { parts } = await answerOf(
        api.POST("/api/uploads/{uploadId}/multipart/parts", { ...about, body: { partNumbers } }),
      );
      return new Map(parts.map((part) => [part.partNumber, part.url]));
    },
    put: (url, part, onSent) => putPart(url, part, onSent, signal),
    isExpired: (error) => error instanceof ApiError && error.status === 403,
  };
}

/** Puts bytes to an address; `XMLHttpRequest` because only it tells how much was sent. */
function putPart(
  url: string,
  part: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(new ApiError(request.status, bodyOf(request.responseText)));
    };
    request.onerror = () => void sendingError(part, new ApiError(0, {})).then(reject);
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(part);
  });
}

function bodyOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function complete(uploadId: number, _file: File, signal: AbortSignal): Promise<void> {
  const about = { params: { path: { uploadId } }, signal };
  await retried(
    () => answerOf(api.POST("/api/uploads/{uploadId}/multipart/complete", about)),
    retryOf(signal),
  );
}

async function abandon(uploadId: number): Promise<void> {
  try {
    await answerOf(
      api.DELETE("/api/uploads/{uploadId}/multipart", { params: { path: { uploadId } } }),
    );
  } catch {
    // What is not continued is removed by the server after some days.
  }
}

async function check(uploadId: number, signal: AbortSignal): Promise<UploadOutcome> {
  const about = { params: { path: { uploadId } }, signal };
  const { upload } = await retried(
    () => answerOf(api.GET("/api/uploads/{uploadId}", about)),
    retryOf(signal),
  );
  if (upload.state === "ready") return { state: "ready", warnings: upload.warnings };
  if (upload.state === "rejected") {
    const { reason, code = "" } = upload.rejection ?? {};
    return { state: "rejected", reason, code, canRetry: SENT_BADLY.has(code) };
  }
  return { state: "verifying" };
}

export const transport: UploadTransport = { begin, abandon, complete, check };
