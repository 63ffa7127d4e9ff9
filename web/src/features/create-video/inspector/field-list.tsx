// SPDX-License-Identifier: Apache-2.0
/** The fields of a part in groups that can be folded. */
import { Plus, X } from "lucide-react";

import { randomId } from "@/lib/random-id";
import type { ClassName } from "@/timeline";
import { Button, IconButton } from "@/ui/button";

import { useUploads } from "../uploads";
import {
  BOX,
  ChoiceControl,
  ColorControl,
  type ControlProps,
  GridControl,
  NumberControl,
  Row,
  TextControl,
  ToggleControl,
} from "./controls";
import { fieldsOf, groupsOf, newPart } from "./fields";

export type Values = Record<string, unknown>;

interface FieldListProps {
  name: ClassName;
  /** The values; a field is missing where several items differ. */
  values: Values;
  /** The problems by the first steps of their pointers: `customStyle/fontColor`. */
  problems: Map<string, string>;
  path?: string;
  onChange: (key: string, value: unknown) => void;
}

export function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <details open className="border-b border-line px-3 py-1">
      <summary className="flex h-7 cursor-pointer items-center text-sm font-semibold">{title}</summary>
      <div className="pb-2">{children}</div>
    </details>
  );
}

export function FieldList({ name, values, problems, path = "", onChange }: FieldListProps) {
  return groupsOf(fieldsOf(name)).map(([title, fields]) => (
    <Group key={title} title={title}>
      {fields.map((field) => (
        <Control
          key={field.key}
          field={field}
          value={values[field.key]}
          problems={problems}
          path={path + field.key}
          onChange={(value) => onChange(field.key, value)}
        />
      ))}
    </Group>
  ));
}

interface NestedProps extends ControlProps {
  problems: Map<string, string>;
  path: string;
}

function Control(props: Omit<NestedProps, "problem">) {
  const problem = props.problems.get(props.path);
  switch (props.field.kind) {
    case "choice":
      return <ChoiceControl {...props} problem={problem} />;
    case "grid":
      return <GridControl {...props} problem={problem} />;
    case "toggle":
      return <ToggleControl {...props} problem={problem} />;
    case "color":
      return <ColorControl {...props} problem={problem} />;
    case "text":
      return <TextControl {...props} problem={problem} />;
    case "upload":
      return <UploadControl {...props} problem={problem} />;
    case "part":
      return <PartControl {...props} problem={problem} />;
    case "parts":
      return <PartsControl {...props} problem={problem} />;
    default:
      return <NumberControl {...props} problem={problem} />;
  }
}

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

/** The fields of a part of an item; without one, a button that makes it. */
function PartControl({ field, value, problem, problems, path, onChange }: NestedProps) {
  const part = field.part;
  if (!part) return null;
  if (typeof value !== "object" || value === null) {
    return (
      <div className="py-1">
        <Button icon={Plus} title={field.description} onClick={() => onChange(newPart(part))}>
          {field.title}
        </Button>
        {problem && <p className="text-xs text-bad">{problem}</p>}
      </div>
    );
  }
  const values = value as Values;
  return (
    <div className="border-l-2 border-line pl-2">
      <div className="flex h-7 items-center justify-between text-sm text-ink-2">
        {field.title}
        {field.isOptional && (
          <IconButton label={`Remove ${field.title.toLowerCase()}`} icon={X} onClick={() => onChange(null)} />
        )}
      </div>
      {problem && <p className="text-xs text-bad">{problem}</p>}
      {fieldsOf(part).map((inner) => (
        <Control
          key={inner.key}
          field={inner}
          value={values[inner.key] ?? inner.fallback}
          problems={problems}
          path={`${path}/${inner.key}`}
          onChange={(changed) => onChange({ ...values, [inner.key]: changed })}
        />
      ))}
    </div>
  );
}

function PartsControl({ field, value, problem, problems, path, onChange }: NestedProps) {
  const part = field.part;
  const rows = Array.isArray(value) ? (value as Values[]) : [];
  if (!part) return null;
  const put = (index: number, changed: Values) =>
    onChange(rows.map((row, at) => (at === index ? changed : row)));
  return (
    <div className="flex flex-col gap-1 py-1">
      {problem && <p className="text-xs text-bad">{problem}</p>}
      {rows.map((row, index) => (
        <div key={String(row.id ?? index)} className="border-l-2 border-line pl-2">
          <div className="flex items-center justify-between text-sm text-ink-2">
            {`${field.title} ${index + 1}`}
            <IconButton
              label={`Remove ${field.title.toLowerCase()} ${index + 1}`}
              icon={X}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            />
          </div>
          {fieldsOf(part).map((inner) => (
            <Control
              key={inner.key}
              field={inner}
              value={row[inner.key] ?? inner.fallback}
              problems={problems}
              path={`${path}/${index}/${inner.key}`}
              onChange={(changed) => put(index, { ...row, [inner.key]: changed })}
            />
          ))}
        </div>
      ))}
      {rows.length < (field.most ?? Infinity) && part === "TitleInstance" && (
        <Button
          icon={Plus}
          title={field.description}
          onClick={() =>
            onChange([...rows, { ...newPart(part), id: randomId().slice(0, 12), text: "Text" }])
          }
        >
          Another text
        </Button>
      )}
    </div>
  );
}
