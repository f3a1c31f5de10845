import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';

import type { BundledPackage } from './bundled-packages.ts';

const { Builders, Factories } = Contrib.FromNodePackageJson;
const builder = new Builders.ComponentBuilder(
  new Factories.ExternalReferenceFactory(),
  // Without a parser of expressions, "MIT OR Apache-2.0" becomes a name that is refused below.
  new Contrib.License.Factories.LicenseFactory(() => {
    throw new Error('Expressions are not read.');
  }),
);

/**
 * What the image adds to its base, as CycloneDX 1.6 in JSON. The same packages make the same text: it
 * has neither a date nor a serial number.
 *
 * @param server - Which of the packages is the server itself: what the others are parts of.
 */
export function billOfMaterials(packages: readonly BundledPackage[], server: string): string {
  const components = new Map(packages.map((bundled) => [idOf(bundled), componentOf(bundled)]));
  const bom = new Models.Bom();
  for (const bundled of packages) {
    const component = components.get(idOf(bundled));
    if (component === undefined) continue;
    for (const imported of bundled.imports) {
      const dependency = components.get(imported);
      if (dependency !== undefined) component.dependencies.add(dependency.bomRef);
    }
    if (bundled.name === server) {
      component.type = Enums.ComponentType.Application;
      bom.metadata.component = component;
    } else {
      bom.components.add(component);
    }
  }
  const normalizer = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  const text = new Serialize.JsonSerializer(normalizer).serialize(bom, {
    sortLists: true,
    space: 2,
  });
  return `${text}\n`;
}

function idOf({ name, version }: BundledPackage): string {
  return `${name}@${version}`;
}

function componentOf(bundled: BundledPackage): Models.Component {
  const { manifest, name, version } = bundled;
  const component = builder.makeComponent(manifest);
  if (component === undefined) throw new Error(`${name} cannot be described.`);
  if (![...component.licenses].some((license) => license instanceof Models.SpdxLicense)) {
    throw new Error(
      `${name} ${version} says of its license "${String(manifest['license'])}": find out what is meant.`,
    );
  }
  component.purl = purlOf(bundled);
  component.bomRef.value = idOf(bundled);
  return component;
}

function purlOf({ name, version }: BundledPackage): string {
  const slash = name.indexOf('/');
  const namespace = slash === -1 ? undefined : name.slice(0, slash);
  return new PackageURL(
    'npm',
    namespace,
    name.slice(slash + 1),
    version,
    undefined,
    undefined,
  ).toString();
}
