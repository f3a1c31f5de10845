import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

import type { Surroundings } from '../surroundings.ts';

/** Where Pulumi keeps what it has made, when the user has said so. */
export interface ChosenBackend {
  url: string;
  from: 'PULUMI_BACKEND_URL' | 'Pulumi.yaml' | 'PULUMI_ACCESS_TOKEN' | 'pulumi login';
}

/** The place that the environment, Pulumi.yaml or an earlier `pulumi login` names; null for none. */
export function chooseBackend({
  env,
  homeFolder,
  infraFolder,
}: Pick<Surroundings, 'env' | 'homeFolder' | 'infraFolder'>): ChosenBackend | null {
  const url = env['PULUMI_BACKEND_URL'];
  if (url) return { url, from: 'PULUMI_BACKEND_URL' };
  const project = urlOfProject(infraFolder);
  if (project !== null) return { url: project, from: 'Pulumi.yaml' };
  if (env['PULUMI_ACCESS_TOKEN']) {
    return { url: env['PULUMI_API'] || 'https://api.pulumi.com', from: 'PULUMI_ACCESS_TOKEN' };
  }
  const login = urlOfLogin(env['PULUMI_HOME'] || join(homeFolder, '.pulumi'));
  return login === null ? null : { url: login, from: 'pulumi login' };
}

function urlOfProject(infraFolder: string): string | null {
  const project = parse(readFileSync(join(infraFolder, 'Pulumi.yaml'), 'utf8')) as {
    backend?: { url?: string };
  };
  return project.backend?.url || null;
}

function urlOfLogin(pulumiHome: string): string | null {
  try {
    const text = readFileSync(join(pulumiHome, 'credentials.json'), 'utf8');
    return (JSON.parse(text) as { current?: string } | null)?.current || null;
  } catch {
    // Nobody has logged in, or the file is one that Pulumi itself will complain about.
    return null;
  }
}
