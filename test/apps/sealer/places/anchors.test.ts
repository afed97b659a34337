// Which words ask for something at their place.
import { describe, expect, it } from 'vitest';
import { anchorsIn, askedByName, labelOf, misreadIn } from '#apps/sealer/places/anchors.ts';

const short = (text: string) => anchorsIn(text).map(({ kind, who, label, isRequired }) => [kind, who, label, isRequired]);

describe('words that ask for something', () => {
  it.each([
    ['{{sign:1}}', ['signature', 1, '', true]],
    ['{{Signature:2}}', ['signature', 2, '', true]],
    ['{{initials:2}}', ['initials', 2, '', true]],
    ['{{DATE:12}}', ['date', 12, '', true]],
    ['{{text:1:Job title}}', ['text', 1, 'Job title', true]],
    ['{{text:1: Job\r\n title ?}}', ['text', 1, 'Job title', false]],
    ['{{check:1:I agree?}}', ['checkbox', 1, 'I agree', false]],
    ['{{text:2?}}', ['text', 2, '', false]],
    ['{{ s ig n : 1 }}', ['signature', 1, '', true]],
    ['/sn1/', ['signature', 1, '', true]],
    ['/IN2/', ['initials', 2, '', true]],
    ['/ds1/', ['date', 1, '', true]],
    ['/tx3/', ['text', 3, '', true]],
    ['/cb10/', ['checkbox', 10, '', true]],
  ])('“%s” does', (text, asked) => {
    expect(short(`Signed: ${text} on behalf of`)).toEqual([asked]);
  });

  it('are found at their place in the text, each once, side by side as well', () => {
    const text = 'Signed /sn1//ds1/ and {{sign:2}}{{date:2}}';
    expect(anchorsIn(text).map(({ at, length }) => text.slice(at, at + length))).toEqual(['/sn1/', '/ds1/', '{{sign:2}}', '{{date:2}}']);
  });

  it.each([
    'https://northwind.test/sn1/index.html',
    'folder/in1/file',
    'see a/sn1/',
    '../tx1/',
    '{{sign:0}}',
    '{{sign}}',
    '{sign:1}',
    '{{name}}',
    '{{sign:123}}',
    '/sn/',
    '/xx1/',
  ])('“%s” does not', (text) => {
    expect(anchorsIn(text)).toEqual([]);
  });

  it('say what is asked for in one line without signs that print nothing', () => {
    expect(labelOf(' Job\u202e\n\ttitle\u0000 ')).toBe('Job title');
    expect(labelOf('x'.repeat(300))).toHaveLength(100);
  });

  it('that look like them and name nobody by a number are told apart', () => {
    expect(misreadIn('{{sign:Bea}} {{sign:1}} {{date}} {{name}} {{signal}}')).toEqual(['{{sign:Bea}}', '{{date}}']);
  });
});

describe('the name of a form field', () => {
  it('asks like the words do, with or without what encloses them', () => {
    const asked = { kind: 'signature', who: 1, label: '', isRequired: true };
    for (const name of ['{{sign:1}}', 'sign:1', '/sn1/', 'sn1', ' SIGN:1 ']) expect(askedByName(name), name).toEqual(asked);
    expect(askedByName('text:2:Job title?')).toEqual({ kind: 'text', who: 2, label: 'Job title', isRequired: false });
  });

  it('asks nothing where it is only part of a name', () => {
    for (const name of ['design:1', 'sign:1 here', 'Text1', 'in', '']) expect(askedByName(name), name).toBeUndefined();
  });
});
