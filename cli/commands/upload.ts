import { basename } from 'node:path';
import { bringFile, checkFiles } from '../bring-inputs.ts';
import type { Command } from '../command.ts';
import { exitCodes, UsageError } from '../failure.ts';
import { readArgs } from '../read-args.ts';

export const upload: Command = {
  usage: 'upload FILE... [--json]',
  summary: 'Put files into the library; prints the id of each asset',
  options: { json: { type: 'boolean', help: 'Print one JSON array' } },
  examples: ['atelier upload *.jpg'],

  async run(args, context) {
    const { values, positionals: files } = readArgs('upload', args, upload.options);
    if (files.length === 0) throw new UsageError('No file is named.', 'Name some, as in: atelier upload photo.jpg');
    const connection = await context.connect();
    await checkFiles(files);
    const uploaded = [];
    for (const file of files) {
      const { assetId, duplicate } = await bringFile(connection, file, context.terminal);
      uploaded.push({ file, assetId, duplicate });
      if (!values.json) context.terminal.print(assetId);
      context.terminal.say(`  ${basename(file)}${duplicate ? ' was there already' : ''}`);
    }
    if (values.json) context.terminal.print(JSON.stringify(uploaded));
    return exitCodes.done;
  },
};
