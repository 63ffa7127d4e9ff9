// SPDX-License-Identifier: Apache-2.0
/** Finds pages and commands by their words: Ctrl+K, or Command+K. */
import { useNavigate } from "@tanstack/react-router";
import { ArrowRight, Keyboard, LogOut, type LucideIcon, Moon, Search, Sun } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";

import { pages } from "@/app/pages";
import { useSignOut } from "@/app/sign-out";
import { useTheme } from "@/app/theme";
import { found } from "@/lib/word-search";
import { cx } from "@/ui/cx";
import { Dialog } from "@/ui/dialog";

interface Command {
  name: string;
  icon: LucideIcon;
  run: () => void;
}

interface PaletteProps {
  onClose: () => void;
  onShowShortcuts: () => void;
}

export function CommandPalette({ onClose, onShowShortcuts }: PaletteProps) {
  const id = useId();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const commands = found(useCommands(onShowShortcuts), words, (one) => one.name);
  const chosen = commands[Math.min(at, commands.length - 1)];

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && commands.length > 0) {
      event.preventDefault();
      setAt((old) => (Math.min(old, commands.length - 1) + step + commands.length) % commands.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(chosen);
    }
  };
  const optionId = (command: Command | undefined) =>
    command && `${id}-${commands.indexOf(command)}`;

  return (
    <Dialog title="Search or jump to" size="medium" onClose={onClose} isBare>
      <div className="flex items-center gap-3 border-b border-line px-6">
        <Search size={16} aria-hidden className="text-ink-3" />
        <input
          data-autofocus
          role="combobox"
          aria-label="Page or command"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={optionId(chosen)}
          placeholder="Page or command"
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3"
        />
      </div>
      {commands.length === 0 && <p className="px-6 py-4 text-ink-2">Nothing has this name.</p>}
      <ul id={`${id}-list`} role="listbox" aria-label="Found" className="max-h-80 overflow-auto p-2">
        {commands.map((command) => (
          <li
            key={command.name}
            id={optionId(command)}
            role="option"
            aria-selected={command === chosen}
            onMouseMove={() => setAt(commands.indexOf(command))}
            onClick={() => run(command)}
            className={cx(
              "flex h-10 cursor-pointer items-center gap-3 rounded-control px-4 text-sm",
              command === chosen && "bg-accent-soft",
            )}
          >
            <command.icon size={16} aria-hidden className="text-ink-2" />
            {command.name}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function useCommands(onShowShortcuts: () => void): Command[] {
  const navigate = useNavigate();
  const setTheme = useTheme((state) => state.setTheme);
  const signOut = useSignOut();
  const ofPages = pages
    .filter((page) => page.access === "user")
    .map((page) => ({
      name: page.title,
      icon: page.icon ?? ArrowRight,
      run: () => void navigate({ to: page.path as never }),
    }));
  return [
    ...ofPages,
    { name: "Use dark colours", icon: Moon, run: () => setTheme("dark") },
    { name: "Use light colours", icon: Sun, run: () => setTheme("light") },
    { name: "Keyboard shortcuts", icon: Keyboard, run: onShowShortcuts },
    { name: "Sign out", icon: LogOut, run: signOut },
  ];
}
