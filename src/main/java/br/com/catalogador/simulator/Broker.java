package br.com.catalogador.simulator;

import java.time.InstantSource;

/** What all connections of one simulator share. Belongs to one event loop. */
record Broker(
    InstantSource clock,
    Logins logins,
    Accounts accounts,
    Requests requests,
    Feed feed,
    RequestCounts counts,
    Faults faults) {

  /** The broker's clock in UTC epoch seconds. */
  long now() {
    return Math.floorDiv(clock.millis(), 1_000L);
  }
}
