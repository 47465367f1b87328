import { ListVideo } from 'lucide-react';
import { useCatalog } from '#web/data/catalog.ts';
import { failureOf } from '#web/data/failure.ts';
import { isActive } from '#web/data/job-status.ts';
import { cancelJob, useJobs } from '#web/data/jobs.ts';
import { useUploads } from '#web/data/uploads.ts';
import { EmptyState } from '#web/design/patterns/empty-state.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { toast } from '#web/design/primitives/toast.tsx';
import { JobItem } from './job-item.tsx';
import { t } from './messages.ts';
import { Section } from './section.tsx';
import { UploadRow } from './upload-row.tsx';

/** How far back the panel looks; the feed on Create and the statement go further. */
const FINISHED_SHOWN = 30;

/** Everything at work, on every device of the workspace, and what has just finished. */
export function QueuePanel() {
  const uploads = useUploads();
  const { data: catalog } = useCatalog();
  const { data: jobs = [], error, isSuccess } = useJobs();
  const active = jobs.filter(isActive);
  const finished = jobs.filter((job) => !isActive(job)).slice(0, FINISHED_SHOWN);
  async function cancelAll() {
    const answers = await Promise.allSettled(active.map((job) => cancelJob(job.id)));
    const refusal = answers.find((answer) => answer.status === 'rejected');
    if (refusal) toast({ title: failureOf(refusal.reason).message });
  }
  if (error)
    return (
      <div className="p-4">
        <ErrorState title={t('failed')} advice={failureOf(error).remedy} />
      </div>
    );
  if (isSuccess && jobs.length === 0 && uploads.length === 0)
    return (
      <EmptyState title={t('empty')} icon={<ListVideo size={20} strokeWidth={1.5} />}>
        {t('emptyDetail')}
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-5 px-2 pb-6">
      {uploads.length > 0 && (
        <Section title={t('uploads')}>
          {uploads.map((upload) => (
            <UploadRow key={upload.id} upload={upload} />
          ))}
        </Section>
      )}
      {active.length > 0 && (
        <Section
          title={t('atWork')}
          count={active.length}
          action={
            active.length > 1 && (
              <Button size="small" variant="ghost" onClick={() => void cancelAll()}>
                {t('cancelAll')}
              </Button>
            )
          }
        >
          {active.toReversed().map((job) => (
            <JobItem key={job.id} job={job} catalog={catalog} />
          ))}
        </Section>
      )}
      {finished.length > 0 && (
        <Section title={t('finished')}>
          {finished.map((job) => (
            <JobItem key={job.id} job={job} catalog={catalog} />
          ))}
        </Section>
      )}
    </div>
  );
}
