import { Download, Heart } from 'lucide-react';
import { MediaCard } from '#web/design/patterns/media-card.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { Specimen } from './specimen.tsx';

// The thumbhash of the sunset in the thumbhash project's own documentation.
const SUNSET = '1QcSHQRnh493V4dIh4eXh1h4kJUI';

export function Media() {
  const actions = (
    <>
      <IconButton label="Favourite" tone="onMedia" size="small" icon={<Heart size={14} />} />
      <IconButton label="Download" tone="onMedia" size="small" icon={<Download size={14} />} />
    </>
  );
  return (
    <Specimen name="Media cards: memory, at work, selected, refused" isWide>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <MediaCard
          src={null}
          alt="A sunset over hills"
          ratio={1}
          thumbhash={SUNSET}
          isDemo
          actions={actions}
          caption="Blurred memory"
        />
        <MediaCard src={null} alt="A picture being made" ratio={1} status="running" note="Drawing" fraction={0.6} />
        <MediaCard src={null} alt="A picture that waits" ratio={1} status="queued" />
        <MediaCard src={null} alt="Selected picture" ratio={1} thumbhash={SUNSET} isSelected caption="Selected" />
        <MediaCard
          src={null}
          alt="A refused picture"
          ratio={1}
          status="refused"
          note="It names a living person. Nothing was charged."
        />
        <MediaCard
          src={null}
          alt="A failed picture"
          ratio={1}
          status="failed"
          note="The provider did not answer. 1 credit is back."
        />
      </div>
    </Specimen>
  );
}
