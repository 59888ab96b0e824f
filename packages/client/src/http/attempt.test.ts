import { describe, expect, it, vi } from 'vitest';
import { attempt } from './attempt.ts';

vi.mock('./retrying.ts', () => {
  throw new Error('This part of the page could not be loaded.');
});

const options = { signal: undefined, timeout: 1_000, limit: 2, clock: () => 0 };

describe('where what sends again can not be loaded (H3)', () => {
  it('the first answer stands', async () => {
    const fetch = vi.fn(async () => new Response('{"code":"rate-limited","detail":"Later."}', { status: 429 }));
    await expect(attempt('https://crm.example/', {}, { ...options, fetch })).rejects.toMatchObject({
      code: 'rate-limited',
      message: 'Later.',
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('so does that nobody answered', async () => {
    const gone = new TypeError('fetch failed');
    const fetch = vi.fn(() => Promise.reject(gone));
    await expect(attempt('https://crm.example/', {}, { ...options, fetch })).rejects.toBe(gone);
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
