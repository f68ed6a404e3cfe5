package br.com.catalogador.simulator;

import java.time.InstantSource;

/** What all connections of one simulator share. Belongs to one event loop. */
record SimulatedBroker(
    InstantSource clock,
    SsidRegistry logins,
    Accounts accounts,
    Requests requests,
    PushFeed feed,
    RequestCounts counts,
    Faults faults) {

  /** The broker's clock in UTC epoch seconds. */
  long now() {
    return Math.floorDiv(clock.millis(), 1_000L);
  }
}
