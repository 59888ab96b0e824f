import { describe, expect, it } from 'vitest';
import { previewOf } from './preview.ts';

describe('previewOf', () => {
  it('gives the words and nothing of what surrounds them', () => {
    expect(
      previewOf(
        '<html><head><title>T</title><style>p{color:red}</style></head><body><p>Hello&nbsp;&amp; <b>goodbye</b></p><!-- x --></body>',
      ),
    ).toBe('Hello & goodbye');
  });
  it('takes what was cut off in the middle for markup, not for words', () => {
    expect(previewOf('before <img src="x" onerror="alert(1)')).toBe('before');
    expect(previewOf('<style>a{}')).toBe('');
  });
  it('reads numeric entities, also those that name no character', () => {
    expect(previewOf('caf&#233; &#x2713; &#0;&#x110000;.')).toBe('café ✓ .');
  });
});
