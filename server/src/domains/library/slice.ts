import type { Slice } from '../slice.ts';
import { askForSamples, defineAddSamples } from './add-samples.task.ts';
import { libraryDataMap } from './data-map.ts';
import { defineDerive } from './derive.task.ts';
import { fileUrlPrefix } from './file-url.ts';
import { serveFile } from './serve-file.ts';
import { defineSweepObjects, sweepObjects } from './sweep-objects.task.ts';
import { sweepUploads } from './sweep-uploads.ts';
import { mountUploads } from './upload-server.ts';

export const librarySlice: Slice = {
  name: 'library',
  dataMap: libraryDataMap,
  tasks: (ports) => [defineDerive(ports), defineSweepObjects(ports), defineAddSamples(ports)],
  reactions: { 'workspace.created': askForSamples },
  upkeep: [
    { name: 'library.sweep-uploads', everyMinutes: 60, run: sweepUploads },
    { name: 'library.sweep-objects', everyMinutes: 60, run: sweepObjects },
  ],
  streams(server, ports, authenticate) {
    mountUploads(server, ports, authenticate);
    server.route({
      method: ['GET', 'HEAD'],
      url: `${fileUrlPrefix}:sha256`,
      handler: (request, reply) => {
        reply.hijack();
        return serveFile(ports, request.raw, reply.raw);
      },
    });
  },
};
