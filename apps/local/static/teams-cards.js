// Adaptive Cards by the renderer that Teams' own is made of, in this page's colours and with other people's text as text.
import { drawSigns } from './signs.js';

const { AdaptiveCard, HostConfig, Version } = globalThis.AdaptiveCards;

/** Teams reads Markdown; our cards have none but the backslashes that keep it from being read. */
AdaptiveCard.onProcessMarkdown = (text, result) => {
  const said = text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  result.outputHtml = Object.assign(document.createElement('p'), { textContent: said }).innerHTML;
  result.didProcess = true;
};

const both = (colour) => ({ default: colour, subtle: colour });
const words = {
  default: { default: 'var(--ink)', subtle: 'var(--soft)' },
  accent: both('var(--accent)'),
  good: both('var(--good)'),
  warning: both('var(--wait)'),
  attention: both('var(--bad)'),
  light: both('var(--soft)'),
  dark: both('var(--ink)'),
};
const onPaper = { backgroundColor: 'var(--paper)', foregroundColors: words };
const onDesk = { backgroundColor: 'var(--desk)', foregroundColors: words };

const host = new HostConfig({
  fontFamily: 'inherit',
  fontSizes: { small: 13, default: 15, medium: 16, large: 19, extraLarge: 22 },
  lineHeights: { small: 19, default: 22, medium: 23, large: 26, extraLarge: 28 },
  spacing: { small: 6, default: 9, medium: 14, large: 20, extraLarge: 28, padding: 14 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  supportsInteractivity: true,
  actions: { maxActions: 6, actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8, showCard: { style: 'emphasis' } },
  containerStyles: { default: onPaper, emphasis: onDesk },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { suffix: ' (required)', suffixColor: 'default', weight: 'bolder' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', weight: 'bolder' },
  },
  factSet: { title: { weight: 'bolder', wrap: false, maxWidth: 240 }, value: { wrap: true }, spacing: 12 },
});

/** @returns the card as an element; `pressed` is given the button with its data and what was typed */
export function cardElement(content, { pressed, colleagues }) {
  const card = new AdaptiveCard();
  card.version = new Version(1, 5);
  card.hostConfig = host;
  card.parse(withColleagues(content, colleagues));
  // What unfolds at the end of the conversation would else lie behind the box in which one writes.
  card.onInlineCardExpanded = (action, isOpen) => isOpen && action.card?.renderedElement?.scrollIntoView({ block: 'nearest' });
  card.onExecuteAction = (action) => {
    if (action.getJsonTypeName() === 'Action.OpenUrl') globalThis.open(action.url, '_blank', 'noopener');
    else void pressed({ verb: verbOf(action), data: action.data ?? {} }, action);
  };
  return drawSigns(card.render() ?? document.createElement('p'));
}

function verbOf(action) {
  const { data = {}, verb } = action;
  return verb || data.verb || (data.msteams?.type === 'task/fetch' ? 'task/fetch' : 'submit');
}

/** Teams searches the directory while one types; here all colleagues are there to choose from. */
function withColleagues(content, colleagues) {
  const choices = colleagues.map(({ user, name }) => ({ title: name, value: user }));
  return JSON.parse(JSON.stringify(content), (_, value) => {
    if (value?.type !== 'Input.ChoiceSet' || !value['choices.data']) return value;
    const { 'choices.data': _searched, ...rest } = value;
    return { ...rest, choices, style: 'expanded' };
  });
}
