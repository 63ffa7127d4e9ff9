// SPDX-License-Identifier: Apache-2.0
export { uploadEngine, uploadFiles, useTrayClearance, useUploadRows } from "./store";
export { UploadTray } from "./tray";
export { uploadState } from "./words";
