// Calls to AWS that show in the trace of the event that led to them (AWS X-Ray). Outside of Lambda nothing is traced.
import { Tracer } from '@aws-lambda-powertools/tracer';

const tracer = new Tracer();

/** @returns the same client */
export function traced<Client>(client: Client): Client {
  return tracer.captureAWSv3Client(client);
}
