import type { Tenant } from './activity.ts';

/** How one endpoint is asked for B's things, and what each principal may get. A status outside the list is a hole. */
export interface RouteRow {
  /** What is sent; ids are those of B's things. */
  input: (b: Tenant) => Record<string, unknown>;
  /** A visitor, on endpoints that are open to visitors. Everywhere else a visitor gets 401. */
  visitor?: number;
  /** Another tenant's person and key. */
  foreign: number;
  /** A member of B's workspace who may only look. */
  viewer: number;
  /** B itself: a refusal of the others means something only when this request is a real one. */
  owner: number;
}

const nothing = () => ({});
const tiny = { operation: 'image.generate', model: 'demo/tiny', parameters: { prompt: 'of somebody else' } };

/**
 * A row for every endpoint of the contract, by its name. In this order each principal goes through them; what ends a
 * session comes last.
 */
export const routeRows: Record<string, RouteRow> = {
  'accounts.installation': { input: nothing, visitor: 200, foreign: 200, viewer: 200, owner: 200 },
  'accounts.signUp': {
    input: (b) => ({ email: b.canaries.email, password: 'another long password', displayName: 'Mallory' }),
    visitor: 409,
    foreign: 409,
    viewer: 409,
    owner: 409,
  },
  'accounts.signIn': {
    input: (b) => ({ email: b.canaries.email, password: 'not the password' }),
    visitor: 401,
    foreign: 401,
    viewer: 401,
    owner: 401,
  },
  'accounts.changePassword': {
    input: () => ({ current: 'not the password', next: 'another long password' }),
    foreign: 401,
    viewer: 401,
    owner: 401,
  },
  'accounts.verifyEmail': {
    input: () => ({ token: 'never mailed to anybody' }),
    visitor: 410,
    foreign: 410,
    viewer: 410,
    owner: 410,
  },
  'accounts.requestReset': {
    input: (b) => ({ email: b.canaries.email }),
    visitor: 200,
    foreign: 200,
    viewer: 200,
    owner: 200,
  },
  'accounts.resetPassword': {
    input: () => ({ token: 'never mailed to anybody', password: 'another long password' }),
    visitor: 410,
    foreign: 410,
    viewer: 410,
    owner: 410,
  },
  'accounts.me': { input: nothing, foreign: 200, viewer: 200, owner: 200 },
  'accounts.updateMe': { input: () => ({ timezone: 'Europe/Paris' }), foreign: 200, viewer: 200, owner: 200 },
  'accounts.requestVerification': { input: nothing, foreign: 200, viewer: 200, owner: 200 },
  'accounts.listSessions': { input: nothing, foreign: 200, viewer: 200, owner: 200 },
  'accounts.listApiKeys': { input: nothing, foreign: 200, viewer: 200, owner: 200 },
  'accounts.createApiKey': { input: () => ({ name: 'Mine' }), foreign: 200, viewer: 403, owner: 200 },
  'notifications.listMails': { input: nothing, foreign: 403, viewer: 403, owner: 403 },
  'billing.balance': { input: nothing, foreign: 200, viewer: 200, owner: 200 },
  'billing.statement': { input: nothing, foreign: 200, viewer: 200, owner: 200 },
  'catalog.list': { input: nothing, foreign: 200, viewer: 200, owner: 200 },
  // A known one would be fetched over the network.
  'catalog.fetchLocalModel': { input: () => ({ id: 'no-such-model' }), foreign: 404, viewer: 403, owner: 404 },
  'library.list': { input: nothing, foreign: 200, viewer: 200, owner: 200 },
  'library.get': { input: (b) => ({ id: b.generatedAssetId }), foreign: 404, viewer: 200, owner: 200 },
  'library.update': {
    input: (b) => ({ id: b.generatedAssetId, favourite: false }),
    foreign: 404,
    viewer: 403,
    owner: 200,
  },
  // Ids that are not one's own are passed over, as those that never were.
  'library.trash': { input: (b) => ({ ids: [b.uploadedAssetId] }), foreign: 200, viewer: 403, owner: 200 },
  'library.restore': { input: (b) => ({ ids: [b.trashedAssetId] }), foreign: 200, viewer: 403, owner: 200 },
  'library.remove': {
    input: (b) => ({ ids: [b.trashedAssetId, b.uploadedAssetId] }),
    foreign: 200,
    viewer: 403,
    owner: 200,
  },
  'jobs.quote': {
    input: (b) => ({
      operation: 'image.palette',
      model: 'local/palette',
      parameters: {},
      inputs: [{ name: 'image', assetId: b.generatedAssetId }],
    }),
    foreign: 404,
    viewer: 403,
    owner: 200,
  },
  'jobs.start': {
    input: (b) => ({ ...tiny, parameters: { prompt: b.canaries.prompt }, quoteId: b.openQuoteId }),
    foreign: 409,
    viewer: 403,
    owner: 202,
  },
  'jobs.list': { input: nothing, foreign: 200, viewer: 200, owner: 200 },
  'jobs.get': { input: (b) => ({ id: b.jobId }), foreign: 404, viewer: 200, owner: 200 },
  'jobs.cancel': { input: (b) => ({ id: b.jobId }), foreign: 404, viewer: 403, owner: 409 },
  'jobs.retry': { input: (b) => ({ id: b.jobId }), foreign: 404, viewer: 403, owner: 202 },
  'accounts.revokeApiKey': { input: (b) => ({ id: b.apiKey.id }), foreign: 404, viewer: 403, owner: 200 },
  'accounts.revokeSession': { input: (b) => ({ id: b.sessionId }), foreign: 404, viewer: 404, owner: 200 },
  'accounts.signOut': { input: nothing, foreign: 200, viewer: 200, owner: 401 },
};
