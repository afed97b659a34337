// The sealing machine, taken from the template that is deployed and run by an interpreter of its language. Its steps are calls of the bundled
// function; what it puts into a queue is handed to the test.
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { Sealing } from '../../../infra/sealing.ts';
import { dataParts, environment, tinyBundles } from '../infra.ts';
import { FunctionFault, type Functions } from './functions-here.ts';

type Json = Parameters<StateMachine['run']>[0];
export type State = {
  readonly Type: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts: number }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly States?: States;
  readonly Branches?: readonly { readonly States: States }[];
  readonly ItemProcessor?: { readonly States: States };
};
type States = Readonly<Record<string, State>>;
type Definition = { readonly StartAt: string; readonly States: States };

/** What was put into the queue that a state names. */
export type Told = { readonly MessageBody: string; readonly MessageGroupId: string; readonly MessageDeduplicationId: string };

export type SealingMachine = {
  /**
   * @param around what is to happen to a step besides: it is given the name of its state and does it
   * @returns the state that it ended in; `died` where an execution ended with a fault
   */
  run(input: unknown, around?: (state: string, take: () => Promise<Json>) => Promise<Json>): Promise<string>;
};

const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/123456789012/follow-ups.fifo';
const INVOKED = 'arn:aws:lambda:eu-west-1:123456789012:function:countersign-test-sealing';

function sealingTemplate(): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
  const followUps = new Queue(stack, 'FollowUps', { fifo: true });
  const { machine } = new Sealing(stack, 'Sealing', {
    environment: environment(),
    bundles: tinyBundles(),
    data: dataParts(stack),
    followUps,
  });
  return Template.fromStack(Stack.of(machine));
}

/** What CloudFormation would put in the place of references is known here: one function, one queue. */
export function definitionIn(template: Template): Definition {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine', Match.anyValue()));
  const joined = machine?.['Properties'].DefinitionString['Fn::Join'] as [string, readonly (string | object)[]];
  const text = joined[1].map((part) => {
    if (typeof part === 'string') return part;
    if ('Fn::GetAtt' in part) return INVOKED;
    return JSON.stringify(part).includes('FollowUps') ? QUEUE : 'aws';
  });
  return JSON.parse(text.join('')) as Definition;
}

export function sealingMachine(functions: Pick<Functions, 'call'>, told: (message: Told) => void): SealingMachine {
  const definition = definitionIn(sealingTemplate());
  const machine = new StateMachine(definition as unknown as StateMachineDefinition);
  const tasks = tasksIn(definition.States);

  async function take(state: State, given: Json): Promise<Json> {
    if (state.Resource !== INVOKED) {
      told(given as Told);
      return { MessageId: 'm' };
    }
    try {
      // Through JSON, as it travels.
      return JSON.parse(JSON.stringify((await functions.call('sealing', given)) ?? null)) as Json;
    } catch (fault) {
      if (!(fault instanceof FunctionFault)) throw Object.assign(new Error('The process ended.'), { name: 'Lambda.Unknown' });
      throw Object.assign(new Error(JSON.stringify(fault.told)), { name: fault.told.errorType });
    }
  }

  return {
    async run(input, around = async (_, work) => work()) {
      let last = '';
      const taskResourceLocalHandlers = Object.fromEntries(
        tasks.map(([name, state]) => [name, async (given: Json) => around(name, async () => take(state, given))]),
      );
      const retryIntervalOverrides = Object.fromEntries(tasks.map(([name]) => [name, 0]));
      const execution = machine.run(input as Json, { overrides: { taskResourceLocalHandlers, retryIntervalOverrides } });
      const noted = (async () => {
        for await (const event of execution.eventLogs) if (event.type === 'StateEntered') last = event.state.name;
      })();
      const isWhole = await execution.result.then(
        () => true,
        () => false,
      );
      await noted;
      return isWhole ? last : 'died';
    },
  };
}

function tasksIn(states: States): readonly (readonly [string, State])[] {
  return Object.entries(states).flatMap(([name, state]) => {
    const inner = [state.ItemProcessor?.States ?? {}, ...(state.Branches ?? []).map((branch) => branch.States)];
    return [...(state.Type === 'Task' ? [[name, state] as const] : []), ...inner.flatMap(tasksIn)];
  });
}
