import { RuleFault, type FaultKind } from './rule-fault.ts';

type SchemaError = { keyword: string; instancePath: string; message: string; params: object };

/** The first thing a schema finds wrong with a document, as a fault that names the value. */
export function schemaFault(content: unknown, errors: readonly SchemaError[]): RuleFault {
  const [first] = errors;
  if (first === undefined) return new RuleFault('wrong', { place: '', other: 'schema' });
  const { keyword, instancePath: place, message } = first;
  const params = first.params as Record<string, unknown>;
  const fault = (kind: FaultKind, other = '') => new RuleFault(kind, { place, value: valueAt(content, place), other });
  switch (keyword) {
    case 'required':
      return fault('missing', (params['requiredProperties'] as string[]).join(', '));
    case 'boolean':
      return fault('unknown-field');
    case 'enum':
      return fault('not-one-of', (params['allowedValues'] as unknown[]).join(', '));
    case 'const':
      return fault('not-one-of', allowedAt(errors, place));
    case 'type':
      return fault('wrong-type', String(params['type']));
    case 'exclusiveMinimum':
      return fault('too-small', String(params['limit']));
    case 'pattern':
      return fault(/\/(from|to)$/.test(place) ? 'no-date' : 'no-time');
    case 'minItems':
      return fault('empty');
    default:
      return fault('wrong', message);
  }
}

const allowedAt = (errors: readonly SchemaError[], place: string): string =>
  errors
    .filter((error) => error.keyword === 'const' && error.instancePath === place)
    .map(({ params }) => String((params as Record<string, unknown>)['allowedValue']))
    .join(', ');

function valueAt(content: unknown, place: string): unknown {
  let at: unknown = content;
  for (const name of place.split('/').slice(1)) at = (at as Record<string, unknown> | null | undefined)?.[name];
  return at;
}
