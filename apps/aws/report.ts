// What functions on AWS say of themselves: structured logs, which hold ids and never what somebody wrote, and numbers from which alarms are made.
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** `POWERTOOLS_SERVICE_NAME` and the log level come from the infrastructure. */
export const logger = new Logger();
const metrics = new Metrics({ namespace: 'Countersign' });

export function report(fault: unknown, doing: string): void {
  logger.error(`A fault while ${doing}`, fault instanceof Error ? fault : new Error(String(fault)));
  count('Faults');
}

/** One that CloudWatch reads out of the log: written at once, since a function may be frozen at any time. */
export function count(name: string, times = 1): void {
  metrics.addMetric(name, MetricUnit.Count, times);
  metrics.publishStoredMetrics();
}
