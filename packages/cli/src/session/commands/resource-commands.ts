import { resourceText } from '../content-text.ts';
import type { SessionCommand } from '../session-command.ts';
import { SessionError } from '../session-error.ts';
import { allResources, allResourceTemplates } from '../session-lists.ts';
import { visibleText } from '../visible-text.ts';

export const resourceCommands: readonly SessionCommand[] = [
  {
    name: 'list-resources',
    parameters: '',
    summary: 'the resources of the server, templates included',
    async run({ session, call, print }) {
      const [resources, templates] = [
        await session.read(allResources, call),
        await session.read(allResourceTemplates, call),
      ];
      const lines = [
        ...resources.map(({ uri, name, description }) => listed(uri, description ?? name)),
        ...templates.map(({ uriTemplate, name, description }) =>
          listed(uriTemplate, description ?? name),
        ),
      ];
      print({ kind: 'text', text: lines.join('\n') || 'The server has no resources.' });
    },
  },
  {
    name: 'read-resource',
    parameters: 'URI',
    summary: 'what a resource holds',
    async complete(session) {
      return (await session.read(allResources)).map(({ uri }) => uri);
    },
    async run({ session, rest, call, print }) {
      if (rest === '') throw new SessionError('A URI is missing: read-resource URI');
      const { contents } = await session.read(
        (client, options) => client.readResource({ uri: rest }, options),
        call,
      );
      print({ kind: 'text', text: contents.map(resourceText).join('\n') });
    },
  },
];

function listed(uri: string, about: string): string {
  return visibleText(`${uri}: ${about}`);
}
