export { jobsRoutes } from './routes.ts';
export { jobsSlice } from './slice.ts';
