import { extendModel, standardModel } from '@rapport/core/model';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi-document.ts';

const extended = extendModel(standardModel, {
  fields: { contact: { shoeSize: { kind: 'integer' } } },
  types: { ship: { title: 'name', fields: { name: { kind: 'text', required: true } } } },
});

describe('the OpenAPI document', () => {
  it.each([
    ['the standard model', standardModel],
    ['an extended model', extended],
  ])('of %s is valid OpenAPI 3.1, every reference included', async (_, model) => {
    const document = JSON.parse(JSON.stringify(openApiDocument(model))) as Record<string, unknown>;
    const validator = new Validator();
    const { valid, errors } = await validator.validate(document);
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(validator.version).toBe('3.1');
    const missing = JSON.stringify(document)
      .match(/"\$ref":"#[^"]*"/g)
      ?.filter((text) => resolve(document, text.slice(8, -1)) === undefined);
    expect(missing).toEqual([]);
  });

  it('has every record type with its fields, the organisation’s own too', () => {
    const { components } = openApiDocument(extended) as {
      components: { schemas: Record<string, { properties: Record<string, { properties?: object }> }> };
    };
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining([...extended.types.keys()].map((type) => `record.${type}`)),
    );
    expect(components.schemas['record.contact']?.properties).toHaveProperty('jobTitle');
    expect(components.schemas['record.contact']?.properties['custom']?.properties).toHaveProperty('shoeSize');
  });
});

function resolve(document: unknown, pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    }, document);
}
