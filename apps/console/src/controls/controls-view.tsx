import type { JSX } from 'preact';
import { ClockCard } from './clock-card.tsx';
import { FaultsCard } from './faults-card.tsx';
import { ForksCard } from './forks-card.tsx';
import { StateCard } from './state-card.tsx';
import { TrafficCard } from './traffic-card.tsx';

/** What one can do to the simulated world. */
export const ControlsView = (): JSX.Element => (
  <section class="view">
    <header class="view-head">
      <h1>Controls</h1>
    </header>
    <div class="cards">
      <ClockCard />
      <FaultsCard />
      <TrafficCard />
      <StateCard />
      <ForksCard />
    </div>
  </section>
);
