// SPDX-License-Identifier: Apache-2.0
export { productionState } from "./activities";
export { ActivityButton } from "./panel";
