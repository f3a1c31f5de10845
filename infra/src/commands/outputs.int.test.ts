import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ACCOUNT, API_KEY, openWorkshop, PASSPHRASE } from './stand-in/workshop.testing.ts';
import type { Workshop } from './stand-in/workshop.testing.ts';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
  await workshop.deployed();
});
afterEach(() => workshop.close());

describe('outputs', () => {
  it('shows the summary again, without secrets and without changing anything', async () => {
    const { status, text, calls } = await workshop.run(['outputs']);
    expect([status, text]).toEqual([0, expect.stringContaining('The API key is secret')]);
    for (const secret of [PASSPHRASE, API_KEY]) expect(text).not.toContain(secret);
    expect(calls.map(({ args }) => args.slice(0, 2).join(' '))).toEqual([
      'stack ls',
      'stack output',
    ]);
  });

  it('shows outputs that it knows nothing of, too', async () => {
    const outputs = { mcpUrl: 'https://spend.example.com/mcp', domainTarget: 'd-1.example.com' };
    await workshop.put('outputs.json', JSON.stringify(outputs));
    expect((await workshop.run(['outputs'])).text).toMatch(
      /^ {2}domainTarget {2}d-1\.example\.com$/m,
    );
  });

  it('says that there are none yet', async () => {
    await workshop.put('outputs.json', '{}');
    expect((await workshop.run(['outputs'])).text).toContain(
      'Stack prod has no outputs: deploy it',
    );
  });

  it.each([
    ['a function URL', { frontDoor: 'function-url' }, 'sign their requests with AWS credentials'],
    ['OAuth', { frontDoor: 'api-gateway' }, 'log in with the OAuth issuer'],
  ])('name no key behind %s', async (_case, frontDoor, sentence) => {
    const outputs = { mcpUrl: 'https://spend.example.com/mcp', ...frontDoor };
    await workshop.put('outputs.json', JSON.stringify(outputs));
    const { text } = await workshop.run(['outputs']);
    expect(text).toContain(sentence);
    expect(text).not.toContain('apiKey');
  });
});

describe('a profile in the settings of the stack', () => {
  it('is whose account it is, for this and for Pulumi', async () => {
    const { accessKeyId, secretAccessKey } = workshop.emulator.credentials(ACCOUNT, 'grace');
    await workshop.put(
      'home/.aws/credentials',
      `[team]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    await workshop.put(
      'infra/Pulumi.prod.yaml',
      'encryptionsalt: v1:salt\nconfig:\n  aws:region: us-east-1\n  aws:profile: team\n',
    );
    const { text, calls } = await workshop.run(['outputs'], {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      PULUMI_BACKEND_URL: 'file:///states',
    });
    expect(text).toContain('user/grace');
    expect(text).toContain("AWS_PROFILE='team' npx pulumi");
    expect(calls.at(-1)?.env['AWS_PROFILE']).toBe('team');
  });
});
