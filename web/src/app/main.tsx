import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '#web/design/styles.css';
import { queryClient } from '#web/data/query-client.ts';
import { Toaster } from '#web/design/primitives/toast.tsx';
import { TooltipBubble } from '#web/design/primitives/tooltip-bubble.tsx';
import { router } from './router.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root to draw into.');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toaster />
      <TooltipBubble />
    </QueryClientProvider>
  </StrictMode>,
);
