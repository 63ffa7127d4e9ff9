// SPDX-License-Identifier: Apache-2.0
/** A time that is read when the field is left: timecode, seconds, or frames from what is there. */
import { useState } from "react";

import { BOX, Row } from "@/ui/field-controls";

interface TimeFieldProps {
  label: string;
  /** The path of the field in its item. */
  path: string;
  problem?: string;
  value: string;
  /** Takes what was typed; returns what there is to say of it. */
  onCommit: (text: string) => string | null;
}

export function TimeField({ label, path, problem, value, onCommit }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [remark, setRemark] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed !== value) setRemark(onCommit(typed));
    setTyped(null);
  };
  const step = (by: string) => setRemark(onCommit(by));
  return (
    <Row
      field={{ title: label, description: "00:00:19:12, 4.5 s, 120f, or +12f from here." }}
      path={path}
      problem={problem}
      remark={remark}
    >
      {({ id, describedBy }) => (
        <input
          id={id}
          autoComplete="off"
          aria-invalid={problem ? true : undefined}
          aria-describedby={describedBy}
          value={typed ?? value}
          onChange={(event) => {
            setTyped(event.target.value);
            setRemark(null);
          }}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
            if (event.key === "Escape") setTyped(null);
            const frames = event.shiftKey ? "10f" : "1f";
            if (event.key === "ArrowUp") step(`+${frames}`);
            if (event.key === "ArrowDown") step(`-${frames}`);
          }}
          className={`${BOX} font-mono`}
        />
      )}
    </Row>
  );
}
