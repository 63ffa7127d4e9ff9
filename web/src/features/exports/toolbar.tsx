// SPDX-License-Identifier: Apache-2.0
/** Chooses which exports are shown. */
import { ArrowDownUp } from "lucide-react";

import { Button } from "@/ui/button";
import { type Choice, Choices } from "@/ui/choices";
import { Menu, MenuChoice } from "@/ui/menu";
import { SearchField } from "@/ui/search-field";

import { type ExportFilter, type ExportOrder, ORDERS, stateOf } from "./filter";
import type { Export } from "./queries";

interface ToolbarProps {
  exports: Export[];
  filter: ExportFilter;
  onChange: (filter: ExportFilter) => void;
}

export function Toolbar({ exports, filter, onChange }: ToolbarProps) {
  const count = (state: ExportFilter["state"]) =>
    exports.filter((one) => state === "all" || stateOf(one) === state).length;
  const choices: Choice<ExportFilter["state"]>[] = [
    { value: "all", name: "All", count: count("all") },
    { value: "not_ready", name: "Not started", count: count("not_ready") },
    { value: "ready", name: "Ready", count: count("ready") },
    { value: "in_progress", name: "In progress", count: count("in_progress") },
    { value: "failed", name: "Failed", count: count("failed") },
  ];
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <Choices
        label="State"
        choices={choices}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state })}
      />
      <div className="flex flex-1 items-center justify-end gap-2">
        <SearchField
          label="Search exports"
          value={filter.text}
          onChange={(text) => onChange({ ...filter, text })}
          className="w-full max-w-64"
        />
        <Menu trigger={<Button icon={ArrowDownUp}>{ORDERS[filter.order]}</Button>}>
          {Object.entries(ORDERS).map(([order, name]) => (
            <MenuChoice
              key={order}
              isChosen={order === filter.order}
              onSelect={() => onChange({ ...filter, order: order as ExportOrder })}
            >
              {name}
            </MenuChoice>
          ))}
        </Menu>
      </div>
    </div>
  );
}
