// What Slack, Teams and mail programs put around words, taken away; what people wrote, left.
import { describe, expect, it } from 'vitest';
import { withoutChatNoise } from '#core/grammar/chat-noise.ts';

describe('noise', () => {
  it.each([
    ['Slack’s mail links', 'to <mailto:Dana@x.example|dana@x.example>', 'to Dana@x.example'],
    ['a link whose label differs from where it leads', '<mailto:dana@x.example|bob@x.example>', 'dana@x.example'],
    ['mail programs’ links', 'dana@x.example<mailto:dana@x.example>', 'dana@x.example'],
    ['a name and an escaped address', 'Dana &lt;<mailto:dana@x.example|dana@x.example>&gt;', 'Dana <dana@x.example>'],
    ['mentions, which stay', '<@U123|dana> <@U9>', '<@U123|dana> <@U9>'],
    ['groups, which stay', '<!subteam^S1|@legal>', '<!subteam^S1|@legal>'],
    ['calls to everyone', '<!channel> remind <!here|here> all <!everyone>', 'remind all'],
    ['a mark that dropping another would make', '<!cha<!here>nnel>', '<!cha nnel>'],
    ['channels', '<#C1|general>', '#general'],
    ['links', '<https://x.example/a|x> <https://y.example>', 'https://x.example/a https://y.example'],
    ['telephone numbers', '<tel:+31205550199|020 555>', '020 555'],
    ['mentions in Teams', '<at>Countersign</at> send to <at id="0">Dana Ruiz</at>', '<@Countersign> send to <@0|Dana Ruiz>'],
    ['an empty mention', 'a <at> </at> b', 'a b'],
    ['full-width letters', '\uFF33\uFF29\uFF27\uFF2E\uFF1F', 'SIGN?'],
    ['zero-width and directional characters', '\u202Esi\u200Bgn\u2066\uFEFF\u00AD', 'sign'],
    ['blanks of all kinds', '\u00A0a&nbsp;\t\u3000b\u2003', 'a b'],
    ['typographic quotation marks', '„a“ “b” «c» ‘d’', '"a" "b" "c" \'d\''],
    ['escapes', 'R&amp;D &quot;x&quot; &#39;y&#39; &gt; &#62;', 'R&D "x" \'y\' > &#62;'],
    ['controls and half pairs', 'a\u0000b\u0007\uD83Dc', 'a b c'],
    ['line ends', 'a\r\nb\rc\u2028d\n\n\n\ne\n', 'a\nb\nc\nd\n\ne'],
    ['composed letters', 'zuru\u0308ckziehen', 'zurückziehen'],
  ])('%s', (_, text, expected) => {
    expect(withoutChatNoise(text)).toBe(expected);
  });

  it('marks where it cut, so that what was cut can be no phrase', () => {
    expect(withoutChatNoise(`ok${'\n'.repeat(3000)}if you pay`)).toBe('ok\n\n[...]');
    expect(withoutChatNoise('x'.repeat(600))).toBe(`${'x'.repeat(500)}[...]`);
    expect(withoutChatNoise(`${'y'.repeat(400)}\n`.repeat(200)).endsWith('[...]')).toBe(true);
  });

  it('comes to an end with marks in marks and escapes in escapes', () => {
    const nested = (depth: number): string => `${'<mailto:'.repeat(depth)}a@b.example${'|x>'.repeat(depth)}`;
    expect(withoutChatNoise(nested(3))).not.toContain('mailto');
    expect(withoutChatNoise(nested(30))).not.toContain('<');
    expect(withoutChatNoise(`&${'amp;'.repeat(40)}lt;@U1&gt;`)).not.toContain('<');
  });
});
