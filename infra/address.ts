// The address under which everything is reached: a domain name of API Gateway with its certificate and, where the zone is ours, its records.
import { DomainName, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { AaaaRecord, ARecord, HostedZone, RecordTarget, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { Environment } from './environment.ts';

export function address(scope: Construct, environment: Environment): DomainName {
  const { publicHost: domainName, hostedZone } = environment;
  const zone = hostedZone && HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: hostedZone.id, zoneName: hostedZone.name });
  const domain = new DomainName(scope, 'Domain', {
    domainName,
    certificate: certificate(scope, environment, zone),
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  if (zone) {
    const target = RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(domain.regionalDomainName, domain.regionalHostedZoneId));
    new ARecord(scope, 'Record', { zone, recordName: `${domainName}.`, target });
    new AaaaRecord(scope, 'RecordV6', { zone, recordName: `${domainName}.`, target });
  }
  return domain;
}

function certificate(scope: Construct, { publicHost, certificateArn }: Environment, zone: IHostedZone | undefined): ICertificate {
  if (certificateArn !== undefined) return Certificate.fromCertificateArn(scope, 'Certificate', certificateArn);
  if (!zone) throw new Error(`Could not give ${publicHost} a certificate: its environment names neither a zone nor a certificate.`);
  return new Certificate(scope, 'Certificate', { domainName: publicHost, validation: CertificateValidation.fromDns(zone) });
}
