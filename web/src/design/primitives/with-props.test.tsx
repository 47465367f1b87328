import { expect, it } from 'vitest';
import { withProps } from './with-props.ts';

it('runs the handler of the element and ours, in this order, and adds what is new', () => {
  const calls: string[] = [];
  const element = withProps(
    <button type="button" title="own" onClick={() => calls.push('own')}>
      Go
    </button>,
    { onClick: () => calls.push('ours'), 'aria-expanded': true },
  );
  const props = element.props as { onClick: (event: unknown) => void; title: string; 'aria-expanded': boolean };
  props.onClick({});
  expect({ calls, title: props.title, isExpanded: props['aria-expanded'] }).toEqual({
    calls: ['own', 'ours'],
    title: 'own',
    isExpanded: true,
  });
});
