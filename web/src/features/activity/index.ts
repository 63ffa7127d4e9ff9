// SPDX-License-Identifier: Apache-2.0
export { productionState, renderState } from "./activities";
export { ActivityButton } from "./panel";
export { useRecentProductions, useRecentRenders, useRenderAction } from "./queries";
export { dismissActivity, useActivities } from "./use-activities";
