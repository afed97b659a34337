// The stand-in for everybody's mail provider: whoever logs in as an address of the demo's domains has their mail signed with DKIM, as
// a real provider would. It stands before the product, which then authenticates that mail like any other.
import type { Readable } from 'node:stream';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { domainOf, isLocalAddress } from './local-domains.ts';
import { providerKeys, type ProviderKeys } from './provider-keys.ts';

export type MailProvider = {
  readonly keys: ProviderKeys;
  /** Any password will do; addresses of the product itself are nobody's mailbox. */
  mayLogIn(user: string): boolean;
  /**
   * Whether the provider lets `user` send as `from`. It knows its own users, so nobody may pose as a colleague; a From at a foreign
   * domain passes and is signed for the user's domain, which does not align and so proves nothing about that From.
   */
  maySendAs(user: string, from: string): boolean;
  /** @returns header lines to put before the message, each ending with CRLF */
  signature(user: string, message: Readable): Promise<string>;
};

/** @param dir where the key is kept */
export async function mailProvider({ dir, mailDomain }: { dir: string; mailDomain: string }): Promise<MailProvider> {
  const keys = await providerKeys(dir);
  return {
    keys,
    mayLogIn: (user) => isLocalAddress(user) && domainOf(user) !== mailDomain,
    maySendAs: (user, from) => from.toLowerCase() === user.toLowerCase() || domainOf(from) !== domainOf(user),
    async signature(user, message) {
      // Signed at the machine's time, not the product's: a verifier holds signatures from its own future against them.
      const key = { signingDomain: domainOf(user), selector: keys.selector, privateKey: keys.privateKey };
      const { signatures, errors } = await dkimSign(message, {
        // Its types ask for the key up here, its code reads it from the list.
        ...key,
        signatureData: [key],
      });
      const [failure] = errors;
      if (failure)
        throw new Error('The demo provider could not sign a message. Delete its key in DATA_DIR/local and start again.', {
          cause: failure,
        });
      return signatures;
    },
  };
}
