// A presentable name for someone of whom only the address is known: `jane.doe+contracts@…` is Jane Doe.

export function nameFromAddress(email: string): string {
  const local = email.slice(0, email.lastIndexOf('@')).replace(/(?<=.)\+.*$/, '');
  const words = local.split(/[._]+/).filter((word) => word !== '');
  return words.length === 0 ? local : words.map(capitalised).join(' ');
}

/** Also after a hyphen: `anne-marie` is Anne-Marie. */
function capitalised(word: string): string {
  return word.replace(/(^|-)(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
