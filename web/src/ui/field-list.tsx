// SPDX-License-Identifier: Apache-2.0
/** The fields of a part in groups that can be folded. */
import { ChevronRight, Plus, X } from "lucide-react";
import type { ComponentType, ReactNode } from "react";

import { type Field, groupsOf } from "@/lib/schema-fields";

import { Button, IconButton } from "./button";
import {
  ChoiceControl,
  ColorControl,
  type ControlProps,
  GridControl,
  NumberControl,
  TextControl,
  ToggleControl,
} from "./field-controls";

export type Values = Record<string, unknown>;

/** What the parts of a document consist of. */
export interface PartSource {
  fieldsOf: (part: string) => Field[];
  newPart: (part: string) => Values;
  /** Returns another row of a list of parts; null when rows are not added here. */
  newRow: (part: string) => { label: string; row: Values } | null;
  /** Chooses an upload. */
  Upload?: ComponentType<ControlProps>;
}

interface FieldListProps {
  source: PartSource;
  fields: Field[];
  /** The values; a field is missing where several items differ. */
  values: Values;
  /** The problems by the first steps of their pointers: `customStyle/fontColor`. */
  problems: ReadonlyMap<string, string>;
  path?: string;
  onChange: (key: string, value: unknown) => void;
}

interface GroupProps {
  title: string;
  /** Whether it is folded until somebody unfolds it. */
  isFolded?: boolean;
  children: ReactNode;
}

export function Group({ title, isFolded = false, children }: GroupProps) {
  return (
    <details open={!isFolded} className="group border-b border-line px-3 py-1">
      <summary className="flex h-7 cursor-pointer items-center justify-between text-sm font-semibold">
        {title}
        <ChevronRight size={14} aria-hidden className="text-ink-3 group-open:rotate-90" />
      </summary>
      <div className="pb-2">{children}</div>
    </details>
  );
}

export function FieldList(props: FieldListProps) {
  const { source, fields, values, problems, path = "", onChange } = props;
  return groupsOf(fields).map(([title, group]) => (
    <Group key={title} title={title}>
      {group.map((field) => (
        <FieldControl
          key={field.key}
          source={source}
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
  source: PartSource;
  problems: ReadonlyMap<string, string>;
  path: string;
}

/** A field; its path is written at it, so that what is wrong can be gone to. */
export function FieldControl(props: Omit<NestedProps, "problem">) {
  return (
    <div data-field={props.path}>
      <ControlOfKind {...props} />
    </div>
  );
}

function ControlOfKind(props: Omit<NestedProps, "problem">): ReactNode {
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
    case "upload": {
      const { Upload } = props.source;
      return Upload ? <Upload {...props} problem={problem} /> : null;
    }
    case "part":
      return <PartControl {...props} problem={problem} />;
    case "parts":
      return <PartsControl {...props} problem={problem} />;
    default:
      return <NumberControl {...props} problem={problem} />;
  }
}

/** The fields of a part of an item; without one, a button that makes it. */
function PartControl({ source, field, value, problem, problems, path, onChange }: NestedProps) {
  const part = field.part;
  if (!part) return null;
  if (typeof value !== "object" || value === null) {
    return (
      <div className="py-1">
        <Button icon={Plus} title={field.description} onClick={() => onChange(source.newPart(part))}>
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
      {source.fieldsOf(part).map((inner) => (
        <FieldControl
          key={inner.key}
          source={source}
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

function PartsControl({ source, field, value, problem, problems, path, onChange }: NestedProps) {
  const part = field.part;
  const rows = Array.isArray(value) ? (value as Values[]) : [];
  if (!part) return null;
  const more = source.newRow(part);
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
          {source.fieldsOf(part).map((inner) => (
            <FieldControl
              key={inner.key}
              source={source}
              field={inner}
              value={row[inner.key] ?? inner.fallback}
              problems={problems}
              path={`${path}/${index}/${inner.key}`}
              onChange={(changed) => put(index, { ...row, [inner.key]: changed })}
            />
          ))}
        </div>
      ))}
      {more && rows.length < (field.most ?? Infinity) && (
        <Button
          icon={Plus}
          title={field.description}
          onClick={() => onChange([...rows, more.row])}
        >
          {more.label}
        </Button>
      )}
    </div>
  );
}
