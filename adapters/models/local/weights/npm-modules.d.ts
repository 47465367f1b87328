/** The parts of two untyped npm packages that the model store uses. */
declare module 'pacote' {
  export interface TarballOptions {
    integrity: string;
    cache: string;
    registry?: string;
    signal?: AbortSignal;
    fetchRetries?: number;
    fetchRetryFactor?: number;
    fetchRetryMintimeout?: number;
    fetchRetryMaxtimeout?: number;
    timeout?: number;
  }
  const pacote: {
    tarball: {
      stream<Result>(
        spec: string,
        handler: (archive: NodeJS.ReadableStream) => Promise<Result>,
        options: TarballOptions,
      ): Promise<Result>;
    };
  };
  export default pacote;
}

declare module 'ssri' {
  const ssri: {
    integrityStream(options: { integrity: string; size: number }): NodeJS.ReadWriteStream;
    fromData(data: Uint8Array, options: { algorithms: string[] }): { toString(): string };
  };
  export default ssri;
}
