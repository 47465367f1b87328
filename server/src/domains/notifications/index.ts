export { notificationsRoutes } from './routes.ts';
export { notificationsSlice } from './slice.ts';
