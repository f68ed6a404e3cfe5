package br.com.catalogador.cache;

import static br.com.catalogador.cache.Market.minutes;
import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.AddClosed;
import br.com.catalogador.cache.message.ArchiveState;
import br.com.catalogador.cache.message.ArchiveState.Status;
import br.com.catalogador.cache.message.AssetCache;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.FetchCandles;
import br.com.catalogador.cache.message.FetchWish;
import br.com.catalogador.cache.message.FetchWishes;
import br.com.catalogador.cache.message.GetCacheState;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.cache.message.GetWishes;
import br.com.catalogador.cache.message.KeepWishes;
import br.com.catalogador.cache.message.ShareAssets;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.model.UserId;
import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.support.RedisServer;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The cache with an archive on disk: restarts, damage, bounds and disks that cannot be used. */
@ExtendWith(VertxExtension.class)
class ArchiveTest {
  private static final long ASSET = 76;
  private static final Timeframe M1 = Timeframe.M1;
  private static final SeriesKey SERIES = new SeriesKey(ASSET, M1);

  /** Start of the running candle, in the middle of a page. */
  private static final long MINUTE = PageKey.at(SERIES, 1_790_000_000).time(600);

  private static final long NOW = MINUTE + 30;

  private final SettableTime time = new SettableTime(NOW);
  @TempDir private Path folder;
  private Vertx vertx;
  private Bus bus;
  private ScriptedSession ana;
  private String deployment;

  @BeforeEach
  void prepare(Vertx vertx) {
    this.vertx = vertx;
    bus = Bus.install(vertx);
    ana = ScriptedSession.serve(bus, "ana");
    ana.now(NOW);
    ana.addCandles(Market.candles(MINUTE - 3000 * 60L, MINUTE + 60));
  }

  private void start() {
    start(folder, null, 1_000_000_000);
  }

  private void start(Path path, RedisAddress redis, long maximumBytes) {
    CacheOptions options =
        new CacheOptions(
            1_000_000,
            Duration.ofHours(1),
            redis,
            Duration.ofSeconds(5),
            new HistoryOptions(path, Duration.ofDays(90), maximumBytes));
    deployment = await(vertx.deployVerticle(new CacheVerticle(options, "test", time)));
  }

  private void stop() {
    await(vertx.undeploy(deployment));
  }

  private CachedCandles newest(int count) {
    return await(
        bus.request(CandleCache.ADDRESS, new GetNewest(ana.id(), ASSET, M1, NOW, NOW, count)));
  }

  private ArchiveState state() {
    return await(bus.request(CandleCache.ADDRESS, new GetCacheState())).archive();
  }

