import { useEffect, useRef, useState } from 'preact/hooks';

/** What was loaded last, which is shown until there is newer. */
export interface Loaded<T> {
  readonly data: T | undefined;
  readonly error: string | undefined;
  readonly isLoading: boolean;
}

/** How long at least, in milliseconds, from one load to the next. */
const PAUSE_MS = 150;

/**
 * Loads something, and again when `version` is another, one load at a time. What was loaded for another `key` is forgotten.
 */
export function useLoaded<T>(key: string, version: string, load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T> & { readonly key: string }>({ ...NOTHING, key });
  const latest = useRef({ key, version, load });
  latest.current = { key, version, load };
  const isBusy = useRef(false);
  useEffect(() => {
    if (isBusy.current) return;
    isBusy.current = true;
    const run = async (): Promise<void> => {
      for (;;) {
        const now = latest.current;
        setLoaded((before) => (before.key === now.key ? { ...before, isLoading: true } : { ...NOTHING, key: now.key }));
        const next = await now.load().then(
          (data) => ({ data, error: undefined }),
          (error: unknown) => ({ data: undefined, error: error instanceof Error ? error.message : String(error) }),
        );
        if (latest.current.key === now.key) setLoaded({ key: now.key, isLoading: false, ...next });
        if (latest.current.key === now.key && latest.current.version === now.version) break;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      isBusy.current = false;
    };
    void run();
  }, [key, version]);
  return loaded.key === key ? loaded : { ...NOTHING };
}

const NOTHING = { data: undefined, error: undefined, isLoading: true } as const;
