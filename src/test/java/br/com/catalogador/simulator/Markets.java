package br.com.catalogador.simulator;

/** Markets for tests. */
final class Markets {
  private Markets() {}

  /** The market of one listed asset. */
  static SimulatedMarket of(long seed, long asset) {
    return new SimulatedMarket(
        seed,
        SimulatedAssets.ALL.stream().filter(it -> it.id() == asset).findFirst().orElseThrow());
  }
}
