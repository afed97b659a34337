// What libraries bring along for uses that we have not, left out of the functions: they start faster and hold less that could be attacked.
// Whoever comes to use it after all is told so at once, by the sentence that is thrown.
import type { Plugin } from 'esbuild';

/** By the names under which they are asked for. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-http': 'the SDK can ask other places for its rights; Lambda gives them by the environment',
  '@aws-sdk/credential-provider-ini': 'the same: files of a person',
  '@aws-sdk/credential-provider-login': 'the same: a console',
  '@aws-sdk/credential-provider-process': 'the same: a program',
  '@aws-sdk/credential-provider-sso': 'the same: single sign-on',
  '@aws-sdk/credential-provider-web-identity': 'the same: a token of others',
  '@smithy/credential-provider-imds': 'the same: a machine of EC2 or ECS',
  express: 'Bolt brings a server of its own; ours is API Gateway',
  'raw-body': 'the same: bodies are read before Bolt sees them',
  '@slack/socket-mode': 'Bolt can wait for Slack on an open connection; functions are called',
  '@azure/identity': 'botbuilder can prove itself by managed identities of Azure; we have a password',
  undici: 'mailauth can fetch the logos of senders; we do not ask for them',
  '@postalsys/vmc': 'the same: the certificates of logos',
  'cross-fetch': 'botbuilder can call its emulator',
  'fs-extra': 'botbuilder can write what was said into files',
  'botframework-streaming': 'botbuilder can take activities over WebSockets; functions are called',
};

export function leftOut(): Plugin {
  return {
    name: 'left-out',
    setup({ onResolve, onLoad }) {
      const names = Object.keys(LEFT_OUT).map((name) => name.replaceAll('/', '\\/'));
      onResolve({ filter: new RegExp(`^(?:${names.join('|')})$`) }, ({ path }) => ({ path, namespace: 'left-out' }));
      onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: standIn(path) }));
      // Zod says what is wrong in fifty languages; here its sentences end in logs.
      onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.(js|cjs)$/ }, () => ({
        contents: "export { default as en } from './en.js';",
      }));
    },
  };
}

/** May be loaded, looked into, inherited from and made, but not called. */
function standIn(name: string): string {
  const why = JSON.stringify(
    `${name} is not in this function (infra/left-out.ts): ${LEFT_OUT[name] ?? ''}. Take it out of the list there.`,
  );
  return `module.exports = new Proxy(function () { throw new Error(${why}); }, {
    get: (target, key, self) => (key in target ? target[key] : typeof key === 'string' && key !== 'then' && key !== '__esModule' ? self : undefined),
    construct: () => ({}),
  });`;
}
