// SPDX-License-Identifier: Apache-2.0
/** The raw files of a user: videos, audio, images and logos. */
import { Upload as UploadIcon } from "lucide-react";
import { useState } from "react";

import { uploadFiles } from "@/features/upload-tray";
import { ACCEPTED_FILES } from "@/lib/file-names";
import { formatBytes, formatCount } from "@/lib/formats";
import { useSearchParams } from "@/lib/search-params";
import { readSetting, writeSetting } from "@/lib/settings";
import { usePageKey } from "@/lib/page-key";
import { useDelayed } from "@/lib/use-delayed";
import { Button } from "@/ui/button";
import { useFileChooser } from "@/ui/file-button";
import { PageHeader } from "@/ui/page-header";
import { SearchField } from "@/ui/search-field";
import { showToast } from "@/ui/toast";

import { UploadDialog } from "./dialogs";
import { DropPanel, FirstUpload } from "./drop-panel";
import { DropTarget } from "./drop-target";
import { ORDERS, type Upload, totalBytes } from "./facts";
import { EVERYTHING, KIND_TABS, type KindTab, type Listed, useUploads } from "./queries";
import {
  FavoritesSwitch,
  KindTabs,
  OrderMenu,
  type View,
  ViewSwitch,
} from "./toolbar";
import { UploadList } from "./upload-list";
import type { Opened } from "./upload-menu";

type Listing = ReturnType<typeof useUploads>;

export default function UploadsPage() {
  const [search, change] = useSearchParams();
  const tab = KIND_TABS.find((one) => one.kind === search.kind) ?? (KIND_TABS[0] as KindTab);
  const order = ORDERS.find(([one]) => one === search.sort)?.[0] ?? "newest";
  const [words, setWords] = useState(search.q ?? "");
  const onlyFavorites = search.favourites === "1";
  const [view, setView] = useState<View>(readSetting("uploads_view") === "list" ? "list" : "grid");
  const [opened, setOpened] = useState<{ what: Opened; upload: Upload } | null>(null);
  const listings = useListings();
  const whole = listings[tab.kind];
  const listed = { words: search.q ?? "", order, onlyFavorites };
  const uploads = useUploads(tab, listed);
  useDelayed(words, (q) => change({ q: q || undefined }, { replace: true }));

  const { choose, input } = useFileChooser({
    label: "Files to upload",
    accept: ACCEPTED_FILES,
    isMultiple: true,
    onFiles: (files) => send(files, tab),
  });
  usePageKey("u", choose);
  const show = (kind: string) => {
    setWords("");
    change({ kind: kind === "video" ? undefined : kind, q: undefined }, { replace: true });
  };
  const all = itemsOf(whole);
  const isEmpty = whole.isSuccess && all.length === 0;

  return (
    <DropTarget onFiles={(files) => send(files, tab)}>
      <div className="p-4 min-[900px]:px-6">
        <PageHeader title="Uploads" note={all.length > 0 && noteOf(whole, tab)}>
          <Button look="primary" icon={UploadIcon} onClick={choose}>
            Upload
          </Button>
        </PageHeader>
        {input}
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <KindTabs shown={tab} counts={countsOf(listings)} onShow={show} />
          <SearchField
            value={words}
            onChange={setWords}
            label={`Search ${tab.kind === "audio" ? "audio" : `${tab.noun}s`}`}
            className="ml-auto min-w-0 flex-1 basis-36 min-[900px]:max-w-64"
          />
          <FavoritesSwitch
            isOn={onlyFavorites}
            onChange={(isOn) => change({ favourites: isOn ? "1" : undefined }, { replace: true })}
          />
          <OrderMenu order={order} onChange={(sort) => change({ sort }, { replace: true })} />
          <ViewSwitch
            view={view}
            onChange={(chosen) => {
              writeSetting("uploads_view", chosen);
              setView(chosen);
            }}
          />
        </div>
        {isEmpty ? (
          <FirstUpload tab={tab} onChoose={choose} />
        ) : (
          <UploadList
            uploads={uploads}
            shown={itemsOf(uploads)}
            view={view}
            nothingWords={nothingWords(tab, listed)}
            onOpen={(what, upload) => setOpened({ what, upload })}
          />
        )}
        {all.length > 0 && <DropPanel tab={tab} onChoose={choose} />}
      </div>
      {opened && <UploadDialog {...opened} onClose={() => setOpened(null)} />}
    </DropTarget>
  );
}

function useListings(): Record<KindTab["kind"], Listing> {
  const [video, audio, image, logo] = KIND_TABS as [KindTab, KindTab, KindTab, KindTab];
  return {
    video: useUploads(video, EVERYTHING),
    audio: useUploads(audio, EVERYTHING),
    image: useUploads(image, EVERYTHING),
    logo: useUploads(logo, EVERYTHING),
  };
}

function nothingWords({ noun }: KindTab, { words, onlyFavorites }: Listed): string {
  const which = `No ${onlyFavorites ? "favourite " : ""}${noun}`;
  const typed = words.trim();
  return typed ? `${which} has “${typed}” in name, description or tags.` : `${which} yet.`;
}

function itemsOf(uploads: Listing): Upload[] {
  return uploads.data?.pages.flatMap((page) => page.items) ?? [];
}

function countsOf(listings: Record<KindTab["kind"], Listing>) {
  return Object.fromEntries(
    Object.entries(listings)
      .filter(([, listing]) => listing.isSuccess)
      .map(([kind, listing]) => [
        kind,
        `${itemsOf(listing).length}${listing.hasNextPage ? "+" : ""}`,
      ]),
  );
}

/** Says how much there is, once all of it is known: `41 videos · 212 GB`. */
function noteOf(uploads: Listing, tab: KindTab): string {
  const all = itemsOf(uploads);
  if (uploads.hasNextPage) return `More than ${formatCount(all.length, tab.noun)}`;
  return `${formatCount(all.length, tab.noun)} · ${formatBytes(totalBytes(all))}`;
}

function send(files: File[], tab: KindTab): void {
  const refused = uploadFiles(files, tab.target);
  if (refused.length > 0) {
    showToast(`Not a video, an image or audio: ${refused.join(", ")}`, { tone: "bad" });
  }
}
