import path from 'node:path';
import { ROOT_FOLDERS } from '../structure/rules.data.ts';

export interface Citation {
  document: string;
  line: number;
  /** As written. */
  cited: string;
}

export interface DocumentTree {
  /** Text of every Markdown file by path from the repository's root. */
  documents: ReadonlyMap<string, string>;
  /** Every file of the repository. */
  files: ReadonlySet<string>;
  /** Names of the scripts in package.json. */
  scripts: ReadonlySet<string>;
}

const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /`([^`\n]+)`/g;
const FILE_NAME = /^[\w@-][\w.@-]*\.(?:ts|tsx|md|json|cjs|mjs|css|yaml|sql)$/;
const PATH = /^\.{0,2}\/?[\w@.-]+(?:\/[\w@.-]+)*\/?$/;
const SCRIPT = /\bnpm (?:run )?([\w-]+(?::[\w-]+)*)/g;
/** What npm does by itself. */
const NPM_WORDS = new Set([
  'run',
  'ci',
  'install',
  'i',
  'view',
  'config',
  'audit',
  'update',
  'help',
  'init',
  'version',
  'and',
  'or',
  'registry',
  'packages',
  'package',
]);

/** Citations that lead nowhere: links, paths and file names in code, and scripts. Fenced blocks are drawings and are not read. */
export function checkDocuments({ documents, files, scripts }: DocumentTree): Citation[] {
  const folders = new Set([...files].flatMap((file) => parents(file)));
  const names = new Set([...files].map((file) => path.posix.basename(file)));
  const exists = (place: string) => files.has(place) || folders.has(place);
  const lost: Citation[] = [];

  for (const [document, text] of documents) {
    const near = (cited: string) => path.posix.join(path.posix.dirname(document), cited).replace(/\/$/, '');
    for (const [index, words] of withoutFences(text).entries()) {
      const add = (cited: string) => lost.push({ document, line: index + 1, cited });
      for (const [, link = ''] of words.matchAll(LINK)) {
        const [target = ''] = link.split('#');
        if (target && !/^[a-z]+:/.test(target) && !exists(near(target))) add(link);
      }
      for (const [, code = ''] of words.matchAll(CODE)) {
        if (FILE_NAME.test(code)) {
          if (!names.has(code)) add(code);
        } else if (isOurs(code) && !exists(near(code)) && !exists(code.replace(/\/$/, ''))) add(code);
        for (const [, script = ''] of code.matchAll(SCRIPT))
          if (!NPM_WORDS.has(script) && !scripts.has(script)) add(`npm run ${script}`);
      }
    }
  }
  return lost;
}

/** A path of ours begins with one of our rooms or with a dot; anything else with a slash may be a route or a fraction. */
function isOurs(code: string): boolean {
  return (
    code.includes('/') && PATH.test(code) && (/^\.{1,2}\//.test(code) || ROOT_FOLDERS.includes(code.split('/')[0]!))
  );
}

function withoutFences(text: string): string[] {
  let inside = false;
  return text.split('\n').map((line) => {
    const fence = /^\s*(```|~~~)/.test(line);
    if (fence) inside = !inside;
    return inside || fence ? '' : line;
  });
}

function parents(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
