// SPDX-License-Identifier: Apache-2.0
/** The controls of single fields; each is labelled by its title and explained by its description. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from "react";

import { type Field, limited, parseNumber, remarkOn, wordOf } from "@/lib/schema-fields";

import { cx } from "./cx";

export const BOX =
  "h-7 w-full min-w-0 rounded-control border border-line-strong bg-field px-2 text-sm text-ink " +
  "placeholder:text-ink-3 aria-invalid:border-bad";

export interface ControlProps {
  field: Field;
  /** Undefined when several items have different values. */
  value: unknown;
  problem?: string;
  onChange: (value: unknown) => void;
}

/** A label beside a control, and below both what is wrong. */
export function Row({
  field,
  path,
  problem,
  remark,
  children,
  onLabelDrag,
}: {
  field: Pick<Field, "title" | "description">;
  /** The path of the field in its item, where the row is in no list of fields. */
  path?: string;
  problem?: string;
  /** What was made of what was typed, where that is something else. */
  remark?: string | null;
  children: (ids: { id: string; describedBy: string | undefined }) => ReactNode;
  onLabelDrag?: (event: PointerEvent) => void;
}) {
  const id = useId();
  return (
    <div
      data-field={path}
      className="grid grid-cols-[96px_minmax(0,1fr)] items-center gap-x-2 gap-y-1 py-0.5"
    >
      <label
        htmlFor={id}
        title={field.description}
        onPointerDown={onLabelDrag}
        className={cx("text-sm leading-4 text-ink-2", onLabelDrag && "cursor-ew-resize touch-none select-none")}
      >
        {field.title}
      </label>
      {children({ id, describedBy: problem || remark ? `${id}-problem` : undefined })}
      {(problem || remark) && (
        <p
          id={`${id}-problem`}
          role={problem ? undefined : "status"}
          className={cx("col-span-2 text-xs", problem ? "text-bad" : "text-warn")}
        >
          {problem || remark}
        </p>
      )}
    </div>
  );
}

export function NumberControl({ field, value, problem, onChange }: ControlProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [remark, setRemark] = useState<string | null>(null);
  const now = typeof value === "number" ? value : Number(field.fallback ?? field.least ?? 0);
  const written = typeof value === "number" ? String(value) : "";
  const dragged = useRef({ x: 0, from: 0 });
  const commit = () => {
    if (typed === null) return;
    setTyped(null);
    const isCleared = typed.trim() === "";
    setRemark(isCleared ? null : remarkOn(typed, field, now));
    const found = isCleared ? null : parseNumber(typed, field, now);
    if (found !== null || (isCleared && field.isOptional)) onChange(found);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") commit();
    if (event.key === "Escape") setTyped(null);
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const step = (event.shiftKey ? 10 : 1) * (event.altKey ? 0.1 : 1);
    setTyped(null);
    setRemark(null);
    onChange(limited(now + (event.key === "ArrowUp" ? step : -step), field));
  };
  const drag = (event: PointerEvent) => {
    const label = event.currentTarget as HTMLElement;
    label.setPointerCapture(event.pointerId);
    dragged.current = { x: event.clientX, from: now };
    label.onpointermove = (moved) => {
      const by = Math.round((moved.clientX - dragged.current.x) / 3);
      if (by !== 0) onChange(limited(dragged.current.from + by, field));
    };
    label.onpointerup = () => (label.onpointermove = null);
  };
  return (
    <Row field={field} problem={problem} remark={remark} onLabelDrag={drag}>
      {({ id, describedBy }) => (
        <span className="relative">
          <input
            id={id}
            inputMode="decimal"
            autoComplete="off"
            value={typed ?? written}
            placeholder={value === undefined ? "Various" : field.isOptional ? "Default" : ""}
            aria-invalid={problem ? true : undefined}
            aria-describedby={describedBy}
            onChange={(event) => {
              setTyped(event.target.value);
              setRemark(null);
            }}
            onBlur={commit}
            onKeyDown={press}
            className={cx(BOX, "pr-8 font-mono")}
          />
          <span aria-hidden className="absolute inset-y-0 right-2 grid place-items-center text-xs text-ink-3">
            {field.unit}
          </span>
        </span>
      )}
    </Row>
  );
}

