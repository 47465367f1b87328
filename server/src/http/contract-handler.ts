import {
  StandardBracketNotationSerializer,
  StandardOpenAPIJsonSerializer,
  StandardOpenAPISerializer,
} from '@orpc/openapi-client/standard';
import { StandardOpenAPICodec, StandardOpenAPIMatcher } from '@orpc/openapi/standard';
import type { Context } from '@orpc/server';
import { FastifyHandler } from '@orpc/server/fastify';
import { StandardHandler } from '@orpc/server/standard';
import type { StandardHandlerOptions } from '@orpc/server/standard';

/** The contract's outputs are JSON already: copying them value by value in search of files costs a tenth of a page. */
class PlainSerializer extends StandardOpenAPISerializer {
  constructor() {
    super(new StandardOpenAPIJsonSerializer(), new StandardBracketNotationSerializer());
  }
  override serialize(output: unknown): unknown {
    return output;
  }
}

/** Answers the contract's routes. Sent through Fastify, so that an answer has its length and leaves in one write. */
export function createContractHandler<HandlerContext extends Context>(
  router: object,
  options: StandardHandlerOptions<HandlerContext>,
): FastifyHandler<HandlerContext> {
  const codec = new StandardOpenAPICodec(new PlainSerializer());
  return new FastifyHandler(new StandardHandler(router as never, new StandardOpenAPIMatcher(), codec, options));
}
