// The part of Adaptive Cards 1.5 that our cards are made of; Teams shows no higher version. Anything that is not here cannot be posted.

export type AdaptiveCard = {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  readonly lang: string;
  readonly speak: string;
  readonly fallbackText: string;
  readonly refresh?: { readonly action: RefreshAction; readonly userIds: readonly string[] };
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
};

/** Inside an Action.ShowCard: part of the card around it, so it has no version and no language of its own. */
export type InnerCard = { readonly type: 'AdaptiveCard'; readonly body: readonly Element[]; readonly actions: readonly Action[] };

export type Element = TextBlock | RichTextBlock | FactSet | Container | ActionSet | Input;

type Spacing = { readonly spacing?: 'none' | 'small' | 'medium' };

/** Its text is Markdown, so only what must be one is: the heading. */
export type TextBlock = {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly style: 'heading';
  readonly size: 'large';
  readonly weight: 'bolder';
  readonly wrap: true;
};

/** Its text is never Markdown, and always wraps. */
export type RichTextBlock = Spacing & { readonly type: 'RichTextBlock'; readonly inlines: readonly TextRun[] };

export type TextRun = {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'bolder';
  readonly color?: 'good' | 'warning' | 'attention' | 'accent';
  readonly size?: 'small';
  readonly isSubtle?: true;
};

/** Titles and values are Markdown. */
export type FactSet = { readonly type: 'FactSet'; readonly facts: readonly { readonly title: string; readonly value: string }[] };

export type Container = {
  readonly type: 'Container';
  readonly style?: 'emphasis';
  readonly separator?: true;
  readonly items: readonly Element[];
};

export type ActionSet = { readonly type: 'ActionSet'; readonly actions: readonly Action[] };

type Labelled = { readonly id: string; readonly label: string; readonly isRequired: boolean; readonly errorMessage: string };

export type Input =
  | (Labelled & {
      readonly type: 'Input.Text';
      readonly maxLength: number;
      readonly isMultiline?: true;
      readonly style?: 'email';
      readonly value?: string;
    })
  | (Labelled & { readonly type: 'Input.Date'; readonly value?: string })
  | (Labelled & {
      readonly type: 'Input.ChoiceSet';
      readonly choices: readonly { readonly title: string; readonly value: string }[];
      readonly value?: string;
      readonly isMultiSelect?: boolean;
      readonly 'choices.data'?: { readonly type: 'Data.Query'; readonly dataset: 'graph.microsoft.com/users' };
    });

type Named = { readonly title: string; readonly tooltip: string; readonly style?: 'positive' | 'destructive' };

export type OpenUrl = Named & { readonly type: 'Action.OpenUrl'; readonly url: string };

/** @property fallback for programs that know no Action.Execute: the same as a message, the verb beside the intent */
export type Execute = Named & {
  readonly type: 'Action.Execute';
  readonly verb: string;
  readonly data: { readonly intent: string };
  readonly fallback: Fallback;
};

export type Fallback = Omit<Named, 'tooltip'> & {
  readonly type: 'Action.Submit';
  readonly data: { readonly intent: string; readonly verb: string };
};

export type Submit = Named & {
  readonly type: 'Action.Submit';
  readonly data: { readonly intent: string; readonly msteams?: { readonly type: 'task/fetch' } };
};

export type ShowCard = Named & { readonly type: 'Action.ShowCard'; readonly card: InnerCard };

export type Action = OpenUrl | Execute | Submit | ShowCard;

/** Sent by Teams itself whenever the card is looked at, so its verb may only read. */
export type RefreshAction = { readonly type: 'Action.Execute'; readonly verb: 'refresh'; readonly data: { readonly intent: string } };

/** As Teams weighs a message: its JSON in UTF-16. It takes 100 KB. */
export function bytesOf(card: AdaptiveCard): number {
  return JSON.stringify(card).length * 2;
}
