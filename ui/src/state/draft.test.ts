// The draft outlives a reload.
import { beforeEach, expect, it } from 'vitest';
import { Draft } from './draft.svelte';

beforeEach(() => sessionStorage.clear());

it('keeps what was typed across a reload', () => {
  new Draft().text = 'half a thou';
  expect(new Draft().text).toBe('half a thou');
});

it('is empty after it was taken, also across a reload', () => {
  const draft = new Draft();
  draft.text = 'done';
  expect(draft.take()).toBe('done');
  expect(draft.text).toBe('');
  expect(new Draft().text).toBe('');
});

it('takes a text back: into an empty composer as it is, otherwise below the text there', () => {
  const draft = new Draft();
  draft.putBack('refused');
  expect(draft.text).toBe('refused');
  draft.putBack('also refused');
  expect(new Draft().text).toBe('refused\nalso refused');
});

it('gives the text without the blank lines around it, and keeps its indentation', () => {
  const draft = new Draft();
  draft.text = '\n \n  indented\n\nlast \n\n';
  expect(draft.take()).toBe('  indented\n\nlast');
});

it('gives the words that were not said back after an edit, also when the page was reloaded', () => {
  const draft = new Draft();
  draft.text = 'half a thou';
  draft.beginEdit('an old message');
  draft.text = 'an old message, changed';
  expect(draft.unsaid).toBe('half a thou');
  expect(new Draft().text).toBe('half a thou');
  draft.beginEdit('another message');
  draft.endEdit();
  expect(draft.text).toBe('half a thou');
  draft.endEdit();
  expect(draft.text).toBe('half a thou');
});

it('puts a text back below the words that were not said, not into an edit', () => {
  const draft = new Draft();
  draft.text = 'half a thou';
  draft.beginEdit('an old message');
  draft.putBack('refused');
  expect(draft.text).toBe('half a thou\nrefused');
});

it('drops words that were used, but none that were typed since', () => {
  const draft = new Draft();
  draft.text = '/topic tea\n';
  draft.beginEdit('an old message');
  draft.drop('/topic tea');
  expect(draft.text).toBe('an old message');
  draft.endEdit();
  expect(draft.text).toBe('');
  draft.text = 'more';
  draft.drop('/topic tea');
  expect(new Draft().text).toBe('more');
});
