// SPDX-License-Identifier: Apache-2.0
/** Chooses who may watch a publication. */
import { SelectField } from "@/ui/select-field";

import type { Visibility } from "./queries";
import { VISIBILITY_WORDS } from "./words";

// A publication is never shown to more people than its space: "everybody" is what public spaces say.
const AUDIENCES = ["inherit", "members"] as const satisfies Visibility[];

export type AudienceChoice = (typeof AUDIENCES)[number];

const CHOICES = AUDIENCES.map((value) => ({ value, label: VISIBILITY_WORDS[value] }));

interface AudienceFieldProps {
  value: AudienceChoice;
  disabled?: boolean;
  onChange: (value: AudienceChoice) => void;
}

export function AudienceField(props: AudienceFieldProps) {
  return <SelectField label="Who may watch" options={CHOICES} {...props} />;
}
