// SPDX-License-Identifier: Apache-2.0
/** What other pages use of publications. */
export { AskAgainDialog } from "./ask-again-dialog";
export { PublicationLog } from "./publication-log";
export { PublicationMenu } from "./publication-menu";
export { PublicationsCard } from "./publications-card";
export {
  optionsQuery,
  type Publication,
  publicationDetailsQuery,
  type PublicationDetails,
  publicationsQuery,
  type Space,
  useChangePublication,
} from "./queries";
export { UnpublishDialog } from "./unpublish-dialog";
export { isBlocked, whyDown } from "./words";
