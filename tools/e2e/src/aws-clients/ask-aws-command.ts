import { execa } from 'execa';

import type { Ask } from './ask.ts';

const errorLine = /An error occurred \((\w+)\) when calling the \w+ operation[^:]*: (.*)/;

/** Runs the aws command once for each call. */
export function askAwsCommand(options: { command: string; env: NodeJS.ProcessEnv }): Ask {
  return async ({ service, operation, input, region, credentials }) => {
    const words = [service, kebabCase(operation), '--no-paginate', '--output', 'json'];
    words.push('--region', region, '--cli-input-json', JSON.stringify(input));
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const { stdout, stderr, failed } = await execa(options.command, words, {
      env: {
        ...options.env,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
      },
      extendEnv: false,
      reject: false,
    });
    if (!failed) return { output: stdout === '' ? {} : JSON.parse(stdout) };
    const [, code, message] = errorLine.exec(stderr) ?? [];
    if (code === undefined || message === undefined) {
      throw new Error(`aws ${service} ${operation} failed without AWS's error: ${stderr}`);
    }
    return { error: { code, message } };
  };
}

function kebabCase(operation: string): string {
  return operation.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
}
