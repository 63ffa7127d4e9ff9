// SPDX-License-Identifier: Apache-2.0
/** The sign of Reelmill. */
import icon from "@/app/icon.svg";

export function Logo({ size = 24 }: { size?: number }) {
  return <img src={icon} alt="" width={size} height={size} />;
}
