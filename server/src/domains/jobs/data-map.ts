import { amount, clock, fact, key, reference, state } from '../data-map.ts';
import type { DataMap, PersonalColumn } from '../data-map.ts';

const content: PersonalColumn = {
  personal: 'content',
  purpose: 'to carry the job out, and to show and repeat it',
  basis: 'contract',
  export: 'as-is',
  erase: 'delete-row',
};

export const jobsDataMap: DataMap = {
  quotes: {
    about: 'Prices that bind us for half an hour.',
    owner: { by: 'workspace', column: 'workspace_id' },
    retention: { rule: 'duration', after: 'expires_at', days: 1 },
    columns: {
      id: key,
      workspace_id: reference,
      request_hash: fact,
      credits: amount,
      created_at: clock,
      expires_at: clock,
    },
  },
  jobs: {
    about: 'One execution of one operation.',
    owner: { by: 'workspace', column: 'workspace_id' },
    retention: { rule: 'while-workspace-lives' },
    columns: {
      id: key,
      workspace_id: reference,
      account_id: reference,
      operation: fact,
      model: fact,
      demo: fact,
      state,
      stage: fact,
      fraction: amount,
      // Values of a model's form: words a person wrote, and settings.
      parameters: { json: { '*': content } },
      inputs: { json: { '*.name': fact, '*.assetId': reference } },
      output_count: amount,
      aspect_ratio: fact,
      credits_quoted: amount,
      credits_charged: amount,
      cancel_requested: state,
      retry_of: reference,
      runs: amount,
      idempotency_key: fact,
      request_hash: fact,
      output_asset_ids: reference,
      error: { json: { class: fact, message: fact, remedy: fact, charged: fact, retryable: fact } },
      created_at: clock,
      finished_at: clock,
    },
  },
  attempts: {
    about: 'Each time a job was handed to a provider, written down before the socket opens.',
    owner: { by: 'workspace', column: 'workspace_id' },
    retention: { rule: 'with-parent', parent: 'jobs' },
    columns: {
      id: key,
      workspace_id: reference,
      job_id: reference,
      number: amount,
      token: fact,
      state,
      remote_ref: { json: { '': fact, '*': fact } },
      outputs: {
        json: {
          '*.index': fact,
          '*.file.sha256': fact,
          '*.file.sizeBytes': amount,
          '*.file.mediaType': fact,
          '*.file.kind': fact,
          '*.dimensions.width': fact,
          '*.dimensions.height': fact,
        },
      },
      failure: { json: { class: fact, message: fact, retryable: fact, retryAfterMs: fact } },
      started_at: clock,
      answered_at: clock,
    },
  },
};
