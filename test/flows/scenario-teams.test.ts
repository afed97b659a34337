// The scenarios of every channel, played in Teams.
import { scenarioContract } from '../contract/scenario.ts';

scenarioContract('teams');
