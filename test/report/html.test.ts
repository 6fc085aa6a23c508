import { describe, expect, it } from 'vitest';
import { deckHtml } from '../../report/render/html.ts';

describe('the page of a deck', () => {
  it('has the title of an edited deck as text, whatever stands in it', () => {
    const html = deckHtml('# R&D </title><script>\n\nOurs.\n');
    expect(html).toContain('<title>R&amp;D &lt;/title&gt;&lt;script&gt;</title>');
    expect(html).not.toContain('<script>');
  });
});
