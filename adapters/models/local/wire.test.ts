import { describe, expect, it } from 'vitest';
import { operations } from '#contract/operations/registry.ts';
import type { GenerationRequest } from '../spec.ts';
import { localModels } from './provider.ts';
import { missingWeights, readRequest } from './wire.ts';

const input = { name: 'image', mediaType: 'image/png', sizeBytes: 1, sha256: '00', path: '/nowhere/image' };
const request: GenerationRequest = {
  model: 'local/resize',
  operation: 'image.resize',
  parameters: {},
  inputs: [input],
};

describe('reading a request', () => {
  it('fills in what was left open', () => {
    expect(readRequest({ ...request, parameters: { width: 640 } }, localModels)).toMatchObject({
      kind: 'ready',
      input,
      parameters: { width: 640, fit: 'inside', enlarge: false },
    });
  });

  it.each([
    [{ model: 'local/none' }, 'There is no local model local/none.'],
    [{ operation: 'image.generate' }, 'Resize cannot do image.generate.'],
    [{ inputs: [] }, 'Resize needs exactly one picture.'],
    [{ parameters: { width: 99_999 } }, 'Width must be a whole number from 1 to 8192 px.'],
    [{ parameters: { width: 1.5 } }, 'Width must be a whole number from 1 to 8192 px.'],
    [{ parameters: { width: '640' } }, 'Width must be a whole number from 1 to 8192 px.'],
    [{ parameters: { fit: 'bend' } }, 'Fit must be one of inside, cover, stretch.'],
    [{ parameters: { enlarge: 'yes' } }, 'Allow enlarging must be yes or no.'],
    [
      { model: 'local/convert', operation: 'image.convert', parameters: { background: 'url(x)' } },
      'Behind transparent areas must be a colour such as #aabbcc.',
    ],
  ])('names what is wrong with %o', (change, message) => {
    const failure = { class: 'invalid', retryable: false, message };
    expect(readRequest({ ...request, ...change }, localModels)).toMatchObject({ kind: 'rejected', failure });
  });
});

describe('the catalogue', () => {
  it('offers only operations of the registry and says where its weights come from', () => {
    const known = new Set<string>(operations.map(({ id }) => id));
    for (const model of localModels) {
      expect(model.operations.filter((id) => !known.has(id))).toEqual([]);
      expect(model.dataPolicy.leavesMachine).toBe(false);
      for (const weights of model.localModels ?? []) {
        expect(weights.integrity).toMatch(/^sha512-/);
        expect(weights.sha256).toMatch(/^[0-9a-f]{64}$/);
        expect(weights.version).toMatch(/^\d+\.\d+\.\d+$/);
        expect([weights.licence, weights.licenceSource, weights.origin].filter((text) => text === '')).toEqual([]);
      }
    }
  });

  it('counts a package once when two of its files are missing', () => {
    const reader = localModels.find(({ id }) => id === 'local/pp-ocr')!;
    const message =
      'Text reader is not on this machine yet. Fetch it once in the list of models: 45 MB to download, 12 MB kept.';
    expect(missingWeights(reader, () => false)).toMatchObject({ class: 'model-unavailable', message });
    expect(missingWeights(reader, () => true)).toBeNull();
  });
});
