// SPDX-License-Identifier: Apache-2.0
/** What other features use of reviews. */
export { ReviewLinks } from "./review-links";
