// SPDX-License-Identifier: Apache-2.0
/** The parts of a timeline for the inspector's lists of fields. */
import { randomId } from "@/lib/random-id";
import type { ClassName } from "@/timeline";
import { BOX, type ControlProps, Row } from "@/ui/field-controls";
import type { PartSource } from "@/ui/field-list";

import { useUploads } from "../uploads";
import { fieldsOf, newPart } from "./fields";

export const TIMELINE_PARTS: PartSource = {
  fieldsOf: (part) => fieldsOf(part as ClassName),
  newPart: (part) => newPart(part as ClassName),
  newRow: (part) => {
    if (part !== "TitleInstance") return null;
    const row = { ...newPart(part), id: randomId().slice(0, 12), text: "Text" };
    return { label: "Another text", row };
  },
  Upload: UploadControl,
};

function UploadControl({ field, value, problem, onChange }: ControlProps) {
  const images = useUploads("image").data ?? [];
  return (
    <Row field={field} problem={problem}>
      {({ id, describedBy }) => (
        <select
          id={id}
          value={typeof value === "number" ? String(value) : ""}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.value ? Number(event.target.value) : null)}
          className={BOX}
        >
          <option value="">None</option>
          {images.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      )}
    </Row>
  );
}
