// The scenarios of every channel, played by mail, and on the document's page by everyone but the sender.
import { scenarioContract } from '../contract/scenario.ts';

scenarioContract('email');
scenarioContract('web');
