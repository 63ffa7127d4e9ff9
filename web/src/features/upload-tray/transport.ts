// SPDX-License-Identifier: Apache-2.0
/** Sends a file by the signed form that the server hands out. */
import { answerOf, api } from "@/api/client";
import { ApiError } from "@/api/error";
import type {
  BegunUpload,
  UploadOutcome,
  UploadTarget,
  UploadTransport,
} from "@/lib/upload-engine";

async function signed(file: File, target: UploadTarget, signal: AbortSignal) {
  const about = { filename: file.name, contentType: file.type || null, sizeBytes: file.size };
  if (target === "music") {
    return answerOf(api.POST("/api/create-video/audio/sign", { body: about as never, signal }));
  }
  const body = { ...about, kind: target };
  return answerOf(api.POST("/api/sign-upload", { body: body as never, signal }));
}

async function begin(
  file: File,
  target: UploadTarget,
  signal: AbortSignal,
): Promise<BegunUpload> {
  const { id, post } = await signed(file, target, signal);
  return {
    uploadId: id,
    send: (onSent, aborted) =>
      sendForm(post.url, post.fields as Record<string, unknown>, file, onSent, aborted),
  };
}

/** Posts a form with its file; `XMLHttpRequest` because only it tells how much was sent. */
function sendForm(
  url: string,
  fields: Record<string, unknown>,
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  form.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.upload.onprogress = (event) => onSent(Math.min(event.loaded, file.size));
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(new ApiError(request.status, bodyOf(request.responseText)));
    };
    request.onerror = () => reject(new ApiError(0, {}));
    request.onabort = () => reject(new DOMException("The upload was cancelled.", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function bodyOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function complete(uploadId: number, file: File, signal: AbortSignal): Promise<void> {
  const body = { id: uploadId, sizeBytes: file.size };
  await answerOf(api.POST("/api/mark-complete", { body: body as never, signal }));
}

async function check(uploadId: number, signal: AbortSignal): Promise<UploadOutcome> {
  const { upload } = await answerOf(
    api.GET("/api/uploads/{uploadId}", { params: { path: { uploadId } }, signal }),
  );
  if (upload.state === "ready") return { state: "ready" };
  if (upload.state === "rejected") {
    return { state: "rejected", reason: upload.rejection?.reason };
  }
  return { state: "verifying" };
}

export const transport: UploadTransport = { begin, complete, check };
