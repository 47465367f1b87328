import { useState } from 'react';
import type { Asset } from '#web/data/assets.ts';
import { MAX_COMPARED } from './compare-tray.tsx';

/** The pictures laid aside for comparison; the newest push out the oldest. */
export function useCompared() {
  const [assets, setAssets] = useState<readonly Asset[]>([]);
  const remove = (asset: Asset) => setAssets((kept) => kept.filter((one) => one.id !== asset.id));
  const toggle = (asset: Asset) =>
    setAssets((kept) =>
      kept.some((one) => one.id === asset.id)
        ? kept.filter((one) => one.id !== asset.id)
        : [...kept, asset].slice(-MAX_COMPARED),
    );
  return { assets, ids: assets.map((asset) => asset.id), toggle, remove, clear: () => setAssets([]) };
}
