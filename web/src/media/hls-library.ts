// SPDX-License-Identifier: Apache-2.0
/** The player library; of its many exports only this one is built. */
export { default } from "hls.js";
