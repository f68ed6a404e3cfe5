package br.com.catalogador.simulator;

import java.time.InstantSource;

/** The state shared by all connections of one simulator. Confined to one event loop. */
record SimulatedBroker(
    InstantSource clock,
    SsidRegistry logins,
    Accounts accounts,
    RequestRouter requests,
    PushFeed feed,
    RequestCounts counts,
    Faults faults) {

  /** The broker's clock in UTC epoch seconds. */
  long now() {
    return Math.floorDiv(clock.millis(), 1_000L);
  }
}
