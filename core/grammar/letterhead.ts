// What organisations print below their letters: what company law wants there, and the kinds of company there are. Data, apart from the rules.

/** Register, seat, directors, tax number. */
const STATUTORY =
  /\b(?:HRB|HRA|KvK|USt-?Id(?:-?Nr)?|BTW|SIRET|SIREN|RCS|CVR|Org\.? ?n[or]|REGON|KRS|P\. ?IVA|Amtsgericht|Handelsregister|Geschäftsführ\p{L}*|Vorstand|Aufsichtsrat|Registered (?:in|office|number)|Company (?:no|number|registration))(?=[\s.:,]|$)/u;
const COMPANY =
  /\b(?:GmbH|AG|KG|BV|B\.V\.|NV|Ltd|Limited|LLC|LLP|PLC|Inc|SAS|SARL|S\.?p\.?A|S\.?r\.?l|AB|ApS|A\/S|Oy|sp\. z o\.o)(?=[\s.,]|$)/u;

export function isStatutory(line: string): boolean {
  return STATUTORY.test(line);
}

export function namesCompany(line: string): boolean {
  return COMPANY.test(line);
}
