// SPDX-License-Identifier: Apache-2.0
/** What other pages use of feeds. */
export { Feed, FeedPlaceholder } from "./feed";
export type { FeedItem } from "./queries";
