// SPDX-License-Identifier: Apache-2.0
export { PICKABLE, type PickableName, type Upload } from "./kinds";
export { Picker } from "./picker";
export { useUpload } from "./queries";
