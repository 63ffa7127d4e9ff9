// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import { ApiError } from "@/api/error";

import { type DrawingPorts, type FrameAnswer, drawFrame } from "./drawing";

const URL = "/media/frame.png";

function answer(status: FrameAnswer["status"], more: Partial<FrameAnswer> = {}): FrameAnswer {
  return {
    revision: 7,
    frame: 45,
    status,
    url: status === "ready" ? URL : null,
    failure: null,
    ...more,
  };
}

/** Ports whose server answers one thing after the other; errors are thrown. */
function portsWith(answers: (FrameAnswer | Error)[], more: Partial<DrawingPorts> = {}) {
  const calls: string[] = [];
  const next = (name: string) => () => {
    calls.push(name);
    const found = answers.shift();
    return found instanceof Error || !found
      ? Promise.reject(found ?? new Error("asked too often"))
      : Promise.resolve(found);
  };
  const ports: DrawingPorts = {
    save: () => Promise.resolve(7),
    request: next("request"),
    read: next("read"),
    load: (url) => {
      calls.push(`load ${url}`);
      return Promise.resolve();
    },
    pause: () => Promise.resolve(),
    ...more,
  };
  return { ports, calls };
}

const draw = (ports: DrawingPorts, signal = new AbortController().signal) =>
  drawFrame(ports, 45, signal);

describe("drawing an exact frame", () => {
  it("takes a frame that is stored at once", async () => {
    const { ports, calls } = portsWith([answer("ready")]);
    expect(await draw(ports)).toBe(URL);
    expect(calls).toEqual(["request", `load ${URL}`]);
  });

  it("waits while the frame is queued and drawn", async () => {
    const { ports, calls } = portsWith([answer("queued"), answer("running"), answer("ready")]);
    expect(await draw(ports)).toBe(URL);
    expect(calls).toEqual(["request", "read", "read", `load ${URL}`]);
  });

  it("says why a frame failed", async () => {
    const failure = { code: "object_missing", reason: "The file is not stored any more." };
    const { ports } = portsWith([answer("queued"), answer("failed", { failure })]);
    await expect(draw(ports)).rejects.toThrow("The file is not stored any more.");
  });

  it("asks again when the server is busy, and not after other refusals", async () => {
    const busy = new ApiError(429, { error: "rate_limited" });
    const { ports, calls } = portsWith([busy, busy, answer("ready")]);
    expect(await draw(ports)).toBe(URL);
    expect(calls.filter((one) => one === "request")).toHaveLength(3);

    const refused = portsWith([new ApiError(409, { detail: "Upload 3 is not ready." })]);
    await expect(draw(refused.ports)).rejects.toThrow("Upload 3 is not ready.");
  });

  it("shows nothing of another revision", async () => {
    const { ports, calls } = portsWith([answer("ready", { revision: 8 })]);
    await expect(draw(ports)).rejects.toThrow("changed elsewhere");
    expect(calls).toEqual(["request"]);
  });

  it("asks for nothing that is not saved", async () => {
    const save = () => Promise.reject(new Error("not saved"));
    const { ports, calls } = portsWith([answer("ready")], { save });
    await expect(draw(ports)).rejects.toThrow("not saved");
    expect(calls).toEqual([]);
  });

  it("ends when the playhead has moved on", async () => {
    const ending = new AbortController();
    const pause = () => {
      ending.abort();
      return Promise.resolve();
    };
    const { ports, calls } = portsWith([answer("queued"), answer("ready")], { pause });
    await expect(draw(ports, ending.signal)).rejects.toThrow();
    expect(calls).toEqual(["request"]);
  });
});
