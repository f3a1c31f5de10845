import type { OpenStack } from '../open-stack.ts';
import { settingsFile } from '../pulumi/stack-settings.ts';
import { keyCommand } from './key-command.ts';
import type { StackOutputs } from './read-outputs.ts';

const LABELS: Readonly<Record<string, string>> = {
  mcpUrl: 'MCP URL',
  apiUrl: 'API URL',
  imageUri: 'Image',
  functionArn: 'Function',
  roleArn: 'Role',
  apiKeyId: 'API key id',
};

/** What a deployment ends with: the outputs, how to see the key, what to do next. */
export function summaryOf(outputs: StackOutputs, opened: OpenStack): string[] {
  const { stack, region, caller, isNew } = opened;
  const mcpUrl = textOf(outputs['mcpUrl']);
  if (mcpUrl === null) {
    return [
      `Stack ${stack} has no outputs: deploy it with \`npx nx deploy infra --stack=${stack}\`.`,
    ];
  }
  return [
    '',
    `Stack ${stack} in ${region.region}, account ${caller.accountId}`,
    '',
    ...tableOf(outputs),
    '',
    ...howToConnect(mcpUrl, { outputs, opened }),
    ...(isNew
      ? ['', `Keep infra/${settingsFile(stack)}: the next deployment needs the settings in it.`]
      : []),
  ];
}

/** Every output that is a text and no secret, those that everybody looks for first. */
function tableOf(outputs: StackOutputs): string[] {
  const names = [...new Set([...Object.keys(LABELS), ...Object.keys(outputs)])];
  const rows = names.flatMap((name) => {
    const value = textOf(outputs[name]);
    const isShown = value !== null && value !== '[secret]' && name !== 'frontDoor';
    return isShown ? [{ label: LABELS[name] ?? name, value }] : [];
  });
  const width = Math.max(...rows.map(({ label }) => label.length)) + 2;
  return rows.map(({ label, value }) => `  ${label.padEnd(width)}${value}`);
}

function howToConnect(
  mcpUrl: string,
  { outputs, opened }: { outputs: StackOutputs; opened: OpenStack },
): string[] {
  if (outputs['frontDoor'] === 'function-url') {
    return [
      'Callers sign their requests with AWS credentials (IAM, service lambda): there is no key.',
    ];
  }
  if (outputs['apiKey'] === undefined) {
    return ['Callers log in with the OAuth issuer of the settings: there is no key.'];
  }
  return [
    'The API key is secret. This shows it:',
    '',
    `  ${keyCommand(opened)}`,
    '',
    'Connect with it:',
    '',
    // Where its output is taken, Pulumi asks for nothing.
    ...(opened.isPassphraseTyped
      ? ['  read -rs PULUMI_CONFIG_PASSPHRASE && export PULUMI_CONFIG_PASSPHRASE']
      : []),
    `  export MCP_API_KEY="$(${keyCommand(opened)})"`,
    `  npx nx build cli && npx bedrock-spend connect ${mcpUrl}`,
    `  claude mcp add --transport http bedrock-spend ${mcpUrl} --header "x-api-key: $MCP_API_KEY"`,
  ];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
