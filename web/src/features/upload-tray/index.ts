// SPDX-License-Identifier: Apache-2.0
export { uploadEngine, uploadFiles, useUploadRows } from "./store";
export { useTrayClearance } from "./unfinished";
export { UploadTray } from "./upload-tray";
export { uploadState } from "./words";
