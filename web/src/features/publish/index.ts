// SPDX-License-Identifier: Apache-2.0
/** What other pages use of publishing. */
export { SpaceIcon } from "./space-icon";
