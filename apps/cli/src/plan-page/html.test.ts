import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from './html.ts';

const HARMLESS = /^[^<>"'\p{Cc}\p{Cf}\p{Cs}]*$/u;

test('whatever is put in is text: no tag, attribute or entity comes of it, and it is read as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { html: shown } = html`${text}`;
      expect(shown.replaceAll(/[\n\t]/g, '')).toMatch(HARMLESS);
      expect(shown.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      expect(shown === text).toBe(HARMLESS.test(text.replaceAll(/[\n\t]/g, '')) && !text.includes('&'));
    }),
  );
});

test('what is made of it is put in as it is, one or many, and nothing is nothing', () => {
  const items = ['<b>', 'a&b'].map((name) => html`<li title="${name}">${name}</li>`);
  expect(html`${items}${undefined}${7}`.html).toBe(
    '<li title="&lt;b&gt;">&lt;b&gt;</li><li title="a&amp;b">a&amp;b</li>7',
  );
});

test('what turns a text around, or is not seen, is shown by its number', () => {
  expect(html`${'a\u202Eb\u200Bc\u0000'}`.html).toBe(String.raw`a\u{202e}b\u{200b}c\u{0}`);
});