  private List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".page")).sorted().toList();
    }
  }

  private void untilWritten() {
    until(() -> state().written() > 0 && state().waiting() == 0);
  }

  @Test
  void aRestartAsksTheBrokerForNothingItHad() {
    start();
    newest(2000);
    stop();
    start();

    CachedCandles after = newest(2000);

    assertThat(after.closed()).isEqualTo(minutes(MINUTE - 2000 * 60L, MINUTE));
    assertThat(after.brokerRequests()).isZero();
    assertThat(ana.fetches()).hasSize(3);
  }

  @Test
  void aRestartAsksOnceForWhatHasClosedMeanwhile() {
    start();
    newest(900);
    stop();
    long later = 300 * 60L;
    ana.addCandles(Market.candles(MINUTE + 60, MINUTE + later + 60));
    ana.now(NOW + later);
    start();

    CachedCandles after =
        await(
            bus.request(
                CandleCache.ADDRESS,
                new GetNewest(ana.id(), ASSET, M1, NOW + later, NOW + later, 1200)));

    assertThat(after.closed()).isEqualTo(minutes(MINUTE - 900 * 60L, MINUTE + later));
    assertThat(after.brokerRequests()).isEqualTo(1);
  }

  @Test
  void aRestartDoesNotAskAgainForWhatTheBrokerSaysItDoesNotHave() {
    long hole = MINUTE - 500 * 60L;
    ana.numberCandles();
    ana.removeCandles(hole, hole + 20 * 60);
    start();
    CachedCandles before = newest(4000);
    assertThat(before.begins()).isTrue();
    assertThat(before.closed())
        .isEqualTo(minutes(MINUTE - 3000 * 60L, hole, hole + 20 * 60, MINUTE));
    stop();
    start();

    CachedCandles after = newest(4000);

    assertThat(after.closed()).isEqualTo(before.closed());
    assertThat(after.begins()).isTrue();
    assertThat(after.brokerRequests()).isZero();
  }

  @Test
  void afterAWeekTheBrokerIsAskedOnceMoreWhetherItHasNothingOlder() {
    start();
    newest(4000);
    stop();
    time.forward(Duration.ofDays(8));
    start();

    assertThat(newest(4000).brokerRequests()).isEqualTo(1);
    assertThat(newest(4000).brokerRequests()).isZero();
  }

  @Test
  void anEmptyAnswerIsNotKept_sinceItMayBeAFault() {
    ana.removeCandles(0, Long.MAX_VALUE);
    start();
    assertThat(newest(100).closed().size()).isZero();
    stop();
    ana.addCandles(Market.candles(MINUTE - 3000 * 60L, MINUTE + 60));
    start();

    assertThat(newest(100).closed()).isEqualTo(minutes(MINUTE - 100 * 60L, MINUTE));
  }

  @Test
  void wishesAreKeptUntilTheyAreDoneOrAQuarterIsOver() {
    UserId user = new UserId("7");
    FetchWishes wishes =
        new FetchWishes(
            List.of(
                new FetchWish(ASSET, Timeframe.M5, MINUTE - 30 * 86_400L),
                new FetchWish(77, M1, MINUTE - 80 * 86_400L)));
    start();
    await(bus.request(CandleCache.ADDRESS, new KeepWishes(user, wishes)));
    await(bus.request(CandleCache.ADDRESS, new KeepWishes(new UserId("8"), wishes)));
    await(bus.request(CandleCache.ADDRESS, new KeepWishes(new UserId("8"), FetchWishes.NONE)));
    stop();
    start();

    assertThat(wishes("7")).isEqualTo(wishes);
    assertThat(wishes("8")).isEqualTo(FetchWishes.NONE);
    stop();
    time.forward(Duration.ofDays(20));
    start();
    assertThat(wishes("7").wishes()).containsExactly(wishes.wishes().get(0));
  }

  private FetchWishes wishes(String user) {
    return await(bus.request(CandleCache.ADDRESS, new GetWishes(new UserId(user))));
  }

  @Test
  void notesFromBeforeTheyHadSymbolsAreRead() {
    ByteWriter old = new ByteWriter();
    old.octet(1);
    old.number(0);
    old.number(1);
    old.text("7");
    old.number(1);
    old.number(ASSET);
    old.number(M1.seconds());
    old.signed(MINUTE);
    ArchiveNotes notes = new ArchiveNotes();

    assertThat(notes.add(old.sealed(), NOW)).isTrue();
    assertThat(notes.wishes(new UserId("7")).wishes())
        .containsExactly(new FetchWish(ASSET, M1, MINUTE));
    assertThat(notes.symbol(ASSET)).isNull();
  }

  @Test
  void symbolsAreKeptAsTheBrokerLastShowedThem() throws IOException {
    start();
    newest(100);
    share("EURUSD");
    share("EURUSD-OTC");
    stop();

    assertThat(new ArchiveFolder(folder).list())
        .singleElement()
        .returns("EURUSD-OTC", ArchiveFolder.Held::symbol);
  }

  private void share(String symbol) {
    Asset asset = new Asset(ASSET, symbol, symbol, Category.OTC, true, 0.87);
    AssetsView view = new AssetsView(List.of(asset), NOW);
    await(bus.request(AssetCache.ADDRESS, new ShareAssets(null, view)));
  }

  @Test
  void damagedNotesAreDroppedAndCandlesAnswered() throws IOException {
    start();
    newest(4000);
    stop();
    Path notes = folder.resolve("test").resolve("notes");
    byte[] content = Files.readAllBytes(notes);
    content[8] ^= 2; // the start would lie in the future
    Files.write(notes, content);
    start();

    CachedCandles known = newest(3000);
    assertThat(known.closed()).isEqualTo(minutes(MINUTE - 3000 * 60L, MINUTE));
    assertThat(known.brokerRequests()).isZero();
    assertThat(newest(4000).brokerRequests()).isEqualTo(1);
  }

  @Test
  void candlesReachTheDiskWhileTheServerRuns() throws IOException {
    start();
    newest(100);
    untilWritten();
    await(
        bus.request(
            CandleCache.ADDRESS,
            new AddClosed(ASSET, M1, minutes(MINUTE, MINUTE + 60), MINUTE, MINUTE + 60)));
    until(() -> state().written() == 2);

    PageKey key = PageKey.at(SERIES, MINUTE);
    byte[] stored = Files.readAllBytes(pages().get(0));
    assertThat(PageFormat.decode(key, stored).size()).isEqualTo(181);
    assertThat(state().pages()).isEqualTo(1);
    assertThat(state().bytes()).isEqualTo(8192);
  }

  @Test
  void aDamagedPageIsDroppedAndItsCandlesAreFetchedAgain() throws IOException {
    start();
    newest(2000);
    stop();
    Path damaged = pages().get(1);
    byte[] content = Files.readAllBytes(damaged);
    content[content.length / 2] ^= 1;
    Files.write(damaged, content);
    start();

    CachedCandles after = newest(2000);

    assertThat(after.closed()).isEqualTo(minutes(MINUTE - 2000 * 60L, MINUTE));
    assertThat(after.brokerRequests()).isPositive();
    assertThat(state().dropped()).isEqualTo(1);
    stop();
    assertThat(
            PageFormat.decode(PageKey.at(SERIES, MINUTE).previous(), Files.readAllBytes(damaged)))
        .as("written again")
        .isNotNull();
  }

  @Test
  void aPageOfAnotherPlaceIsNotTaken() throws IOException {
    start();
    newest(2000);
    stop();
    Files.copy(pages().get(0), pages().get(0).resolveSibling("12345.page"));
    PageFiles files = PageFiles.open(folder.resolve("test"));

    assertThat(files.read(new PageKey(SERIES, 12_345))).isNull();

    files.close();
  }

  @Test
  void leftoversOfAKilledWriterAreDroppedAndCounted() throws IOException {
    start();
    newest(100);
    stop();
    Path leftover = Files.write(pages().get(0).resolveSibling("1.unfinished"), new byte[] {1, 2});
    start();

    until(() -> state().dropped() == 1);

    assertThat(leftover).doesNotExist();
    assertThat(newest(100).brokerRequests()).isZero();
  }

  @Test
  void withRedisTheArchiveAnswersWhatRedisHasLost() {
    try (RedisServer redis = RedisServer.start()) {
      RedisAddress address = new RedisAddress(new Secret(redis.url()), "");
      start(folder, address, 1_000_000_000);
      newest(2000);
      stop();
      redis.command("FLUSHALL");
      start(folder, address, 1_000_000_000);

      assertThat(newest(2000).brokerRequests()).isZero();
      stop();
    }
  }

  @Test
  void oldPagesAreDeletedBeyondTheMegabytes() throws IOException {
    start(folder, null, 1_000_000_000);
    newest(2900);
    stop();
    assertThat(pages()).hasSize(4);

    start(folder, null, 3 * 8192);

    // All four are counted before the first is deleted, and their bytes after their number.
    until(() -> state().pages() > 0 && state().pages() < 4 && state().bytes() <= 3 * 8192);
    assertThat(pages().get(pages().size() - 1))
        .hasFileName(PageKey.at(SERIES, NOW).number() + ".page");
    assertThat(newest(100).brokerRequests()).isZero();
  }

  @Test
  void oldPagesAreDeletedAfterTheirDays() throws IOException {
    start();
    newest(2900);
    stop();
    time.forward(Duration.ofDays(90));

    start();

    until(() -> state().pages() == 1);
    assertThat(pages()).hasSize(1);
  }

  @Test
  void aFolderThatCannotBeWrittenLeavesTheServerInMemory_andSaysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    start(file, null, 1_000_000_000);

    assertThat(newest(100).closed().size()).isEqualTo(100);
    assertThat(newest(100).brokerRequests()).isZero();

    assertThat(state().status()).isEqualTo(Status.DEGRADED);
    assertThat(state().reason()).contains("file");
  }

  @Test
  void aFullDiskLeavesTheServerInMemory_andIsWrittenToOnceItHasSpace() throws IOException {
    Path series = Files.createDirectories(folder.resolve("test").resolve("76").resolve("60"));
    Files.write(series.resolve("1.unfinished"), new byte[1]);
    start();
    until(() -> state().dropped() == 1); // leftovers have been looked for
    Path target = series.resolve(PageKey.at(SERIES, MINUTE).number() + ".unfinished");
    Files.createSymbolicLink(target, Path.of("/dev/full"));

    newest(100);
    until(() -> state().status() == Status.DEGRADED);

    assertThat(state().reason()).isEqualTo("No space left on device");
    assertThat(state().waiting()).isEqualTo(1);
    assertThat(newest(100).brokerRequests()).isZero();
    stop(); // the link is gone, as a leftover
    start();
    assertThat(newest(100).brokerRequests()).isZero();
    assertThat(state().status()).isEqualTo(Status.UP);
  }

  @Test
  void aFileSystemThatTakesNoFolderLeavesTheServerInMemory_andSaysSo() {
    start(Path.of("/proc/catalogador"), null, 1_000_000_000);

    assertThat(newest(100).closed().size()).isEqualTo(100);
    assertThat(state().status()).isEqualTo(Status.DEGRADED);
    assertThat(state().reason()).contains("/proc/catalogador");
  }

  @Test
  void aWriterThatIsKilledLosesTheLastSecondsAndDamagesNothing() throws Exception {
    ArchiveKills kills = new ArchiveKills(folder.resolve("killed"));
    for (int round = 0; round < 5; round++) {
      assertThat(kills.round(round).bad()).isEmpty();
    }
  }

  @Test
  void anArchiveInUseByAnotherProcessLeavesTheServerInMemory_andSaysSo() throws IOException {
    Path market = Files.createDirectories(folder.resolve("test"));
    try (FileChannel other =
        FileChannel.open(
            market.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();
      start();

      assertThat(newest(100).closed().size()).isEqualTo(100);

      assertThat(state().status()).isEqualTo(Status.DEGRADED);
      assertThat(state().reason()).contains("in use by another process");
    }
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenOnceTheDiskCanBeUsedAgain() throws IOException {
    start();
    Path inTheWay = Files.writeString(folder.resolve("test").resolve("76"), "");
    newest(100);
    until(() -> state().status() == Status.DEGRADED);
    assertThat(state().waiting()).isEqualTo(1);

    Files.delete(inTheWay);

    stop();
    assertThat(pages()).hasSize(1);
    start();
    assertThat(newest(100).brokerRequests()).isZero();
    assertThat(ana.fetches()).extracting(FetchCandles::newest).containsExactly(true);
  }
}
