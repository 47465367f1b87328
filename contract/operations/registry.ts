import type { InputSlot, Operation } from './operation.ts';

const oneImage: InputSlot = { name: 'image', title: 'Image', kind: 'image', minimum: 1, maximum: 1 };

/** Every operation there is, in the order pickers show them. */
export const operations = [
  {
    id: 'image.generate',
    title: 'Image from words',
    summary: 'Describe a picture and get up to four.',
    verb: 'Generate',
    group: 'create',
    inputs: [],
    output: 'image',
  },
  {
    id: 'image.remove-background',
    title: 'Remove background',
    summary: 'Cut the subject out, with soft edges.',
    verb: 'Remove background',
    group: 'edit',
    inputs: [oneImage],
    output: 'image',
  },
  {
    id: 'image.upscale',
    title: 'Upscale',
    summary: 'Enlarge a picture and keep it crisp.',
    verb: 'Upscale',
    group: 'edit',
    inputs: [oneImage],
    output: 'image',
  },
  {
    id: 'image.resize',
    title: 'Resize',
    summary: 'Change width and height.',
    verb: 'Resize',
    group: 'edit',
    inputs: [oneImage],
    output: 'image',
  },
  {
    id: 'image.crop',
    title: 'Crop',
    summary: 'Cut to a ratio or a rectangle.',
    verb: 'Crop',
    group: 'edit',
    inputs: [oneImage],
    output: 'image',
  },
  {
    id: 'image.convert',
    title: 'Convert',
    summary: 'Change the file format and quality.',
    verb: 'Convert',
    group: 'edit',
    inputs: [oneImage],
    output: 'image',
  },
  {
    id: 'image.palette',
    title: 'Extract colours',
    summary: 'Find the colours a picture is made of.',
    verb: 'Extract colours',
    group: 'understand',
    inputs: [oneImage],
    output: 'text',
  },
  {
    id: 'image.recognise-text',
    title: 'Read text',
    summary: 'Recognise the words in a picture.',
    verb: 'Read text',
    group: 'understand',
    inputs: [oneImage],
    output: 'text',
  },
] as const satisfies readonly Operation[];

export type OperationId = (typeof operations)[number]['id'];

export function findOperation(id: string): Operation | undefined {
  return operations.find((operation) => operation.id === id);
}
