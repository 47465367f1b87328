import { parseSync } from 'oxc-parser';

export interface Import {
  specifier: string;
  line: number;
  /** Nothing of it is left at run time. */
  typeOnly: boolean;
  /** Of the values; `*` stands for all. */
  names: string[];
}

/** Something a rule may forbid, by the name the rules use. */
export interface Use {
  what: string;
  line: number;
}

export interface SourceFacts {
  imports: Import[];
  uses: Use[];
  lineCount: number;
}

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

const GLOBALS = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);
const UUIDS = new Set(['randomUUID', 'randomUUIDv7']);
const TEST_WORDS = new Set(['it', 'test', 'describe', 'suite']);
const LEFT_OUT = new Set(['only', 'skip', 'todo']);
const STATEMENT =
  /^\s*(select\s+\d|select\s[^]*(\sfrom\s|\$\d|\()|insert\s+into\s|update\s+[\w."]+\s+set\s|delete\s+from\s|with\s+[\w."]+\s+as\s|create\s+(table|index|policy|function)\s)/i;
const OPEN_WORK = /\b(TODO|FIXME|XXX|HACK)\b/;
const SILENCED = /(@ts-(ignore|nocheck)|(oxlint|eslint)-disable)/;
const EXPECTED_ERROR = /@ts-expect-error/;

/** What a file imports and uses. Types are not resolved: a name is judged by what it is called. */
export function scanSource(path: string, text: string): SourceFacts {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0)
    return { imports: [], uses: [{ what: 'syntax error', line: 1 }], lineCount: text.split('\n').length };
  const lineOf = lineFinder(text);
  const imports: Import[] = [];
  const uses: Use[] = [];
  const declared = new Set<string>();
  const free: Use[] = [];

  for (const comment of comments) {
    if (OPEN_WORK.test(comment.value)) uses.push({ what: 'open work', line: lineOf(comment.start) });
    if (SILENCED.test(comment.value)) uses.push({ what: 'silenced check', line: lineOf(comment.start) });
    if (EXPECTED_ERROR.test(comment.value)) uses.push({ what: 'expected type error', line: lineOf(comment.start) });
  }

  walk(program as unknown as Node, (node, parent, key) => {
    const line = lineOf(node.start);
    const use = (what: string) => uses.push({ what, line });
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration': {
        const imported = importOf(node, line);
        if (imported) imports.push(imported);
        return;
      }
      case 'ExportDefaultDeclaration':
        use('default export');
        return;
      case 'ImportExpression':
      case 'TSImportType': {
        const specifier = textOf(node.source);
        if (specifier) imports.push({ specifier, line, typeOnly: node.type === 'TSImportType', names: [] });
        return;
      }
      case 'NewExpression': {
        const file = fileByUrl(node);
        if (file) imports.push({ specifier: file, line, typeOnly: false, names: [] });
        if (nameOf(node.callee) === 'Date' && (node.arguments as Node[]).length === 0) use('new Date()');
        return;
      }
      case 'CallExpression': {
        const [first] = node.arguments as Node[];
        if (nameOf(node.callee) === 'require' && textOf(first)) {
          imports.push({ specifier: textOf(first)!, line, typeOnly: false, names: [] });
        }
        if (nameOf(node.callee) === 'Date') use('new Date()');
        return;
      }
      case 'VariableDeclarator':
        if (nameOf(node.init) === 'process' && patternNames(node.id).includes('env')) use('process.env');
        return;
      case 'MemberExpression':
        for (const what of memberUses(node)) use(what);
        return;
      case 'Identifier':
        if (!GLOBALS.has(node.name as string)) return;
        if (isBinding(parent, key)) declared.add(node.name as string);
        else if (isReference(parent, key)) free.push({ what: node.name as string, line });
        return;
      case 'TaggedTemplateExpression':
        if (nameOf(node.tag) === 'sql') use('SQL');
        return;
      case 'Literal':
        if (typeof node.value === 'string' && STATEMENT.test(node.value)) use('SQL');
        return;
      case 'TemplateLiteral': {
        const [head] = node.quasis as { value: { raw: string } }[];
        if (head && parent?.type !== 'TaggedTemplateExpression' && STATEMENT.test(head.value.raw)) use('SQL');
        return;
      }
    }
  });

  for (const { specifier, names, line, typeOnly } of imports) {
    if (specifier === 'node:process' && names.includes('env')) uses.push({ what: 'process.env', line });
    if (!typeOnly && names.some((name) => UUIDS.has(name))) uses.push({ what: 'randomUUID', line });
  }
  // A name the file binds itself (a parameter, an injected port) is not the global one.
  uses.push(...free.filter(({ what }) => !declared.has(what)));
  return { imports, uses, lineCount: text.replace(/\n$/, '').split('\n').length };
}

