import { describe, expect, it } from 'vitest';
import { mailUrl, phoneUrl, safeUrl } from './safe-url.ts';

describe('safeUrl', () => {
  it('lets through what can be followed without running anything', () => {
    expect(['https://a.example/b', 'http://a.example/', 'mailto:a@b.example', 'tel:+4940'].map(safeUrl)).not.toContain(
      undefined,
    );
  });

  it('lets nothing else through, however it is written', () => {
    const bad = [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      '\u0001javascript:alert(1)',
      'data:text/html,<script>',
      'vbscript:x',
      'blob:https://a.example/1',
      'file:///etc/passwd',
      '//a.example',
      '/logout',
      'logout',
      '',
      undefined,
      null,
    ];
    expect(bad.map(safeUrl)).toEqual(bad.map(() => undefined));
  });

  it('makes addresses of what people write', () => {
    expect(mailUrl('ana ruiz?bcc=x@b.example')).toBe('mailto:ana%20ruiz%3Fbcc%3Dx@b.example');
    expect(phoneUrl('+49 (0)40 555-01 42')).toBe('tel:+49405550142');
    expect(phoneUrl('ask Jo')).toBeUndefined();
  });
});
