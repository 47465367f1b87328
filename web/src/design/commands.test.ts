import { afterEach, describe, expect, it } from 'vitest';
import {
  commandForKey,
  registerCommands,
  runCommand,
  setSingleKeys,
  visibleCommands,
  type Command,
} from './commands.ts';
import type { KeyPress } from './keys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const command = (id: string, keys: string[], more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: 'Test',
  keys,
  run: () => {},
  ...more,
});
const onPage = { isTyping: false, isApple: false };
const whileTyping = { isTyping: true, isApple: false };

describe('the command registry', () => {
  const undo: Array<() => void> = [];
  const register = (...commands: Command[]) => undo.push(registerCommands(commands));
  afterEach(() => {
    for (const remove of undo.splice(0)) remove();
    setSingleKeys(true);
  });

  it('never takes a key from someone who is typing', () => {
    register(command('queue.toggle', ['Q']), command('palette.open', ['Mod+K'], { whileTyping: true }));
    expect(commandForKey(press('q'), whileTyping)).toBeNull();
    expect(commandForKey(press('k', { ctrlKey: true }), whileTyping)?.id).toBe('palette.open');
  });

  it('lets the screen on show override a command of the shell and gives it back afterwards', () => {
    register(command('view.close', ['Escape'], { title: 'shell' }));
    const leave = registerCommands([command('view.close', ['Escape'], { title: 'viewer' })]);
    expect(commandForKey(press('Escape'), onPage)?.title).toBe('viewer');
    leave();
    expect(commandForKey(press('Escape'), onPage)?.title).toBe('shell');
  });

  it('ignores single letters once they are switched off, but keeps ? and chords', () => {
    register(command('queue.toggle', ['Q']), command('help.keys', ['?']), command('run', ['Mod+Enter']));
    setSingleKeys(false);
    const found = [press('q'), press('?'), press('Enter', { ctrlKey: true })].map(
      (one) => commandForKey(one, onPage)?.id ?? null,
    );
    expect(found).toEqual([null, 'help.keys', 'run']);
  });

  it('runs a command by id and says so when nobody offers it', () => {
    let opened = 0;
    register(command('queue.open', [], { run: () => opened++ }));
    expect([runCommand('queue.open'), runCommand('queue.gone'), opened]).toEqual([true, false, 1]);
  });

  it('lists nothing after everyone has left', () => {
    expect(visibleCommands()).toEqual([]);
  });
});
