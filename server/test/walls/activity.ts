import type { Job, JobRequest } from '#contract/api/jobs.ts';
import { AtelierError } from '#contract/errors.ts';
import { present } from '#server/kernel/assert.ts';
import type { Person, TestApp } from '../start-test-app.ts';
import { until } from '../until.ts';
import { canariesOf } from './canaries.ts';
import type { Canaries } from './canaries.ts';

/** What one person has after using everything: every table has a row of theirs, and these are the ids to ask for. */
export interface Tenant {
  person: Person;
  canaries: Canaries;
  apiKey: { id: string; secret: string };
  sessionId: string;
  uploadId: string;
  uploadedAssetId: string;
  generatedAssetId: string;
  trashedAssetId: string;
  jobId: string;
  openQuoteId: string;
  /** Signed address of the uploaded file. */
  fileUrl: string;
}

const tiny = { operation: 'image.generate', model: 'demo/tiny' } as const;

/**
 * Uses the product as a person would: every feature that leaves a row behind. A new table gets its rows here. The app
 * must offer the proof models.
 */
export async function tryEverything(running: TestApp, name: string): Promise<Tenant> {
  const canaries = canariesOf(name);
  const { email, displayName, password, userAgent } = canaries;
  const person = await running.signUp({ email, displayName, password, userAgent });
  const { sdk } = person;
  await sdk.accounts.updateMe({ timezone: canaries.timezone });
  // A second device, a password mail, and a stranger who tries to sign up with this address.
  await running.visitor(userAgent).sdk.accounts.signIn({ email, password });
  await running.visitor(userAgent).sdk.accounts.requestReset({ email });
  await refused('email_not_accepted', running.visitor(userAgent).sdk.accounts.signUp({ email, displayName, password }));
  await refused(
    'wrong_credentials',
    running.visitor(userAgent).sdk.accounts.signIn({ email, password: `${password}!` }),
  );
  const { key, secret } = await sdk.accounts.createApiKey({ name: canaries.keyName });
  const byKey = running.withKey(secret);

  const upload = await uploadText(person, canaries);
  const samples = await until('the samples are there', async () => {
    const { items } = await sdk.library.list({ source: 'sample' });
    return items.length === 6 && items.every((item) => item.derivatives !== 'processing') && items;
  });

  const generated = await runJob(person, { ...tiny, parameters: { prompt: canaries.prompt } }, 'succeeded');
  const generatedAsset = present(generated.outputs[0], 'the job made a picture');
  await runJob(byKey, { ...tiny, parameters: { prompt: `forbidden-demo-word ${canaries.prompt}` } }, 'refused');
  const resized = await runJob(
    person,
    onSample('image.resize', 'local/resize', generatedAsset.id, { width: 32 }),
    'succeeded',
  );
  await runJob(
    person,
    onSample('image.palette', 'local/palette', present(samples[0], 'there are samples').id, {}),
    'succeeded',
  );
  const again = await sdk.jobs.retry({ id: generated.id });
  await sdk.jobs.cancel({ id: again.id }).catch(() => null);
  const quote = await sdk.jobs.quote({ ...tiny, parameters: { prompt: canaries.prompt } });

  await sdk.library.list({ search: canaries.search });
  await sdk.library.update({ id: generatedAsset.id, name: canaries.assetName, favourite: true });
  const trashed = present(resized.outputs[0], 'the tool made a picture');
  await sdk.library.trash({ ids: [trashed.id] });
  await sdk.library.trash({ ids: [present(samples[5], 'there are samples').id] });
  await sdk.library.remove({ ids: [present(samples[5], 'there are samples').id] });

  await until('every job has ended', async () => (await sdk.jobs.list({ active: 'true' })).items.length === 0);
  const { items: sessions } = await sdk.accounts.listSessions();
  const { asset } = await sdk.library.get({ id: upload.assetId });
  return {
    person,
    canaries,
    apiKey: { id: key.id, secret },
    sessionId: present(
      sessions.find((session) => session.current),
      'one session is this one',
    ).id,
    uploadId: upload.uploadId,
    uploadedAssetId: upload.assetId,
    generatedAssetId: generatedAsset.id,
    trashedAssetId: trashed.id,
    jobId: generated.id,
    openQuoteId: quote.id,
    fileUrl: asset.urls.original,
  };
}

function onSample(operation: string, model: string, assetId: string, parameters: JobRequest['parameters']): JobRequest {
  return { operation, model, parameters, inputs: [{ name: 'image', assetId }] };
}

type Caller = Pick<Person, 'sdk'>;

/** Quote, start, and wait for the end that is expected. */
export async function runJob(
  { sdk }: Caller,
  request: Omit<JobRequest, 'inputs'> & { inputs?: JobRequest['inputs'] },
  end: Job['state'],
): Promise<Job> {
  const quote = await sdk.jobs.quote(request);
  const started = await sdk.jobs.start(
    { ...request, quoteId: quote.id },
    { context: { idempotencyKey: `once-${quote.id}` } },
  );
  const ended = await until(`a job of ${request.model} ends`, async () => {
    const job = await sdk.jobs.get({ id: started.id });
    return job.finishedAt !== null && job;
  });
  if (ended.state !== end)
    throw new Error(`A job of ${request.model} should end ${end} and is ${ended.state}: ${ended.error?.message ?? ''}`);
  return ended;
}

/** The two requests of a resumable upload, with one part. */
async function uploadText(
  { send }: Person,
  { fileName, fileText }: Canaries,
): Promise<{ uploadId: string; assetId: string }> {
  const body = Buffer.from(fileText);
  const protocol = { 'tus-resumable': '1.0.0' };
  const begun = await send('/api/uploads', {
    method: 'POST',
    headers: {
      ...protocol,
      'upload-length': String(body.length),
      'upload-metadata': `filename ${Buffer.from(fileName).toString('base64')}`,
    },
  });
  const location = present(begun.headers.get('location'), `an upload was begun: ${begun.status}`);
  const sent = await send(new URL(location, 'http://x').pathname, {
    method: 'PATCH',
    headers: { ...protocol, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body,
  });
  const assetId = sent.headers.get('atelier-asset') ?? sent.headers.get('atelier-asset-id');
  if (!assetId) throw new Error(`The upload was answered ${sent.status}: ${await sent.text()}`);
  return { uploadId: present(location.split('/').at(-1), 'an upload has an id'), assetId };
}

async function refused(code: AtelierError['code'], call: Promise<unknown>): Promise<void> {
  const answer = await call.then(
    () => 'nothing',
    (error: unknown) => (error instanceof AtelierError ? error.code : error),
  );
  if (answer !== code) throw new Error(`Expected a refusal with ${code}, came ${String(answer)}`);
}
