import { Images } from 'lucide-react';
import { Card } from '#web/design/patterns/card.tsx';
import { Credits } from '#web/design/patterns/credits.tsx';
import { DataTable } from '#web/design/patterns/data-table.tsx';
import { EmptyState } from '#web/design/patterns/empty-state.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { RelativeTime } from '#web/design/patterns/relative-time.tsx';
import { StatusBadge } from '#web/design/patterns/status-badge.tsx';
import { STATUSES } from '#web/design/patterns/status.ts';
import { Avatar } from '#web/design/primitives/avatar.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Progress } from '#web/design/primitives/progress.tsx';
import { Skeleton } from '#web/design/primitives/skeleton.tsx';
import { Row, Specimen } from './specimen.tsx';

const HOUR_MS = 3_600_000;
const OPENED_AT = Date.now();
const hoursAgo = (hours: number) => new Date(OPENED_AT - hours * HOUR_MS);
const LINES = [
  { id: '1', what: 'Generate, 4 pictures', hoursAgo: 0.1, amount: -4, state: 'done' },
  { id: '2', what: 'Upscale', hoursAgo: 3, amount: -1, state: 'failed' },
  { id: '3', what: 'Welcome credits', hoursAgo: 30, amount: 1_000, state: 'done' },
] as const;

export function Feedback() {
  return (
    <div className="grid gap-x-10 gap-y-10 md:grid-cols-2">
      <Specimen name="Status" isWide>
        <Row>
          {STATUSES.map((status) => (
            <StatusBadge key={status} status={status} />
          ))}
        </Row>
        <div className="flex flex-wrap gap-x-5 gap-y-2">
          {STATUSES.map((status) => (
            <StatusBadge key={status} status={status} look="plain" />
          ))}
        </div>
      </Specimen>
      <Specimen name="Progress">
        <Progress label="Fetching the model" fraction={0.42} detail="18.1 of 43 MB" />
        <Progress label="Waiting for the provider" fraction={null} />
      </Specimen>
      <Specimen name="People, money, time">
        <Row>
          <Avatar name="Ines Duarte" />
          <Avatar name="Bo" size="large" />
          <Avatar name="k.ostrowski@example.org" size="small" />
        </Row>
        <Row>
          <Credits amount={12_500} />
          <Credits amount={-4} isSigned className="text-muted" />
          <RelativeTime at={hoursAgo(3)} className="text-muted" />
        </Row>
        <div className="flex flex-col gap-2">
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-4 w-1/2" />
        </div>
      </Specimen>
      <Specimen name="Failure" isWide>
        <ErrorState
          title="The model refused this prompt"
          money="Nothing was charged; 4 credits are back."
          advice="It names a living person. Describe the look instead of the name."
          action={<Button size="small">Edit the prompt</Button>}
        />
      </Specimen>
      <Specimen name="Card and table" isWide>
        <Card title="Last movements" description="Each line leads to its job." isFlush>
          <DataTable
            caption="Last movements"
            rows={LINES}
            rowKey={(line) => line.id}
            columns={[
              { key: 'what', title: 'What', cell: (line) => line.what },
              {
                key: 'when',
                title: 'When',
                isSecondary: true,
                cell: (line) => <RelativeTime at={hoursAgo(line.hoursAgo)} className="text-muted" />,
              },
              {
                key: 'state',
                title: 'State',
                isSecondary: true,
                cell: (line) => <StatusBadge status={line.state} look="plain" />,
              },
              {
                key: 'amount',
                title: 'Credits',
                align: 'end',
                cell: (line) => <Credits amount={line.amount} isSigned />,
              },
            ]}
          />
        </Card>
      </Specimen>
      <Specimen name="Empty" isWide>
        <Card isFlush>
          <EmptyState
            title="Nothing here yet"
            icon={<Images size={22} strokeWidth={1.5} />}
            action={<Button variant="primary">Upload a picture</Button>}
          >
            Everything you make or upload lands here with its history. You can also drop files anywhere.
          </EmptyState>
        </Card>
      </Specimen>
    </div>
  );
}
