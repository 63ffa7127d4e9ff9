// SPDX-License-Identifier: Apache-2.0
export { type Activity, productionState } from "./activities";
export { ActivityButton, ActivityItem } from "./panel";
export { useRenderAction } from "./queries";
export { useActivities } from "./use-activities";