export function ChoiceControl({ field, value, problem, onChange }: ControlProps) {
  const chosen = field.options.findIndex((one) => one === value);
  return (
    <Row field={field} problem={problem}>
      {({ id, describedBy }) => (
        <select
          id={id}
          value={chosen >= 0 ? String(chosen) : ""}
          aria-invalid={problem ? true : undefined}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.value === "" ? null : field.options[Number(event.target.value)])}
          className={BOX}
        >
          {chosen < 0 && !field.isOptional && <option value="">Various</option>}
          {field.isOptional && <option value="">Default</option>}
          {field.options.map((one, index) => (
            <option key={one} value={String(index)}>
              {wordOf(one)}
              {field.unit && ` ${field.unit}`}
            </option>
          ))}
        </select>
      )}
    </Row>
  );
}

export function GridControl({ field, value, problem, onChange }: ControlProps) {
  const name = useId();
  return (
    <fieldset className="grid grid-cols-[96px_minmax(0,1fr)] gap-2 py-0.5" title={field.description}>
      <legend className="float-left w-24 text-sm text-ink-2">{field.title}</legend>
      <div className="grid size-[84px] grid-cols-3 rounded-control border border-line-strong bg-field">
        {field.options.map((one) => (
          <label
            key={one}
            title={wordOf(one)}
            className="grid cursor-pointer place-items-center rounded-[3px] has-checked:bg-accent-strong has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              aria-label={wordOf(one)}
              checked={one === value}
              onChange={() => onChange(one)}
              className="peer sr-only"
            />
            <span aria-hidden className="size-1 bg-ink-3 peer-checked:size-2 peer-checked:bg-white" />
          </label>
        ))}
      </div>
      {problem && <p className="col-span-2 text-xs text-bad">{problem}</p>}
    </fieldset>
  );
}

export function ToggleControl({ field, value, problem, onChange }: ControlProps) {
  return (
    <Row field={field} problem={problem}>
      {({ id, describedBy }) => (
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.checked)}
          className="size-4 accent-(--color-accent)"
        />
      )}
    </Row>
  );
}

export function ColorControl({ field, value, problem, onChange }: ControlProps) {
  const color = typeof value === "string" ? value : "";
  const [typed, setTyped] = useState<string | null>(null);
  const [remark, setRemark] = useState<string | null>(null);
  const commit = () => {
    if (typed === null) return;
    const text = typed.trim();
    const isColor = /^#[0-9a-f]{6}$/i.test(text);
    if (isColor) onChange(text);
    else if (text === "" && field.isOptional) onChange(null);
    setRemark(isColor || text === "" ? null : `“${text}” is no colour: write it as #1a2b3c.`);
    setTyped(null);
  };
  return (
    <Row field={field} problem={problem} remark={remark}>
      {({ id, describedBy }) => (
        <span className="flex gap-1">
          <input
            type="color"
            aria-label={`${field.title}: palette`}
            value={color || "#000000"}
            onChange={(event) => onChange(event.target.value)}
            className="h-7 w-9 shrink-0 rounded-control border border-line-strong bg-field p-0.5"
          />
          <input
            id={id}
            value={typed ?? color}
            placeholder={field.isOptional ? "Default" : "#000000"}
            aria-invalid={problem ? true : undefined}
            aria-describedby={describedBy}
            onChange={(event) => {
              setTyped(event.target.value);
              setRemark(null);
            }}
            onBlur={commit}
            onKeyDown={(event) => event.key === "Enter" && commit()}
            className={cx(BOX, "font-mono")}
          />
        </span>
      )}
    </Row>
  );
}

export function TextControl({ field, value, problem, onChange }: ControlProps) {
  const id = useId();
  const [leftOut, setLeftOut] = useState(0);
  const longest = field.longest ?? Infinity;
  const remark = leftOut > 0 && `A text has at most ${longest.toLocaleString("en")} characters: ${leftOut.toLocaleString("en")} were left out.`;
  const words = problem ?? remark;
  return (
    <div className="flex flex-col gap-1 py-0.5">
      <label htmlFor={id} title={field.description} className="text-sm text-ink-2">
        {field.title}
      </label>
      <textarea
        id={id}
        rows={2}
        value={typeof value === "string" ? value : ""}
        aria-invalid={words ? true : undefined}
        aria-describedby={words ? `${id}-problem` : undefined}
        onChange={(event) => {
          const typed = event.target.value;
          setLeftOut(Math.max(0, typed.length - longest));
          onChange(typed.slice(0, longest));
        }}
        className={cx(BOX, "h-auto resize-y py-1.5")}
      />
      {words && (
        <p id={`${id}-problem`} role="status" className="text-xs text-bad">
          {words}
        </p>
      )}
    </div>
  );
}
