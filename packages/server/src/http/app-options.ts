import type { Model, ModelExtension } from '@rapport/core/model';
import type { Actor, Backend } from '@rapport/core/port';
import type { Authenticate, Session } from '../access/index.ts';
import type { Context } from 'hono';
import type { AnswerHeaders } from './answer.ts';
import type { Log } from './request-log.ts';

/** Sizes and times that bound a request. */
export interface Limits {
  /** Bytes of a body, except a push's. */
  readonly bodyBytes: number;
  /** Bytes of a push's body. */
  readonly pushBytes: number;
  /** Mutations in one push. */
  readonly mutations: number;
  /** References in one get. */
  readonly references: number;
  /** How deep JSON may be nested. */
  readonly depth: number;
  /** Milliseconds after which a request is given up; the feed excepted. */
  readonly requestMilliseconds: number;
  /** Milliseconds between two comments that keep an idle feed open. */
  readonly heartbeatMilliseconds: number;
}

export const defaultLimits: Limits = {
  bodyBytes: 1_000_000,
  pushBytes: 16_000_000,
  mutations: 1_000,
  references: 1_000,
  depth: 64,
  requestMilliseconds: 30_000,
  heartbeatMilliseconds: 15_000,
};

/** Where each tenant's own fields and types are kept. */
export interface ModelStore {
  readExtension(tenant: string): Promise<ModelExtension>;
  /** @throws InvalidInputError where the extension does not hold, or would lose what records keep. */
  writeExtension(tenant: string, extension: ModelExtension): Promise<void>;
}

/** What an app is made of. */
export interface AppOptions {
  /** The backend as one actor sees it. Cheap: it is called once per request. */
  backendFor(actor: Actor): Backend;
  readonly authenticate: Authenticate;
  /** The declared types, to which a tenant's extension is added; the standard model where it is not said. */
  readonly model?: Model;
  /** Without it, `/v1/model` answers `unsupported`. */
  readonly models?: ModelStore;
  /** Rejects where the database does not answer. */
  readonly checkDatabase?: () => Promise<void>;
  /** Origins whose pages may call, `https://erp.example`. None where it is not said. */
  readonly origins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly log?: Log;
  /** Ends every open feed once it aborts, so that a server can close. */
  readonly closing?: AbortSignal;
}

/** What a route does: from a request to its answer, or a rejection that `problemOf` can tell. */
export type Work = (c: Context<Environment>) => Promise<Response>;

/** What is known of a request by the time a route does its own work. */
export interface Environment {
  Variables: {
    requestId: string;
    /** What every answer to pages of the request's origin says in its headers. */
    headers: AnswerHeaders;
    session: Session;
    backend: Backend;
    /** Aborts when the caller hangs up or the time is over. */
    signal: AbortSignal;
    limits: Limits;
  };
}
