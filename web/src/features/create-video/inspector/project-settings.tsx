// SPDX-License-Identifier: Apache-2.0
/** The settings of the whole project: its format and what is behind all pictures. */
import { useResolved } from "@/media/preview";
import { useDocument } from "@/timeline";
import { BOX, ChoiceControl, ColorControl } from "@/ui/field-controls";
import { FieldList, Group, type Values } from "@/ui/field-list";

import { attempt } from "../editing";
import { FIRST_SHAPE, hasFirstShape } from "../first-shape";
import { useUploads } from "../uploads";
import { type Field, fieldsOf } from "./fields";
import { TIMELINE_PARTS } from "./parts";

const COLOR = fieldsOf("Clip").find((field) => field.key === "bgFillColor");

const MODE: Field = {
  key: "timelineBackgroundMode",
  title: "Background",
  description: "What is behind all pictures: black, a colour or an image.",
  kind: "choice",
  fallback: "none",
  isOptional: false,
  unit: "",
  options: ["none", "color", "image"],
};

export function ProjectSettings() {
  const document = useDocument((state) => state.document);
  const resolved = useResolved((state) => state.resolved);
  const size = hasFirstShape(document) ? FIRST_SHAPE : resolved?.size;
  const problems = new Map(
    (resolved?.problems ?? [])
      .filter((one) => one.itemId === null)
      .map((one) => [one.pointer.split("/").slice(3).join("/"), one.detail]),
  );
  const set = (label: string, fields: Values) =>
    attempt(label, (one) => ({ ...one, ...fields }), { mergeKey: `project/${label}` });
  return (
    <>
      <header className="flex h-10 items-center gap-2 border-b border-line px-3">
        <h2 className="font-semibold">Project</h2>
        {size && (
          <span className="text-ink-2">
            {size.width} × {size.height}
          </span>
        )}
      </header>
      <FieldList
        source={TIMELINE_PARTS}
        fields={fieldsOf("Output")}
        values={document.output as Values}
        problems={problems}
        onChange={(key, value) =>
          set(`Set ${key}`, { output: { ...document.output, [key]: value } })
        }
      />
      <Group title="Background">
        <ChoiceControl
          field={MODE}
          value={document.timelineBackgroundMode}
          onChange={(value) => set("Set background", { timelineBackgroundMode: value })}
        />
        {document.timelineBackgroundMode === "color" && COLOR && (
          <ColorControl
            field={{ ...COLOR, title: "Colour" }}
            value={document.timelineBackgroundColor}
            onChange={(value) => set("Set background colour", { timelineBackgroundColor: value })}
          />
        )}
        {document.timelineBackgroundMode === "image" && <BackgroundImage set={set} />}
      </Group>
      <p className="px-3 py-2 text-xs text-ink-3">Select something to see its settings.</p>
    </>
  );
}

function BackgroundImage({ set }: { set: (label: string, fields: Values) => void }) {
  const uploadId = useDocument((state) => state.document.timelineBackgroundUploadId);
  const images = useUploads("image").data ?? [];
  return (
    <label className="grid grid-cols-[96px_minmax(0,1fr)] items-center gap-2 text-ink-2">
      Image
      <select
        value={uploadId ?? ""}
        onChange={(event) =>
          set("Set background image", {
            timelineBackgroundUploadId: event.target.value ? Number(event.target.value) : null,
          })
        }
        className={BOX}
      >
        <option value="">None</option>
        {images.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}
