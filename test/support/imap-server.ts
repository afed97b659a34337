// A mail server's IMAP side on loopback, as much of it as a client that fetches mail uses: mailboxes in memory, IDLE, MOVE, and each of
// them to be left out. What it is asked for is recorded.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

type Stored = { readonly uid: number; readonly raw: Buffer; readonly at: Date; readonly flags: Set<string> };
type Options = { readonly without?: readonly ('IDLE' | 'MOVE')[]; readonly refusesFolders?: boolean };

export type ImapServer = Awaited<ReturnType<typeof imapServer>>;

export async function imapServer({ without = [], refusesFolders = false }: Options = {}) {
  const mailboxes = new Map<string, Stored[]>([['INBOX', []]]);
  const state = { uidNext: 1, uidValidity: 7, password: 'secret' };
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const idling = new Set<() => void>();
  const capabilities = ['IMAP4rev1', 'UIDPLUS', ...['IDLE', 'MOVE'].filter((one) => !without.some((left) => left === one))].join(' ');

  function inbox(): Stored[] {
    return mailboxes.get('INBOX') ?? [];
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    session(socket);
  });

  function session(socket: Socket): void {
    let buffered = '';
    let idleTag: string | undefined;
    let selected = 'INBOX';
    const say = (line: string) => socket.write(`${line}\r\n`);
    let known = 0;
    const told = () => {
      const now = here().length;
      if (now !== known) say(`* ${now} EXISTS`);
      known = now;
    };
    say(`* OK [CAPABILITY ${capabilities}] ready`);
    socket.on('close', () => idling.delete(told));
    socket.on('data', (chunk: Buffer) => {
      buffered += chunk.toString('latin1');
      for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        if (idleTag !== undefined && line.toUpperCase() === 'DONE') {
          idling.delete(told);
          say(`${idleTag} OK IDLE done`);
          idleTag = undefined;
        } else command(line);
      }
    });

    const here = () => mailboxes.get(selected) ?? [];
    /** @returns the answer's last line, without its tag */
    const COMMANDS: Readonly<Record<string, (rest: string) => string>> = {
      CAPABILITY() {
        say(`* CAPABILITY ${capabilities}`);
        return DONE;
      },
      LOGIN: (rest) => (rest.includes(state.password) ? DONE : 'NO [AUTHENTICATIONFAILED] wrong'),
      LIST(rest) {
        // With nothing asked for, it is the hierarchy's delimiter that is asked (RFC 3501 §6.3.8).
        for (const path of rest === '"" ""' ? [''] : mailboxes.keys()) say(`* LIST () "/" "${path}"`);
        return DONE;
      },
      SELECT: select,
      EXAMINE: select,
      CREATE(rest) {
        if (refusesFolders) return 'NO no folders here';
        if (mailboxes.has(unquoted(rest))) return 'NO [ALREADYEXISTS] there';
        mailboxes.set(unquoted(rest), []);
        return DONE;
      },
      'UID SEARCH'(rest) {
        const [, name, value] = /^HEADER (\S+) "?([^"]+)"?$/i.exec(rest) ?? [];
        const found = here().filter(({ raw }) => name === undefined || hasHeader(raw, { name, value }));
        say(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`.trim());
        return DONE;
      },
      'UID FETCH'(rest) {
        fetch(rest);
        return DONE;
      },
      'UID COPY': copy,
      'UID MOVE'(rest) {
        const answer = copy(rest);
        if (answer === DONE) remove(Number.parseInt(rest, 10));
        return answer;
      },
      'UID STORE'(rest) {
        const flag = /\\\w+/.exec(rest)?.[0] ?? '';
        here()
          .find(({ uid }) => uid === Number.parseInt(rest, 10))
          ?.flags.add(flag);
        return DONE;
      },
      'UID EXPUNGE'(rest) {
        remove(Number(rest));
        return DONE;
      },
    };

    function command(line: string): void {
      const [, tag = '', verb = '', rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/i.exec(line) ?? [];
      const name = verb.toUpperCase();
      asked.push(name === 'LOGIN' ? name : `${name} ${rest}`.trim());
      if (name === 'IDLE') {
        idleTag = tag;
        idling.add(told);
        say('+ idling');
      } else say(`${tag} ${COMMANDS[name]?.(rest) ?? DONE}`);
      // What came meanwhile is told with the next answer (RFC 3501 §7).
      told();
      if (name === 'LOGOUT') socket.end();
    }

    function select(rest: string): string {
      if (!mailboxes.has(unquoted(rest))) return 'NO [NONEXISTENT] no such mailbox';
      selected = unquoted(rest);
      known = here().length;
      say(`* ${known} EXISTS`);
      say(`* OK [UIDVALIDITY ${state.uidValidity}] valid`);
      say(`* OK [UIDNEXT ${state.uidNext}] next`);
      return 'OK [READ-WRITE] selected';
    }

    function copy(rest: string): string {
      const [uid = '', folder = ''] = rest.split(' ');
      const target = mailboxes.get(unquoted(folder));
      if (!target) return 'NO [TRYCREATE] no such folder';
      target.push(...here().filter((one) => one.uid === Number(uid)));
      return DONE;
    }

    function fetch(rest: string): void {
      const uid = Number.parseInt(rest, 10);
      const all = here();
      const at = all.findIndex((one) => one.uid === uid);
      const found = all[at];
      if (!found) return;
      const items = [
        `UID ${uid}`,
        `FLAGS (${[...found.flags].join(' ')})`,
        `RFC822.SIZE ${found.raw.length}`,
        `INTERNALDATE "${dated(found.at)}"`,
      ];
      const section = /BODY(?:\.PEEK)?\[([^\]]*)\](?:<(\d+)\.(\d+)>)?/i.exec(rest);
      socket.write(`* ${at + 1} FETCH (${items.join(' ')}`);
      if (section) {
        const [, part = '', from, length] = section;
        const end = found.raw.indexOf('\r\n\r\n');
        const whole = /^header/i.test(part) ? found.raw.subarray(0, end < 0 ? undefined : end + 4) : found.raw;
        const bytes = from === undefined ? whole : whole.subarray(Number(from), Number(from) + Number(length));
        socket.write(` BODY[${part.toUpperCase()}]${from === undefined ? '' : `<${from}>`} {${bytes.length}}\r\n`);
        socket.write(bytes);
      }
      say(')');
    }

    function remove(uid: number): void {
      const all = here();
      const at = all.findIndex((one) => one.uid === uid);
      if (at < 0) return;
      all.splice(at, 1);
      known -= 1;
      say(`* ${at + 1} EXPUNGE`);
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  });
  return {
    /** As the settings name it. */
    at: {
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      isSecure: false,
      user: 'box',
      password: 'secret',
      mailbox: 'INBOX',
      folder: 'Countersign',
    },
    asked,
    state,
    /** A mail arrives; whoever idles is told. */
    arrives(raw: Buffer, at = new Date('2026-11-24T10:00:00Z')): void {
      inbox().push({ uid: state.uidNext, raw, at, flags: new Set() });
      state.uidNext += 1;
      for (const tell of idling) tell();
    },
    /** As after a restore from a backup: the same mails under other numbers. */
    renumber(): void {
      state.uidValidity += 1;
      const all = inbox().splice(0);
      for (const one of all) {
        inbox().push({ ...one, uid: state.uidNext });
        state.uidNext += 1;
      }
    },
    folder: (path: string): readonly Stored[] => mailboxes.get(path) ?? [],
    isIdle: () => idling.size > 0,
    connections: () => sockets.size,
    hangUp(): void {
      for (const socket of sockets) socket.destroy();
    },
  };
}

const DONE = 'OK done';

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}

/** ` 4-Nov-2026 10:00:00 +0000` */
/** It contains what is sought (RFC 3501 §6.4.4). */
function hasHeader(raw: Buffer, { name, value = '' }: { readonly name: string; readonly value: string | undefined }): boolean {
  const [head = ''] = raw.toString('latin1').toLowerCase().split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return lines.some((line) => line.startsWith(`${name.toLowerCase()}:`) && line.includes(value.toLowerCase()));
}

function dated(at: Date): string {
  const [, day = '', month = '', year = '', time = ''] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(at.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
