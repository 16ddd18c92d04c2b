/** Bodies of inserts that name nothing, by the API's name of the collection. */
export type Examples = Readonly<Record<string, object>>;

/** Where a resource is made, and of what. */
export type Need = readonly [path: string, body: object | undefined];

/** What an `<its name>.example.ts` beside a collection's rules may hold. */
export interface ExampleFile {
  /** Besides a name, what an insert cannot do without. */
  readonly bodies: Examples;
  /** What the query of an insert cannot do without. */
  readonly queries?: Readonly<Record<string, string>>;
  /** What the bodies refer to, besides what there is for all: made under the name `a` unless the body names it. */
  readonly needs?: readonly Need[];
}

export const ZONE = 'zones/us-central1-a';

/** What an instance cannot do without. */
export const instanceNamed = (name: string, network: string = 'global/networks/default'): object => ({
  name,
  machineType: `${ZONE}/machineTypes/e2-medium`,
  networkInterfaces: [{ network }],
  disks: [
    {
      boot: true,
      autoDelete: true,
      initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' },
    },
  ],
});
