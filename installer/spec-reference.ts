/** The spec's reference as Markdown, from the schema; README.md carries it between two marks. */
import { carrierOf } from '../cloud-init/keys.ts';
import type { Fragment } from '../shared/spec/schema-fragment.ts';

interface Described extends Fragment { description?: string; deprecated?: boolean; $defs?: Record<string, Described> }

const start = '<!-- spec reference -->';
const end = '<!-- /spec reference -->';
const devices = ['ethernet', 'wifi', 'bond', 'bridge', 'vlan', 'vrf'];

/** README with the reference in its place; the marks are added at the end when they are not there. */
export function withReference(readme: string, schemaText: string): string {
  const part = `${start}\n${specReference(schemaText)}${end}`;
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from === -1 || to < from) return `${readme.replace(/\n*$/, '\n')}\n${part}\n`;
  return readme.slice(0, from) + part + readme.slice(to + end.length);
}

export function specReference(schemaText: string): string {
  const schema = JSON.parse(schemaText) as Described & { $defs: Record<string, Described> };
  const sections: [title: string, rows: string[]][] = [
    ['Keys at the top', topRows(schema)],
    ['A user', rowsOf(schema, schema.$defs['user'])],
    ['`cognos`', rowsOf(schema, schema.$defs['cognos'], 'cognos.')],
    ['`apt`, `keyboard`, `ntp`, `write_files`', ['apt', 'keyboard', 'ntp', 'write_files'].flatMap((key) => rowsOf(schema, schema.properties?.[key], `${key}.`))],
    ['`network`, version 2: every interface', commonRows(schema)],
    ['`network`, version 2: one kind of interface', devices.flatMap((device) => ownRows(schema, device))],
    ['`network`, version 1', rowsOf(schema, schema.$defs['network_v1'], 'network.')],
  ];
  return sections.map(([title, rows]) => `\n#### ${title}\n\n| key | value | meaning | example |\n|---|---|---|---|\n${rows.join('\n')}\n`).join('');
}

function topRows({ properties = {} }: Described): string[] {
  return Object.entries(properties).filter(([, fragment]) => !refused(fragment)).map(([key, fragment]) =>
    row(key, { ...fragment, description: `${plain(fragment)} (${carrierOf(key)})` }));
}

function refused(fragment: Described): boolean {
  return fragment.description?.startsWith('Always refused') ?? false;
}

function rowsOf(schema: Described, fragment: Described | undefined, prefix = ''): string[] {
  return Object.entries(inner(schema, fragment)).flatMap(([key, child]) => {
    if (refused(child)) return [];
    const more = key === 'network' || devices.includes(child.$ref?.replace('#/$defs/', '') ?? '') ? [] : rowsOf(schema, child, `${prefix}${key}${isList(schema, child) ? '[]' : ''}.`);
    return [row(`${prefix}${key}`, resolved(schema, child)), ...more];
  });
}

/** The keys of a map, or of the maps in a list, or of each form that is one. */
function inner(schema: Described, fragment: Described | undefined): Record<string, Described> {
  if (!fragment) return {};
  const { properties, items, oneOf, additionalProperties } = resolved(schema, fragment);
  if (properties) return properties;
  if (items) return inner(schema, items);
  if (typeof additionalProperties === 'object' && resolved(schema, additionalProperties).properties) return inner(schema, additionalProperties);
  return Object.assign({}, ...(oneOf ?? []).map((form) => inner(schema, form))) as Record<string, Described>;
}

function isList(schema: Described, fragment: Described): boolean {
  return resolved(schema, fragment).type === 'array';
}

function commonRows(schema: Described): string[] {
  return rowsFor(schema, 'vrf', (key) => devices.every((device) => key in (schema.$defs?.[device]?.properties ?? {})));
}

function ownRows(schema: Described, device: string): string[] {
  return rowsFor(schema, device, (key) => devices.some((other) => !(key in (schema.$defs?.[other]?.properties ?? {}))), `network.${device}s.NAME.`);
}

function rowsFor(schema: Described, device: string, wanted: (key: string) => boolean, prefix = ''): string[] {
  const fragment = schema.$defs?.[device] ?? {};
  return rowsOf(schema, { ...fragment, properties: Object.fromEntries(Object.entries(fragment.properties ?? {}).filter(([key]) => wanted(key))) }, prefix);
}

function resolved(schema: Described, fragment: Described): Described {
  return fragment.$ref === undefined ? fragment : { ...schema.$defs?.[fragment.$ref.replace('#/$defs/', '')], ...fragment, $ref: undefined };
}

function row(key: string, fragment: Described): string {
  return `| \`${key}\` | ${kind(fragment)} | ${cell(plain(fragment))} | ${cell(example(fragment))} |`;
}

function kind({ type, enum: choices, const: only, oneOf }: Described): string {
  if (choices) return cell(choices.map(String).join(', '));
  if (only !== undefined) return cell(String(only));
  if (oneOf) return [...new Set(oneOf.map(kind))].filter(Boolean).join(' or ');
  const names: Record<string, string> = { string: 'text', integer: 'number', number: 'number', boolean: 'true or false', array: 'list', object: 'map', null: 'null' };
  return [type ?? []].flat().map((name) => names[name] ?? name).join(' or ');
}

function plain({ description = '', deprecated }: Described): string {
  return `${description.replace(/ Handed to cloud-init on the first boot\.$/, '')}${deprecated && !description.startsWith('Always') ? ' Deprecated.' : ''}`;
}

function example({ examples: [first] = [] }: Described): string {
  return first === undefined ? '' : `\`${typeof first === 'string' ? first.replaceAll('\n', '\\n') : JSON.stringify(first)}\``;
}

/** A pipe would end the cell, also between backquotes. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
