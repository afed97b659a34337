// The way of a seal as states: claimed, each document stamped, signed, time-stamped and kept, put on record, delivered, done.
// What a step returns says where to go on (`next`); what the steps are is in apps/aws/sealing.
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  Choice,
  Condition,
  Errors,
  Fail,
  JitterType,
  JsonPath,
  Map as ForEach,
  Parallel,
  Pass,
  Succeed,
  TaskInput,
  Timeout,
  type IChainable,
  type State,
  type TaskStateBase,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke, SqsSendMessage } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { specOf } from './functions.ts';

type Parts = { readonly steps: IFunction; readonly followUps: IQueue };

/** Each takes the memory of a whole document; the others wait. */
const MOST_DOCUMENTS_AT_ONCE = 3;

export function sealingDefinition(scope: Construct, parts: Parts): IChainable {
  const step = (id: string, name: string, resultPath?: string) => stepOf(scope, parts, { id, name, resultPath });
  const nothingToDo = new Succeed(scope, 'Nothing to do', { comment: 'Another execution has it, or it is over' });
  const done = new Succeed(scope, 'Done');
  const notify = leadOn(scope, 'Have the outcome followed', { queue: parts.followUps, at: '$.lead' }).next(done);
  const waiting = new Succeed(scope, 'Wait for the next attempt', { comment: 'The clock starts another execution when it is due' });
  const putOff = step('Put off', 'put-off');
  putOff.next(new Choice(scope, 'Is it given up?').when(isNext('notify'), notify).otherwise(waiting));
  // Not even put off: the claim lapses after some minutes, and the clock starts another execution.
  putOff.addCatch(new Fail(scope, 'Not put off', { error: 'NotPutOff', cause: 'The claim lapses by itself; the next attempt follows.' }));
  const orPutOff = <T extends TaskStateBase | ForEach | Parallel>(state: T): T => {
    state.addCatch(putOff, { errors: [Errors.ALL], resultPath: '$.fault' });
    return state;
  };

  const finish = orPutOff(step('Finish', 'finish', '$.ended'));
  finish.next(new Pass(scope, 'What to follow', { inputPath: '$.ended' })).next(notify);
  const late = orPutOff(step('Fetch a late time-stamp', 'stamp-late', JsonPath.DISCARD)).next(finish);
  const deliver = orPutOff(deliveries(scope, parts, step('Archive', 'archive', JsonPath.DISCARD)));
  deliver.next(
    new Choice(scope, 'Is a time-stamp lacking?').when(Condition.booleanEquals('$.isTimeLacking', true), late).otherwise(finish),
  );
  const record = orPutOff(step('Record', 'record', '$.recorded'));
  const seal = orPutOff(
    new ForEach(scope, 'Seal each document', {
      itemsPath: '$.documents',
      maxConcurrency: MOST_DOCUMENTS_AT_ONCE,
      resultPath: '$.made',
    }).itemProcessor(documentStates(scope, step)),
  );
  const onRecord = new Choice(scope, 'Is it on record?').when(isNext('deliver'), deliver).otherwise(finish);
  seal
    .next(record)
    .next(new Pass(scope, 'As it is on record', { inputPath: '$.recorded' }))
    .next(onRecord);
  const begin = step('Claim', 'begin');
  return begin.next(
    new Choice(scope, 'What is there to do?')
      .when(isNext('seal'), seal)
      .when(isNext('deliver'), deliver)
      .when(isNext('finish'), finish)
      .otherwise(nothingToDo),
  );
}

type StepOf = (id: string, name: string) => LambdaInvoke;

/**
 * The signature's time-stamp stands inside its CMS, but not among what it covers: so it is a step of its own, after the key has signed. Where
 * others do not give what a level needs, a step asks for another stamping at the level below.
 */
function documentStates(scope: Construct, step: StepOf): IChainable {
  const stamp = step('Stamp', 'stamp');
  const further = new Choice(scope, 'What comes next?');
  for (const [next, id] of [
    ['timestamp', 'Time-stamp'],
    ['prove', 'Prove the certificates'],
    ['archive-stamp', 'Time-stamp the whole'],
  ] as const)
    further.when(isNext(next), step(id, next).next(further));
  further.when(isNext('stamp'), stamp).otherwise(step('Keep', 'keep'));
  return stamp.next(step('Sign', 'seal')).next(further);
}

/** All at the same time. Destinations that a tenant configures, such as a bucket of its own or a webhook, become branches here. */
function deliveries(scope: Construct, { followUps }: Parts, archive: State): Parallel {
  return new Parallel(scope, 'Deliver', { resultPath: JsonPath.DISCARD })
    .branch(leadOn(scope, 'To people', { queue: followUps, at: '$.people' }))
    .branch(archive);
}

/** `at`: where in the state the message stands, as apps/aws/leads.ts makes it. */
type Message = { readonly queue: IQueue; readonly at: string };

function leadOn(scope: Construct, id: string, { queue, at }: Message): SqsSendMessage {
  const task = new SqsSendMessage(scope, id, {
    queue,
    messageBody: TaskInput.fromJsonPathAt(`${at}.body`),
    messageGroupId: JsonPath.stringAt(`${at}.group`),
    messageDeduplicationId: JsonPath.stringAt(`${at}.dedupe`),
    resultPath: JsonPath.DISCARD,
  });
  task.addRetry({ errors: [Errors.TASKS_FAILED], ...BACK_OFF });
  return task;
}

const BACK_OFF = {
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 5,
  maxDelay: Duration.seconds(30),
  jitterStrategy: JitterType.FULL,
};

/** What passes by itself: faults of Lambda, and of services of AWS that the function calls (stores/aws-fault.ts). */
const PASSING = ['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException', 'Lambda.TooManyRequestsException'];
const OF_SERVICES = ['AwsFault'];

type Step = { readonly id: string; readonly name: string; readonly resultPath?: string | undefined };

function stepOf(scope: Construct, { steps }: Parts, { id, name, resultPath }: Step): LambdaInvoke {
  const task = new LambdaInvoke(scope, id, {
    lambdaFunction: steps,
    payload: TaskInput.fromObject({ step: name, 'given.$': '$' }),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    taskTimeout: Timeout.duration(Duration.seconds(specOf('sealing').timeoutSeconds + 10)),
    ...(resultPath !== undefined && { resultPath }),
  });
  task.addRetry({ errors: PASSING, ...BACK_OFF });
  task.addRetry({ errors: OF_SERVICES, ...BACK_OFF, maxAttempts: 2 });
  return task;
}

function isNext(name: string): Condition {
  return Condition.stringEquals('$.next', name);
}
