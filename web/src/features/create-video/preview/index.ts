// SPDX-License-Identifier: Apache-2.0
export { Preview } from "./preview";
