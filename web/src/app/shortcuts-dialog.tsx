// SPDX-License-Identifier: Apache-2.0
/** Lists the keys that do something: `?` opens it. */
import { Dialog } from "@/ui/dialog";

const GROUPS: { name: string; keys: [string[], string][] }[] = [
  {
    name: "Everywhere",
    keys: [
      [["Ctrl", "K"], "Search or jump to"],
      [["?"], "This list"],
      [["Esc"], "Close what is open"],
    ],
  },
  {
    name: "Uploads",
    keys: [
      [["U"], "Choose files to upload"],
      [["←", "→", "↑", "↓"], "Move between uploads"],
      [["Enter"], "Details"],
      [["F2"], "Rename"],
      [["Delete"], "Delete"],
    ],
  },
  {
    name: "Create video",
    keys: [
      [["Space"], "Play or pause"],
      [["←", "→"], "One frame; with Shift ten, with Ctrl a second"],
      [["↑", "↓"], "Previous or next edit"],
      [["Home", "End"], "Start or end"],
      [["I", "O"], "Mark the start or end of a range; Shift+X clears it"],
      [["S"], "Split at the playhead; Ctrl+Shift+B on all tracks"],
      [["Q", "W"], "Trim the start or end to the playhead"],
      [["Delete"], "Delete; with Shift the gap closes"],
      [["Alt", "←", "→"], "Nudge one frame; with Shift ten"],
      [[",", "."], "Select the previous or next item"],
      [["Ctrl", "Z"], "Undo; with Shift redo"],
      [["Ctrl", "C", "X", "V"], "Copy, cut, paste at the playhead"],
      [["Ctrl", "D"], "Duplicate"],
      [["+", "-"], "Zoom; Shift+Z shows everything"],
      [["N", "R"], "Snapping, ripple"],
      [["M"], "Marker"],
      [["E"], "Exact frame, as the export has it"],
      [["T"], "Timeline as list"],
      [["Ctrl", "S"], "Save now"],
      [["Ctrl", "E"], "Export"],
    ],
  },
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" size="small" onClose={onClose}>
      {GROUPS.map(({ name, keys }) => (
        <section key={name} className="mb-4 last:mb-0">
          <h3 className="mb-2 text-sm font-semibold">{name}</h3>
          <dl className="grid grid-cols-[1fr_auto] items-center gap-y-1.5 text-sm">
            {keys.map(([pressed, what]) => (
              <div key={what} className="contents">
                <dt className="text-ink-2">{what}</dt>
                <dd className="flex gap-1">
                  {pressed.map((key) => (
                    <kbd
                      key={key}
                      className="rounded-clip border border-line-strong px-1.5 font-sans text-xs leading-5"
                    >
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
