// SPDX-License-Identifier: Apache-2.0
/** Chooses who may watch what is about to be published. */
import type { Schema } from "@/api/client";
import { SelectField } from "@/ui/select-field";

export type Visibility = Schema<"publish.Visibility">;

// A publication is never shown to more people than its space: "everybody" is what public spaces say.
const CHOICES = [
  { value: "inherit", label: "Whoever may see the space" },
  { value: "members", label: "Members of the space only" },
] as const satisfies { value: Visibility; label: string }[];

export type AudienceChoice = (typeof CHOICES)[number]["value"];

interface AudienceFieldProps {
  value: AudienceChoice;
  disabled?: boolean;
  onChange: (value: AudienceChoice) => void;
}

export function AudienceField(props: AudienceFieldProps) {
  return <SelectField label="Who may watch" options={CHOICES} {...props} />;
}
