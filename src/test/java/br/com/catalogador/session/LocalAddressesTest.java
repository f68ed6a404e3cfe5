package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.ScriptedBroker;
import br.com.catalogador.broker.ScriptedBroker.Posted;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.Secret;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several local addresses; the broker of the test sees from which one a user comes. */
@ExtendWith(VertxExtension.class)
class LocalAddressesTest {
  private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");
  private static final Secret PASSWORD = new Secret("demo-1234");
  private static final String SUCCESS = "{\"code\":\"success\",\"ssid\":\"S\"}";

  private ScriptedBroker broker;
  private BrokerAccess access;

  @BeforeEach
  void start(Vertx vertx) {
    broker = ScriptedBroker.start(vertx).onLogin(200, SUCCESS);
    broker.on(ScriptedBroker.LOGOUT, 200, "{\"code\":\"success\"}");
    access = access(vertx, ADDRESSES);
  }

  private BrokerAccess access(Vertx vertx, List<String> addresses) {
    return new BrokerAccess(
        vertx,
        broker.through(new BrokerNetwork(addresses, null, Map.of())),
        InstantSource.system());
  }

  private static String account(int number) {
    return "user" + number + "@example.com";
  }

  private Accepted login(BrokerAccess through, String account) {
    return (Accepted) await(through.login(account).login(account, PASSWORD));
  }

  /** The address that each account logged in from. */
  private Map<String, String> addresses(BrokerAccess through, int accounts) {
    return IntStream.range(0, accounts)
        .mapToObj(LocalAddressesTest::account)
        .collect(
            Collectors.toMap(Function.identity(), each -> login(through, each).localAddress()));
  }

  @Test
  void spreadsAccountsEvenlyAndKeepsThem(Vertx vertx) {
    Map<String, String> first = addresses(access, 300);

    assertThat(
            first.values().stream().collect(Collectors.groupingBy(x -> x, Collectors.counting())))
        .containsOnlyKeys(ADDRESSES)
        .allSatisfy((address, accounts) -> assertThat(accounts).isBetween(80L, 120L));
    assertThat(broker.posted(ScriptedBroker.LOGIN))
        .allSatisfy(
            login ->
                assertThat(login.from())
                    .isEqualTo(first.get(login.body().getString("identifier"))));
    assertThat(addresses(access(vertx, ADDRESSES), 300)).isEqualTo(first);
  }

  @Test
  void aFurtherAddressMovesOnlyTheAccountsThatItTakes(Vertx vertx) {
    Map<String, String> before = addresses(access(vertx, ADDRESSES.subList(0, 2)), 60);
    Map<String, String> after = addresses(access, 60);

    assertThat(after)
        .allSatisfy(
            (account, address) -> assertThat(address).isIn(before.get(account), ADDRESSES.get(2)));
  }

  @Test
  void loginSocketReconnectAndLogoutOfAUserComeFromOneAddress(Vertx vertx) {
    for (int number = 0; number < 9; number++) {
      Accepted accepted = login(access, account(number));
      Loop loop = new Loop(vertx);
      PolariumLink link = loop.get(() -> access.link(accepted.ssid(), accepted.localAddress()));
      await(loop.start(link::open));
      int sockets = broker.socketsFrom().size();
      broker.close();
      until(() -> broker.socketsFrom().size() > sockets);
      await(access.logout(accepted.ssid(), accepted.localAddress()));
      await(loop.start(link::close));

      List<Posted> logouts = broker.posted(ScriptedBroker.LOGOUT);
      String address = accepted.localAddress();
      assertThat(broker.socketsFrom().subList(sockets - 1, sockets + 1))
          .containsExactly(address, address);
      assertThat(logouts.get(logouts.size() - 1).from()).isEqualTo(address);
    }
    assertThat(broker.socketsFrom()).contains("127.0.0.1", "127.0.0.2", "127.0.0.3");
  }

  @Test
  void aLimitOnOneAddressDoesNotHoldForTheOthers() {
    Map<String, String> addresses = addresses(access, 30);
    int before = broker.logins().size();
    broker.onLogin(
        request -> {
          boolean limited = request.remoteAddress().host().equals("127.0.0.2");
          request.response().setStatusCode(limited ? 429 : 200).end(limited ? "{}" : SUCCESS);
        });

    addresses.forEach(
        (account, address) -> {
          if (address.equals("127.0.0.2")) {
            Failure refused = failure(access.login(account).login(account, PASSWORD));
            assertThat(refused.kind()).isEqualTo(FailureKind.BROKER_LIMIT);
          } else {
            assertThat(login(access, account).localAddress()).isEqualTo(address);
          }
        });

    // Only the first login from the limited address has asked the broker.
    assertThat(broker.posted(ScriptedBroker.LOGIN).stream().skip(before).map(Posted::from))
        .filteredOn("127.0.0.2"::equals)
        .hasSize(1);
  }

  @Test
  void aSessionOfAnAddressThatIsNotConfiguredHereLeavesByAnother() {
    await(access.logout(new Secret("S"), "203.0.113.7"));

    assertThat(broker.posted(ScriptedBroker.LOGOUT))
        .singleElement()
        .satisfies(logout -> assertThat(logout.from()).isIn(ADDRESSES));
  }
}
