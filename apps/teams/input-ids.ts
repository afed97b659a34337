// How a form's fields are called inside a card: by their own ids, unless another form of the same card has a field of that name.

/**
 * Phones show no card in which two inputs share an id, not even in two forms that unfold apart (msteams-docs #7868,
 * AdaptiveCards #2171), so the second `reason` of a card is called `delegate.reason`.
 */
export function inputIds(): (verb: string, field: string) => string {
  const taken = new Set<string>();
  return (verb, field) => {
    let id = field;
    for (let nth = 1; taken.has(id); nth += 1) id = `${verb}${nth === 1 ? '' : nth}.${field}`;
    taken.add(id);
    return id;
  };
}

/** The field that an input stands for. */
export function fieldIdOf(input: string): string {
  return input.slice(input.lastIndexOf('.') + 1);
}
