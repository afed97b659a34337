// The scenarios of every channel, played in Slack.
import { scenarioContract } from '../contract/scenario.ts';

scenarioContract('slack');
