// The rules of AWS Control Tower, as cfn-guard holds them against the templates. Its program comes with the package, for Linux and macOS, and needs
// no network. What a rule asks for and we do otherwise is accepted here, once for the whole estate, each with its reason.
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';

/** By the files of the rules. A test holds that each of these still finds something, and that nothing else does. */
export const ACCEPTED: Readonly<Record<string, string>> = {
  'ct-apigateway-pr-5':
    'Slack, Teams and the pages prove every delivery and every link by themselves, which no authoriser of API Gateway can. The read API has one.',
  'ct-cloudwatch-pr-2':
    'How long logs are kept is said in the environment: they are no evidence, and hold no more than is needed to mend a fault.',
  'ct-cloudwatch-pr-3': 'Every log has our key. The rule does not see a key that another stack has made.',
  'ct-kms-pr-3':
    'The rule wants it in the policy of the key. No role of ours may make grants, and the account’s administrators are trusted.',
  'ct-lambda-pr-2': 'API Gateway alone may call, and its address narrows that. The rule does not see an address that is put together.',
  'ct-lambda-pr-3': 'There is nothing in a network of ours to reach: all that functions talk to is reached over TLS, by roles.',
  'ct-s3-pr-10': 'The bucket of access logs: Amazon S3 writes these under its own key only.',
  'ct-s3-pr-11': 'The bucket of access logs: they are written once, and end by themselves.',
  'ct-s3-pr-2': 'The bucket of access logs does not log who writes logs into it.',
  'ct-s3-pr-4': 'Nothing follows from a file that is stored, but from the row that names it. Mail is told of by Amazon SES.',
  'ct-s3-pr-9': 'Evidence is under lock. Documents and mail can be erased, as the law asks for.',
  'ct-sqs-pr-1': 'Every queue has one; the dead letter queues themselves do not.',
  'ct-sqs-pr-2': 'Every queue has our key. The rule does not see a key that another stack has made.',
};

export function guard(accepted: readonly string[] = Object.keys(ACCEPTED)): CfnGuardValidator {
  return new CfnGuardValidator({ disabledRules: [...accepted], maxBuffer: 64 * 1024 * 1024 });
}
