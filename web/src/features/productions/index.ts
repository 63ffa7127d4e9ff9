// SPDX-License-Identifier: Apache-2.0
/** What other pages use of productions. */
export { type ProductionDetail, productionQuery } from "./queries";
