// SPDX-License-Identifier: Apache-2.0
/** The menu of the signed-in user. */
import { useNavigate } from "@tanstack/react-router";

import { useCurrentUser } from "@/api/current-user";
import { useSignOut } from "@/app/sign-out";
import { type Theme, useTheme } from "@/app/theme";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from "@/ui/menu";

const THEMES: [Theme, string][] = [
  ["system", "As the system"],
  ["dark", "Dark"],
  ["light", "Light"],
];

export function AccountMenu() {
  const user = useCurrentUser();
  const { theme, setTheme } = useTheme();
  const navigate = useNavigate();
  const signOut = useSignOut();

  const initials = initialsOf(user?.displayName ?? "");

  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Account ${initials}`}
          className="grid size-8 place-content-center rounded-full bg-track-graphics text-xs font-semibold text-white"
        >
          {initials}
        </button>
      }
    >
      <MenuLabel>{user?.displayName}</MenuLabel>
      <MenuLabel isSecondary>{user?.email}</MenuLabel>
      <MenuSeparator />
      <MenuItem onSelect={() => void navigate({ to: "/account" as never })}>Account</MenuItem>
      {user?.roles.includes("site_admin") && (
        <MenuItem onSelect={() => void navigate({ to: "/site" as never })}>Site settings</MenuItem>
      )}
      <MenuSeparator />
      <MenuLabel isSecondary>Colours</MenuLabel>
      {THEMES.map(([value, name]) => (
        <MenuChoice key={value} isChosen={theme === value} onSelect={() => setTheme(value)}>
          {name}
        </MenuChoice>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={signOut}>Sign out</MenuItem>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => word.match(/[\p{L}\p{N}]/u) ?? []);
  return letters
    .slice(0, 2)
    .map((letter) => letter.toUpperCase())
    .join("");
}
