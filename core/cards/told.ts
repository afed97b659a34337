// The card of what someone was told. It stays true: below the news stands the reader's own card as things are now, and news that is over
// gives way to it.
import type { Card, CardKind } from './card.ts';
import { summed } from './context.ts';
import { newsOf, type News, type ToldInput } from './news.ts';
import { seatCard } from './seat.ts';

export function toldCard(input: ToldInput): Card {
  const base = seatCard({ ...input, seat: input.notification.to });
  const news = newsOf(input, base);
  return news ? withNews(base, news) : base;
}

function withNews(base: Card, { title, status, says = [], isAll = false, quote, actions, kind }: News): Card {
  const paragraphs = [...says, ...(isAll ? [] : base.paragraphs)];
  return {
    ...base,
    kind: kind ?? kindOf(base.kind),
    title,
    status: status ?? base.status,
    paragraphs,
    summary: summed(title, paragraphs),
    ...(quote ? { quote } : {}),
    actions: actions ?? base.actions,
  };
}

/** News asks for nothing; an end is an end, whatever the news. */
function kindOf(kind: CardKind): CardKind {
  return kind === 'completed' || kind === 'stopped' ? kind : 'status';
}
