import { useConsole } from '../live/console-context.ts';

/** Gives what does something at the server and says what came of it: what it gives is whether it was done. */
export function useAct(): (done: string, method: string, path: string, body?: unknown) => Promise<boolean> {
  const { server, say } = useConsole();
  return async (done, method, path, body) => {
    try {
      await server.ask(method, path, body);
      say(done);
      return true;
    } catch (error) {
      say(error instanceof Error ? error.message : String(error), true);
      return false;
    }
  };
}
