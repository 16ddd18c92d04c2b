import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Route } from '../routes/route.ts';
import type { Server } from '../server/server.ts';
import type { Live } from './live.ts';

/** What every part of the page has. */
export interface Console {
  readonly server: Server;
  readonly route: Route;
  /** Looks at something else; `replacing` leaves no entry in the browser's history. */
  readonly go: (route: Route, replacing?: boolean) => void;
  readonly live: Live;
  /** Says something that went well, or not, to whoever looks, or listens. */
  readonly say: (text: string, isError?: boolean) => void;
}

export const ConsoleContext = createContext<Console | undefined>(undefined);

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (console === undefined) throw new Error('A part of the page is outside of it.');
  return console;
}
