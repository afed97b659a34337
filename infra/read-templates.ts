// What API Gateway asks DynamoDB, and what it answers, in its template language. The partition is made of what the authoriser said and of nothing
// that the caller sent: so a caller can name any envelope, and finds it only on their own desk (stores/person-rows.ts). A number sign is
// spelt \u0023, since it begins a command there.

const OWN_DESK = `{"S":"T\\u0023${quoted('$context.authorizer.tenant')}\\u0023P\\u0023${quoted('$context.authorizer.email')}"}`;

/** What stores/person-rows.ts leaves where a person no longer belongs. */
const GONE = '{"gone":true}';

const MOST_ROWS = 100;

/** As JSON wants a text; the language's own escape also marks apostrophes, which JSON does not know. */
function quoted(reference: string): string {
  return `$util.escapeJavaScript(${reference}).replaceAll("\\\\'","'")`;
}

function message(text: string): string {
  return JSON.stringify({ message: text });
}

const UNKNOWN = message('There is no such envelope for you. Check its id, and that the token is of the person who has to do with it.');
const BUSY = message('This cannot be answered right now. Nothing was changed. Ask again in a moment.');

export function envelopeAsked(tableName: string): string {
  return [
    `{"TableName":"${tableName}","ConsistentRead":true,"ProjectionExpression":"body",`,
    `"Key":{"pk":${OWN_DESK},"sk":{"S":"${quoted("$input.params('id')")}"}}}`,
  ].join('');
}

export const ENVELOPE_ANSWERED = [
  `#set($body = $input.path('$.Item.body.S'))`,
  `#if($body && $body != "" && $body != '${GONE}')$body`,
  `#else#set($context.responseOverride.status = 404)${UNKNOWN}#end`,
].join('');

export function mineAsked(tableName: string): string {
  const after = "$input.params('after')";
  return [
    `{"TableName":"${tableName}","ConsistentRead":true,"Limit":${MOST_ROWS},`,
    `"ProjectionExpression":"sk, body","KeyConditionExpression":"pk = :desk",`,
    `"FilterExpression":"attribute_type(body, :text) AND body <> :gone",`,
    `"ExpressionAttributeValues":{":desk":${OWN_DESK},":text":{"S":"S"},":gone":{"S":${JSON.stringify(GONE)}}}`,
    `#if(${after} && ${after} != ""),"ExclusiveStartKey":{"pk":${OWN_DESK},"sk":{"S":"${quoted(after)}"}}#end}`,
  ].join('');
}

export const MINE_ANSWERED = [
  `{"envelopes":[#foreach($item in $input.path('$.Items'))$item.body.S#if($foreach.hasNext),#end#end]`,
  `#set($next = $input.path('$.LastEvaluatedKey.sk.S'))`,
  `#if($next && $next != ""),"next":"${quoted('$next')}"#end}`,
].join('');

/** What DynamoDB calls invalid is a key that none of ours could be. All else that it refuses has to do with us, and passes. */
export const REFUSED = [
  `#if($input.path('$.__type').contains("ValidationException"))#set($context.responseOverride.status = 404)${UNKNOWN}`,
  `#else${BUSY}#end`,
].join('');

export const FAILED = BUSY;
