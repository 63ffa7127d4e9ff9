// SPDX-License-Identifier: Apache-2.0
/** What other pages use of spaces. */
export { siteSettingsQuery, spaceQuery } from "./queries";
export { roleMeaning } from "./roles";
