// The domain in whose name mail is sent and to which it comes: proven to Amazon SES, signed with DKIM, and told to the world in DNS.
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { CnameRecord, HostedZone, MxRecord, TxtRecord } from 'aws-cdk-lib/aws-route53';
import {
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  Identity,
  MailFromBehaviorOnMxFailure,
  type IConfigurationSet,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Environment } from './environment.ts';
import { mailFromDomain } from './mail-names.ts';

export type MailIdentityProps = { readonly environment: Environment; readonly configurationSet: IConfigurationSet };

type DnsRecord = { readonly id: string; readonly name: string } & (
  | { readonly type: 'MX'; readonly host: string }
  | { readonly type: 'TXT' | 'CNAME'; readonly value: string }
);

const TTL = Duration.hours(1);

export class MailIdentity extends Construct {
  constructor(scope: Construct, id: string, { environment, configurationSet }: MailIdentityProps) {
    super(scope, id);
    const { mailDomain, hostedZone } = environment;
    const identity = new EmailIdentity(this, 'Domain', {
      identity: Identity.domain(mailDomain),
      configurationSet,
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      mailFromDomain: mailFromDomain(environment),
      // A record that somebody took away shall not stop requests for signatures; SES then writes its own name into the envelope.
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      // What becomes of a mail is told by events, not by mails to whoever sent it.
      feedbackForwarding: false,
    });
    const dkim = identity.dkimRecords.map(
      ({ name, value }, at) => ({ id: `Dkim${at + 1}`, type: 'CNAME', name, value }) satisfies DnsRecord,
    );
    const records = [...recordsOf(environment, Stack.of(this).region), ...dkim];
    if (hostedZone) this.put(records, hostedZone);
    else this.tell(records);
  }

  private put(records: readonly DnsRecord[], { id, name: zoneName }: NonNullable<Environment['hostedZone']>): void {
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: id, zoneName });
    for (const record of records) {
      const common = { zone, recordName: `${record.name}.`, ttl: TTL };
      if (record.type === 'MX') new MxRecord(this, record.id, { ...common, values: [{ hostName: record.host, priority: 10 }] });
      else if (record.type === 'TXT') new TxtRecord(this, record.id, { ...common, values: [record.value] });
      else new CnameRecord(this, record.id, { ...common, domainName: record.value });
    }
  }

  /** Somebody else's DNS: they are made there by hand. */
  private tell(records: readonly DnsRecord[]): void {
    for (const record of records) {
      const value = record.type === 'MX' ? `10 ${record.host}` : record.value;
      new CfnOutput(this, record.id, { value: `${record.name} ${record.type} ${value}`, description: 'To be made in DNS' });
    }
  }
}

/** Who takes mail for the domain, who may send for it, and that others shall refuse what is neither signed nor sent by those. */
function recordsOf(environment: Environment, region: string): readonly DnsRecord[] {
  const { mailDomain } = environment;
  const mailFrom = mailFromDomain(environment);
  return [
    { id: 'Inbound', type: 'MX', name: mailDomain, host: `inbound-smtp.${region}.amazonaws.com` },
    { id: 'MailFrom', type: 'MX', name: mailFrom, host: `feedback-smtp.${region}.amazonses.com` },
    { id: 'MailFromSpf', type: 'TXT', name: mailFrom, value: 'v=spf1 include:amazonses.com ~all' },
    { id: 'Dmarc', type: 'TXT', name: `_dmarc.${mailDomain}`, value: 'v=DMARC1; p=reject; adkim=s; aspf=r' },
  ];
}
