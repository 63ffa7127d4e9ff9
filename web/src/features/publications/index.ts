// SPDX-License-Identifier: Apache-2.0
/** What other pages use of publications. */
export { AudienceDialog } from "./audience-dialog";
export { type AudienceChoice, AudienceField } from "./audience-field";
export { AskAgainDialog } from "./ask-again-dialog";
export { PublicationLog } from "./publication-log";
export { PublicationMenu } from "./publication-menu";
export { PublicationsCard } from "./publications-card";
export {
  type ListedPublication,
  optionsQuery,
  type Publication,
  publicationDetailsQuery,
  type PublicationDetails,
  publicationsQuery,
  type Space,
  type PublicationContext,
  useChangePublication,
  type Visibility,
} from "./queries";
export { UnpublishDialog } from "./unpublish-dialog";
export { isBlocked, isDown, whyDown } from "./words";
