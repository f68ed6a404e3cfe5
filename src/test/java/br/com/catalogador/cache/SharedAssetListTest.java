package br.com.catalogador.cache;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.cache.message.GetSharedAssets;
import br.com.catalogador.cache.message.ShareAssets;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.RedisServer;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SharedAssetListTest {
  private static final long NOW = 1_790_000_000;
  private static final Asset EURUSD =
      new Asset(76, "EURUSD-OTC", "EUR/USD (OTC)", Category.OTC, true, 0.87);
  private static final Asset XAUUSD =
      new Asset(4_294_967_370L, "XAUUSD", "XAU/USD", Category.COMMODITY, false, null);
  private static final String KEY = "catalogador:assets:test";

  private final RedisServer redis = RedisServer.start();
  private Vertx vertx;
  private Loop loop;
  private RedisLink link;
  private SharedAssetList list;

  @BeforeEach
  void connect(Vertx vertx) {
    this.vertx = vertx;
    loop = new Loop(vertx);
    link =
        new RedisLink(
            vertx,
            new RedisAddress(new Secret(redis.url()), ""),
            RedisStore.COMMANDS,
            InstantSource.system());
    await(loop.start(link::open));
    list = onAnotherServer();
  }

  @AfterEach
  void stop() {
    await(loop.start(link::close));
    redis.close();
  }

  private SharedAssetList onAnotherServer() {
    return new SharedAssetList(vertx, new RedisAssets(link, new RedisKeys("test")), ignored -> {});
  }

  private static AssetsView view(long asOf, Asset... assets) {
    return new AssetsView(List.of(assets), asOf);
  }

  private String share(SharedAssetList to, String group, AssetsView view) {
    return await(loop.start(() -> to.share(new ShareAssets(group, view))));
  }

  private Future<AssetsView> get(SharedAssetList from, String group, long now) {
    return loop.start(() -> from.get(new GetSharedAssets(group, now)));
  }

  @Test
  void returnsTheListToItsGroupForAMinute() {
    String group = share(list, null, view(NOW, EURUSD, XAUUSD));

    assertThat(await(get(list, group, NOW + 59))).isEqualTo(view(NOW, EURUSD, XAUUSD));
    assertThat(await(get(list, group, NOW + 60))).isNull();
  }

  @Test
  void sharesTheListWithOtherServers() {
    String group = share(list, null, view(NOW, EURUSD, XAUUSD));

    assertThat(await(get(onAnotherServer(), group, NOW))).isEqualTo(view(NOW, EURUSD, XAUUSD));
    assertThat(Long.parseLong(redis.command("TTL " + KEY))).isBetween(1L, 60L);
  }

  @Test
  void assignsEqualListsToTheSameGroup() {
    String group = share(list, null, view(NOW, EURUSD));

    assertThat(share(list, null, view(NOW + 20, EURUSD))).isEqualTo(group);
    assertThat(share(onAnotherServer(), null, view(NOW + 30, EURUSD))).isEqualTo(group);
    assertThat(await(get(onAnotherServer(), group, NOW + 89))).isEqualTo(view(NOW + 30, EURUSD));
  }

  @Test
  void doesNotShareAListWithOtherPayouts() {
    Asset better = new Asset(76, "EURUSD-OTC", "EUR/USD (OTC)", Category.OTC, true, 0.9);
    String group = share(list, null, view(NOW, EURUSD));

    assertThat(share(list, null, view(NOW + 1, better))).isNull();
    assertThat(await(get(list, group, NOW + 2))).isEqualTo(view(NOW, EURUSD));
  }

  @Test
  void doesNotReturnTheListOfAnotherGroup() {
    String group = share(list, null, view(NOW, EURUSD));
    String later = share(list, null, view(NOW + 60, XAUUSD));

    assertThat(later).isNotEqualTo(group);
    assertThat(await(get(list, group, NOW + 61))).isNull();
    assertThat(await(get(list, later, NOW + 61))).isEqualTo(view(NOW + 60, XAUUSD));
  }

  @Test
  void ignoresAnEmptyList() {
    assertThat(share(list, null, view(NOW))).isNull();
    assertThat(share(list, null, view(NOW, EURUSD))).isNotNull();
  }

  @Test
  void letsOneSessionFetchWhileTheOthersOfItsGroupWait() {
    String group = share(list, null, view(NOW, EURUSD));

    assertThat(await(get(list, group, NOW + 60))).isNull();
    Future<AssetsView> second = get(list, group, NOW + 60);
    Future<AssetsView> third = get(list, group, NOW + 61);
    assertThat(share(list, group, view(NOW + 61, XAUUSD))).isEqualTo(group);

    assertThat(await(second)).isEqualTo(view(NOW + 61, XAUUSD));
    assertThat(await(third)).isEqualTo(view(NOW + 61, XAUUSD));
  }

  @Test
  void stopsWaitingForASessionThatSharesNoList() {
    String group = share(list, null, view(NOW, EURUSD));
    await(get(list, group, NOW + 60));

    assertThat(await(get(list, group, NOW + 60))).isNull();
  }

  @Test
  void ignoresAnUnreadableValue() {
    String group = share(list, null, view(NOW, EURUSD));
    // Sharing does not wait for Redis, but a read on the same link comes after the write.
    assertThat(await(get(onAnotherServer(), group, NOW))).isEqualTo(view(NOW, EURUSD));
    for (String broken :
        List.of("{}", "[]", "{\"version\":2}", "{\"version\":1,\"group\":\"x\"}")) {
      redis.command("SET " + KEY + " '" + broken + "'");
      assertThat(await(get(onAnotherServer(), group, NOW))).isNull();
    }
  }

  @Test
  void sharesTheListWithinThisServerWithoutRedis() {
    String group = share(list, null, view(NOW, EURUSD));
    redis.stop();

    assertThat(await(get(list, group, NOW + 59))).isEqualTo(view(NOW, EURUSD));
    assertThat(await(get(list, group, NOW + 60))).isNull();
    assertThat(share(list, group, view(NOW + 60, XAUUSD))).isEqualTo(group);
    assertThat(await(get(list, group, NOW + 61))).isEqualTo(view(NOW + 60, XAUUSD));
  }
}
