import { Link } from '@tanstack/react-router';
import { RotateCcw, Wand2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { changeAsset, type AssetDetails } from '#web/data/assets.ts';
import { useCatalog } from '#web/data/catalog.ts';
import { modelsFor, titlesOf } from '#web/data/catalog-lookup.ts';
import { formatBytes } from '#web/design/patterns/bytes.ts';
import { Credits } from '#web/design/patterns/credits.tsx';
import { formatDateTime } from '#web/design/patterns/relative-time.tsx';
import { buttonStyle } from '#web/design/primitives/button-style.ts';
import { Button } from '#web/design/primitives/button.tsx';
import { Menu } from '#web/design/primitives/menu.tsx';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { useNavigate } from '@tanstack/react-router';
import { Lineage } from './lineage.tsx';
import { t } from './messages.ts';

/** Name, what can be done next, the words it came from, its history, and the plain facts. */
export function Details({ details }: { details: AssetDetails }) {
  const { asset, madeBy, attribution } = details;
  const { data: catalog } = useCatalog();
  const navigate = useNavigate();
  const prompt = madeBy?.parameters['prompt'];
  const tools =
    catalog?.operations.filter(
      (operation) =>
        operation.inputs.some((slot) => slot.kind === asset.kind) && modelsFor(catalog, operation.id).length > 0,
    ) ?? [];
  const titles = madeBy && titlesOf(catalog, madeBy);
  const facts: Array<readonly [string, ReactNode] | null> = [
    titles && [t('details.operation'), titles.operation],
    titles && [t('details.model'), titles.model],
    madeBy?.creditsCharged != null
      ? [
          t('details.cost'),
          <Link
            key="cost"
            to="/jobs/$jobId"
            params={{ jobId: madeBy.jobId }}
            className="underline decoration-line-strong underline-offset-4"
          >
            {madeBy.creditsCharged === 0 ? t('details.free') : <Credits amount={madeBy.creditsCharged} />}
          </Link>,
        ]
      : null,
    asset.width && asset.height ? [t('details.size'), `${asset.width} × ${asset.height}`] : null,
    [t('details.file'), `${asset.mediaType}, ${formatBytes(asset.sizeBytes)}`],
    [t('details.added'), formatDateTime(asset.createdAt)],
    attribution && [t('details.source'), `${attribution.title}, ${attribution.source}`],
    attribution && [t('details.licence'), attribution.licence],
    [
      t('details.checksum'),
      <span key="sha" className="block select-all break-all font-mono text-micro">
        {details.sha256}
      </span>,
    ],
  ];
  return (
    <aside
      aria-label={t('viewer.details')}
      className="scroll-quiet flex w-full shrink-0 flex-col gap-6 overflow-y-auto border-line p-4 max-lg:max-h-[55%] max-lg:border-t lg:w-[340px] lg:border-l lg:p-5"
    >
      <NameField key={asset.id} id={asset.id} name={asset.name} />
      <div className="flex flex-wrap gap-2">
        {tools.length > 0 && (
          <Menu
            align="start"
            trigger={
              <Button variant="primary" icon={<Wand2 size={15} />}>
                {t('useAsInput')}
              </Button>
            }
            groups={[
              tools.map((operation) => ({
                label: operation.title,
                onSelect: () => void navigate({ to: '/', search: { use: asset.id, operation: operation.id } }),
              })),
            ]}
          />
        )}
        {madeBy && (
          <Link to="/" search={{ again: madeBy.jobId }} className={buttonStyle()}>
            <RotateCcw size={15} aria-hidden="true" /> {t('again')}
          </Link>
        )}
      </div>
      {typeof prompt === 'string' && (
        <section>
          <h3 className="mb-1 text-small font-medium text-subtle">{t('prompt')}</h3>
          <p className="select-text text-body">{prompt}</p>
          {asset.demo && <p className="mt-2 text-small text-subtle">{t('details.demo')}</p>}
        </section>
      )}
      <Lineage details={details} catalog={catalog} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2 text-base">
        {facts
          .filter((fact) => fact !== null)
          .map(([term, value]) => (
            <div key={term} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-subtle">{term}</dt>
              <dd className="min-w-0 break-words tabular-nums">{value}</dd>
            </div>
          ))}
      </dl>
    </aside>
  );
}

function NameField({ id, name }: { id: string; name: string }) {
  const [draft, setDraft] = useState(name);
  function keep() {
    const next = draft.trim();
    if (next && next !== name) void changeAsset({ id, name: next });
    else setDraft(name);
  }
  return (
    <TextField
      label={t('name')}
      value={draft}
      maxLength={200}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
