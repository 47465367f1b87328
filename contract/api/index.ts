import { accounts } from './accounts.ts';
import { billing } from './billing.ts';
import { catalog } from './catalog.ts';
import { jobs } from './jobs.ts';
import { library } from './library.ts';
import { notifications } from './notifications.ts';

/** Every endpoint, by domain. Routes, SDK, OpenAPI document and access matrix are derived from it. */
export const api = { accounts, notifications, billing, catalog, library, jobs };
export const apiPrefix = '/api';
