// A value of a template as people read it: what is only known once it is made stands in angle brackets.

type Intrinsic = {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [string, string];
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  readonly 'Fn::ImportValue'?: string;
};

export function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': joined, 'Fn::ImportValue': imported } = value as Intrinsic;
  if (joined) return joined[1].map(shown).join(joined[0]);
  if (Ref === 'AWS::Partition') return 'aws';
  if (Ref !== undefined) return `<${readable(Ref)}>`;
  if (attribute) return `<${readable(attribute[0])}>`;
  if (imported === undefined) return JSON.stringify(value);
  const [, stack = '', name = ''] = /^Countersign-[a-z0-9]+-(\w+):ExportsOutput(?:Ref|FnGetAtt)(\w+)$/.exec(imported) ?? [];
  return `<${stack}: ${readable(name)}>`;
}

/** Without the eight digits that make ids in a template differ, and what follows them where another stack takes it. */
function readable(id: string): string {
  return id.replace(/[0-9A-F]{8}(?:(?:Stream)?Arn)?(?:[0-9A-F]{8})?$/, '');
}
