package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;

import br.com.catalogador.broker.OAuthOptions;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.BrokerControl;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.InstantSource;
import java.util.stream.Stream;

/** A simulated broker that continues to run when the product stops. */
final class SeparateBroker implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final String address;
  private final BrokerControl control;

  private final InstantSource time;

  private SeparateBroker(InstantSource time) {
    this.time = time;
    SimulatorVerticle simulator =
        new SimulatorVerticle(SimulatorOptions.defaults().withAlwaysOpen(true), time);
    await(vertx.deployVerticle(simulator));
    address = SimulatorVerticle.HOST + ":" + simulator.port();
    control = new BrokerControl("http://" + address);
  }

  static SeparateBroker start() {
    return start(Clock.systemUTC());
  }

  /** Starts a broker with a given clock, also for its products; in this process only. */
  static SeparateBroker start(InstantSource time) {
    return new SeparateBroker(time);
  }

  BrokerControl control() {
    return control;
  }

  /** Starts the product in live mode with this broker. */
  RunningServer serve(String... settings) throws Exception {
    String login = "http://" + address + SimulatorVerticle.LOGIN_PATH;
    Stream<String> own =
        Stream.of(
            "broker.mode",
            "live",
            "broker.socketUrl",
            "ws://" + address + SimulatorVerticle.SOCKET_PATH,
            "broker.loginUrl",
            login,
            "broker.twoFactorUrl",
            "http://" + address + SimulatorVerticle.TWO_FACTOR_PATH,
            // the packaged configuration names those of the real broker
            "broker.oauth.authorizeUrl",
            OAuthOptions.authorizeUrl(login),
            "broker.oauth.tokenUrl",
            OAuthOptions.tokenUrl(login));
    return RunningServer.start(
        time, Stream.concat(own, Stream.of(settings)).toArray(String[]::new));
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
