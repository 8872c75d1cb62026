// What is refused is said at its field.
import { expect, it } from 'vitest';
import { ApiError } from '../api';
import { HostForm } from './form.svelte';

it.each([
  ['bad_title', 'title'],
  ['bad_code', 'code'],
  ['bad_name', 'name'],
  ['name_taken', 'name'],
  ['port_taken', 'port'],
  ['something else', 'general'],
] as const)('says %s at %s', (code, field) => {
  const form = new HostForm();
  form.refused(new ApiError(code, 'no, not that'));
  expect(Object.entries(form.errors).filter(([, error]) => error !== null)).toEqual([
    [field, 'No, not that.'],
  ]);
});
