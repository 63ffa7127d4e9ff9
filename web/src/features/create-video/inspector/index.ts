// SPDX-License-Identifier: Apache-2.0
export { Inspector } from "./inspector";
