import { recordJsonSchema, type Model } from '@rapport/core/model';
import { aggregateQuerySchema, querySchema } from '@rapport/core/query';
import { modelExtensionSchema } from '@rapport/core/model';
import * as z from 'zod/mini';
import { changesSchema, getSchema, pushSchema } from './wire.ts';

type Json = Readonly<Record<string, unknown>>;

/** The interface in OpenAPI 3.1, derived from the model and from the schemas that requests are read with. */
export function openApiDocument(model: Model): Json {
  const types = [...model.types.keys()];
  const schemas = {
    ...wireSchemas(),
    ...Object.fromEntries(types.map((type) => [recordSchemaName(type), withoutDialect(recordJsonSchema(model, type))])),
    Record: {
      oneOf: types.map((type) => reference(recordSchemaName(type))),
      discriminator: { propertyName: 'type', mapping: mappingOf(types) },
    },
    ...answerSchemas,
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapport',
      version: '1',
      description:
        'One port to customer relationship data: query, aggregate, get, push and a live feed. What this server can do for you is in /v1/describe.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths: {
      '/health': {
        get: {
          operationId: 'health',
          summary: 'Whether the server and its database answer',
          security: [],
          responses: { 200: json('Both answer', { type: 'object' }), 503: json('One does not', { type: 'object' }) },
        },
      },
      '/v1/openapi.json': {
        get: {
          operationId: 'openApi',
          summary: 'This document',
          security: [],
          responses: { 200: json('OpenAPI 3.1', { type: 'object' }) },
        },
      },
      '/v1/describe': operation('get', 'describe', 'What the backend can do for the caller', undefined, 'Description'),
      '/v1/query': operation('post', 'query', 'A page of records', 'Query', 'Page'),
      '/v1/aggregate': operation('post', 'aggregate', 'Figures over records', 'AggregateQuery', 'AggregateAnswer'),
      '/v1/get': operation('post', 'get', 'Records by id or by a foreign id', 'Get', 'GetAnswer'),
      '/v1/push': operation('post', 'push', 'Applies mutations, one result each', 'Push', 'PushAnswer', [
        {
          name: 'Idempotency-Key',
          in: 'header',
          schema: { type: 'string', format: 'uuid' },
          description: 'The id of the only mutation',
        },
      ]),
      '/v1/changes': {
        post: {
          operationId: 'changes',
          summary: 'The feed of changes, as server-sent events: data is a ChangeMessage, id the cursor to go on from',
          parameters: [
            {
              name: 'Last-Event-ID',
              in: 'header',
              schema: { type: 'string' },
              description: 'The cursor to go on from, where the body has none',
            },
          ],
          requestBody: body('Changes'),
          responses: {
            200: { description: 'The feed', content: { 'text/event-stream': { schema: { type: 'string' } } } },
            default: failure,
          },
        },
      },
      '/v1/model': {
        ...operation(
          'get',
          'readModel',
          'The fields and types that the organisation added',
          undefined,
          'ModelExtension',
        ),
        ...operation(
          'put',
          'writeModel',
          'Sets the fields and types that the organisation adds',
          'ModelExtension',
          'ModelExtension',
        ),
      },
    },
    components: { schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  };
}

const failure = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: reference('Problem') } },
};

function operation(
  method: 'get' | 'post' | 'put',
  operationId: string,
  summary: string,
  asks: string | undefined,
  answers: string,
  parameters?: readonly Json[],
): Json {
  return {
    [method]: {
      operationId,
      summary,
      ...(parameters ? { parameters } : {}),
      ...(asks === undefined ? {} : { requestBody: body(asks) }),
      responses: { 200: json(summary, reference(answers)), default: failure },
    },
  };
}

function body(schema: string): Json {
  return { required: true, content: { 'application/json': { schema: reference(schema) } } };
}
function json(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}
function reference(schema: string): Json {
  return { $ref: `#/components/schemas/${schema}` };
}
const recordSchemaName = (type: string): string => `record.${type}`;
const mappingOf = (types: readonly string[]): Json =>
  Object.fromEntries(types.map((type) => [type, `#/components/schemas/${recordSchemaName(type)}`]));

/** What requests are read with. A filter is a tree: its definition is kept inside the schema that uses it. */
function wireSchemas(): Json {
  const sources = {
    Query: querySchema,
    AggregateQuery: aggregateQuerySchema,
    Get: getSchema,
    Push: pushSchema,
    Changes: changesSchema,
    ModelExtension: modelExtensionSchema,
  };
  return Object.fromEntries(
    Object.entries(sources).map(([name, schema]) => [
      name,
      relocated(withoutDialect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json), name),
    ]),
  );
}

function withoutDialect(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema'));
}

/** A definition is addressed from the document's root, not from the schema's. */
function relocated(schema: Json, name: string): Json {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace(/^#/, `#/components/schemas/${name}`) : value,
  ) as Json;
}

const records = { type: 'array', items: reference('Record') };
const answerSchemas: Json = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'code'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      code: { type: 'string' },
      issues: {
        type: 'array',
        items: {
          type: 'object',
          required: ['path', 'code'],
          properties: {
            path: { type: 'array', items: { type: ['string', 'integer'] } },
            code: { type: 'string' },
            params: { type: 'object' },
          },
        },
      },
    },
  },
  Description: {
    type: 'object',
    required: ['protocol', 'name', 'types'],
    properties: { protocol: { const: 1 }, name: { type: 'string' }, types: { type: 'object' } },
  },
  Page: {
    type: 'object',
    required: ['records', 'next', 'total', 'cursor'],
    properties: {
      records,
      next: { type: ['string', 'null'] },
      total: {
        type: 'object',
        required: ['kind'],
        properties: { kind: { enum: ['exact', 'estimate', 'unknown'] }, value: { type: 'integer' } },
      },
      cursor: { type: ['string', 'null'] },
    },
  },
  AggregateAnswer: {
    type: 'object',
    required: ['rows', 'partial'],
    properties: {
      rows: {
        type: 'array',
        items: {
          type: 'object',
          required: ['key', 'figures'],
          properties: { key: { type: 'array' }, figures: { type: 'object' } },
        },
      },
      partial: { type: 'boolean' },
    },
  },
  GetAnswer: {
    type: 'object',
    required: ['records', 'missing', 'redirects'],
    properties: {
      records,
      missing: { type: 'array', items: { type: 'object' } },
      redirects: { type: 'array', items: { type: 'object' } },
    },
  },
  PushAnswer: {
    type: 'object',
    required: ['results'],
    properties: {
      results: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'status'],
          properties: {
            id: { type: 'string', format: 'uuid' },
            status: { enum: ['applied', 'merged', 'duplicate', 'conflict', 'refused'] },
          },
        },
      },
    },
  },
};
