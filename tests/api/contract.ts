import { Value } from 'typebox/value';
import type { TSchema } from 'typebox';
import { expect } from 'vitest';

type Node = { properties?: Record<string, Node>; items?: Node; anyOf?: Node[]; patternProperties?: object };

/** Fails unless a reply is what its contract says: every property right, and none beside them. */
export function expectContract(schema: TSchema, reply: unknown): void {
  const [first] = Value.Errors(schema, reply);
  expect(first && `${first.instancePath}: ${first.message}`).toBeUndefined();
  expect(unknownProperties(schema as Node, reply, '')).toEqual([]);
}

function unknownProperties(schema: Node, value: unknown, path: string): string[] {
  if (value === null || typeof value !== 'object') return [];
  const shape = schema.anyOf?.find((one) => one.properties ?? one.items ?? one.patternProperties) ?? schema;
  if (Array.isArray(value)) return shape.items ? unknownProperties(shape.items, value[0], `${path}[]`) : [];
  if (shape.properties === undefined) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const inner = shape.properties![name];
    return inner === undefined ? [`${path}/${name}`] : unknownProperties(inner, part, `${path}/${name}`);
  });
}
