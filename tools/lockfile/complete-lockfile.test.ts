import { describe, expect, it } from 'vitest';
import { completeLockfile } from './complete-lockfile.ts';

describe('the lockfile', () => {
  it('gains the builds for other platforms, and is left alone when it has them', () => {
    const builds = {
      'fast-linux-x64-gnu': '1.2.0',
      'fast-linux-arm64-musl': '1.2.0',
      'fast-darwin-arm64': '1.2.0',
      'fast-wasm32-wasi': '1.2.0',
    };
    const packages = {
      '': { version: '0.1.0' },
      'node_modules/fast': { version: '1.2.0', dev: true, optionalDependencies: builds },
      'node_modules/fast-linux-x64-gnu': { version: '1.2.0', dev: true, optional: true },
    };
    const { lockfile, added } = completeLockfile({ packages });
    expect(lockfile.packages).toEqual({
      ...packages,
      'node_modules/fast-darwin-arm64': { version: '1.2.0', cpu: ['arm64'], os: ['darwin'], dev: true, optional: true },
      'node_modules/fast-linux-arm64-musl': {
        version: '1.2.0',
        cpu: ['arm64'],
        libc: ['musl'],
        os: ['linux'],
        dev: true,
        optional: true,
      },
      'node_modules/fast-wasm32-wasi': { version: '1.2.0', cpu: ['wasm32'], dev: true, optional: true },
    });
    expect(added).toHaveLength(3);
    expect(completeLockfile(lockfile).added).toEqual([]);
  });

  it('finds a build that is nested below the package that wants it', () => {
    const { added } = completeLockfile({
      packages: {
        'node_modules/a/node_modules/fast': { version: '1.0.0', optionalDependencies: { 'fast-darwin-x64': '1.0.0' } },
        'node_modules/a/node_modules/fast-darwin-x64': { version: '1.0.0' },
      },
    });
    expect(added).toEqual([]);
  });

  it('refuses to guess for a package whose name tells no platform', () => {
    const packages = { 'node_modules/a': { version: '1.0.0', optionalDependencies: { 'something-else': '1.0.0' } } };
    expect(() => completeLockfile({ packages })).toThrow(/something-else.*tells no platform/);
  });
});
