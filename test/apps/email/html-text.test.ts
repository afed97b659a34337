// Formatted mail as a person sees it.
import { describe, expect, it } from 'vitest';
import { htmlToText } from '#apps/email/answering/html-text.ts';

describe('formatted mail as text', () => {
  it.each([
    ['Gmail', '<div dir="ltr">I SIGN<div><br></div><div>Dana</div></div>', 'I SIGN\n\nDana'],
    ['paragraphs and line breaks', '<p>One<br>two</p><p>three&nbsp;&amp; four</p>', 'One\ntwo\nthree & four'],
    ['a table', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['preformatted text', '<pre>one\n  two</pre>', 'one\ntwo'],
    ['a signature', '<p>Yes</p><div class="gmail_signature">Dana</div>', 'Yes\n--\nDana'],
    ['broken markup', '<p>One<b>two</p><div>three', 'Onetwo\nthree'],
  ])('keeps the lines of %s', (_what, html, text) => {
    expect(htmlToText(html).text.replace(/ +$/gm, '').trim()).toBe(text);
  });

  it.each([
    [
      'Gmail',
      '<p>Mine</p><div class="gmail_quote"><div class="gmail_attr">On Tue X wrote:</div><blockquote>Theirs</blockquote></div>',
      ['Mine', '> On Tue X wrote:', '> Theirs'],
    ],
    [
      'Thunderbird',
      '<p>Mine</p><div class="moz-cite-prefix">On Tue X wrote:</div><blockquote>Theirs</blockquote><p>Below</p>',
      ['Mine', '> On Tue X wrote:', '> Theirs', 'Below'],
    ],
    [
      'Outlook on the web',
      '<p>Mine</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: X</div><div>Theirs</div>',
      ['Mine', '> From: X', '> Theirs'],
    ],
    [
      'Outlook',
      '<p>Mine</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>From: X</p></div><p>Theirs</p>',
      ['Mine', '> From: X', '> Theirs'],
    ],
  ])('marks what %s quotes', (_client, html, lines) => {
    expect(
      htmlToText(html)
        .text.split('\n')
        .filter((line) => line.trim() !== '' && line.trim() !== '>'),
    ).toEqual(lines);
  });

  it.each([
    '<div style="display:none">secret</div>',
    '<div style="VISIBILITY: hidden">secret</div>',
    '<span style="font-size:0">secret</span>',
    '<span style="font-size:1px;">secret</span>',
    '<span style="opacity:0">secret</span>',
    '<div style="max-height:0;overflow:hidden">secret</div>',
    '<div style="mso-hide:all">secret</div>',
    '<div style="position:absolute;left:-9999px">secret</div>',
    '<font color="#FFFFFF">secret</font>',
    '<div style="background-color:#eee"><span style="color: #EEEEEE">secret</span></div>',
    '<div style="background:rgb(16, 32, 48)"><p>\n<font color="#102030">secret</font></p></div>',
    '<table bgcolor="black"><tr><td style="color:#000">secret</td></tr></table>',
    '<p hidden>secret</p>',
    '<template>secret</template>',
    '<title>secret</title>',
    '<div style="display:none"><p>se</p><b>cret</b></div>',
  ])('takes out what is not shown and reports it: %s', (html) => {
    const { text, hidden } = htmlToText(`<p>seen</p>${html}<p>also</p>`);
    expect(text.replace(/\s+/g, ' ').trim()).toBe('seen also');
    expect(hidden.replace(/\s/g, '')).toBe('secret');
  });

  it('takes no ordinary size or colour for hiding', () => {
    expect(htmlToText('<p style="font-size:10.0pt;color:#ffffe0;background-color:#fff;line-height:0.9">seen</p>')).toMatchObject({
      text: 'seen',
      hidden: '',
    });
  });

  it('does not report what a quotation hides, nor rules and scripts', () => {
    expect(
      htmlToText('<style>p{}</style><script>I SIGN</script><p>a</p><blockquote><div style="display:none">I SIGN</div></blockquote>'),
    ).toMatchObject({ hidden: '', isRewritten: false });
  });

  it.each([
    ['.x{display:none}', true],
    ['p { color: #FFF }', true],
    ['td{background:#123456} .x{color:#123456}', true],
    ['p::after{content:"I SIGN"}', true],
    ['@import "x.css";', true],
    ['p{margin:0}'.repeat(7000), true],
    ['p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif} a:link{color:#0563C1;text-decoration:underline}', false],
    ['body{font-size:14px;color:#222;background:#fff} @media print{p{margin:0}}', false],
  ])('says whether rules could hide or add text: %.40s', (rules, isRewritten) => {
    expect(htmlToText(`<style>${rules}</style><p>a</p>`).isRewritten).toBe(isRewritten);
  });

  it('reads deep nesting and long junk without choking', () => {
    expect(htmlToText(`${'<div>'.repeat(500)}deep`).text.trim()).toBe('deep');
    expect(htmlToText(`${'<div>'.repeat(20_000)}deep`).text.trim()).toBe('[…]');
    expect(htmlToText('<'.repeat(600_000)).text.length).toBeLessThan(600_001);
  });
});
