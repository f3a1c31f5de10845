import type { OpenStack } from '../open-stack.ts';

/** A resource of the state; its properties are not read, secrets are among them. */
export interface StateResource {
  /** `aws:dynamodb/table:Table` */
  type: string;
  /** Its name in the program. */
  name: string;
  /** Its id at AWS. */
  id: string;
  isProtected: boolean;
  /** Pulumi forgets it on removal and leaves it at AWS. */
  isRetained: boolean;
}

interface ExportedState {
  deployment?: {
    resources?: {
      urn: string;
      type: string;
      id?: string;
      custom?: boolean;
      protect?: boolean;
      retainOnDelete?: boolean;
      /** What it goes with: an image with its repository. */
      deletedWith?: string;
    }[];
  };
}

/** What a stack has at AWS; components and what is in the state alone are left out. */
export async function readResources({ pulumi, stack }: OpenStack): Promise<StateResource[]> {
  const text = await pulumi.read(['stack', 'export', '--stack', stack]);
  const { deployment } = JSON.parse(text) as ExportedState;
  return (deployment?.resources ?? [])
    .filter(({ type, custom }) => custom === true && !isOfStateAlone(type))
    .map(({ urn, type, id = '', protect = false, retainOnDelete = false, deletedWith = '' }) => ({
      type,
      name: urn.split('::').at(-1) ?? urn,
      id,
      isProtected: protect,
      isRetained: retainOnDelete && deletedWith === '',
    }));
}

// Providers, and random values, whose id may be the value itself.
function isOfStateAlone(type: string): boolean {
  return /^(?:pulumi|random):/.test(type);
}