function importOf(node: Node, line: number): Import | undefined {
  const specifier = textOf(node.source);
  if (!specifier) return undefined;
  const parts = (node.specifiers ?? []) as Node[];
  const isType = (part: Node) => part.importKind === 'type' || part.exportKind === 'type';
  return {
    specifier,
    line,
    typeOnly: isType(node) || (parts.length > 0 && parts.every(isType)),
    names: parts.filter((part) => !isType(part)).map((part) => nameOf(part.imported) ?? nameOf(part.local) ?? '*'),
  };
}

function memberUses(node: Node): string[] {
  const object = nameOf(node.object);
  const property = node.computed ? textOf(node.property) : nameOf(node.property);
  if (object === 'process' && property === 'env') return ['process.env'];
  if (object === 'Date' && property === 'now') return ['Date.now'];
  if (object === 'Math' && property === 'random') return ['Math.random'];
  if (object === 'Temporal' && property === 'Now') return ['Temporal.Now'];
  if (object && TEST_WORDS.has(object) && property && LEFT_OUT.has(property)) return ['test left out'];
  if (property && UUIDS.has(property)) return ['randomUUID'];
  if (object && ['globalThis', 'window', 'self'].includes(object) && property && GLOBALS.has(property))
    return [property];
  return [];
}

function patternNames(pattern: unknown): string[] {
  const { type, properties } = pattern as Node;
  return type === 'ObjectPattern' ? (properties as Node[]).flatMap(({ key }) => nameOf(key) ?? []) : [];
}

/** `new URL('./worker.ts', import.meta.url)` names a file as surely as an import does. */
function fileByUrl(node: Node): string | undefined {
  const [first, second] = node.arguments as Node[];
  if (nameOf(node.callee) !== 'URL' || second?.type !== 'MemberExpression') return undefined;
  const specifier = textOf(first);
  return specifier?.startsWith('.') && /\.[cm]?tsx?$/.test(specifier) ? specifier : undefined;
}

function isBinding(parent: Node | undefined, key: string): boolean {
  if (!parent) return false;
  if (parent.type.startsWith('Import') || key === 'params' || key === 'id' || key === 'local') return true;
  return (
    (parent.type === 'Property' && key === 'value') ||
    parent.type === 'AssignmentPattern' ||
    parent.type === 'RestElement'
  );
}

function isReference(parent: Node | undefined, key: string): boolean {
  if (!parent || parent.type.startsWith('TS')) return false;
  const named =
    ['Property', 'MethodDefinition', 'PropertyDefinition'].includes(parent.type) && key === 'key' && !parent.computed;
  const member = parent.type === 'MemberExpression' && key === 'property' && !parent.computed;
  return !named && !member;
}

function nameOf(node: unknown): string | undefined {
  const { type, name } = (node ?? {}) as Node;
  return type === 'Identifier' ? (name as string) : undefined;
}

function textOf(node: unknown): string | undefined {
  const { type, value, literal, argument } = (node ?? {}) as Node;
  if (type === 'TSLiteralType') return textOf(literal ?? argument);
  return type === 'Literal' && typeof value === 'string' ? value : undefined;
}

function walk(
  node: Node,
  visit: (node: Node, parent: Node | undefined, key: string) => void,
  parent?: Node,
  key = '',
): void {
  visit(node, parent, key);
  for (const [name, value] of Object.entries(node)) {
    if (Array.isArray(value)) for (const item of value.filter(isNode)) walk(item, visit, node, name);
    else if (isNode(value)) walk(value, visit, node, name);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
