package br.com.catalogador.cache;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.function.DoubleSupplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PageFormatProperties {
  private static final PageKey KEY = new PageKey(new SeriesKey(76, Timeframe.M1), 29_130);

  /** A page with holes and one or more known ranges. */
  private static Page page(Random random, PageKey key, DoubleSupplier prices) {
    BitSet quoted = new BitSet();
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      quoted.set(slot, random.nextInt(10) > 0);
    }
    Page page = null;
    int ranges = 1 + random.nextInt(4);
    for (int i = 0; i < ranges; i++) {
      int from = random.nextInt(Page.SLOTS);
      int to = from + 1 + random.nextInt(Page.SLOTS - from);
      CandleSeries.Builder candles = new CandleSeries.Builder(key.series().timeframe(), to - from);
      quoted.stream()
          .filter(slot -> slot >= from && slot < to)
          .forEach(
              slot ->
                  candles.add(
                      key.time(slot),
                      prices.getAsDouble(),
                      prices.getAsDouble(),
                      prices.getAsDouble(),
                      prices.getAsDouble()));
      Page part = Page.of(key, candles.build(), key.time(from), key.time(to));
      page = page == null ? part : page.merge(part);
    }
    return page;
  }

  private static void assertRestored(PageKey key, Page page) {
    assertThat(PageFormat.decode(key, PageFormat.encode(key, page))).isEqualTo(page);
  }

  @Property(tries = 200)
  void restoresAnyPrices(@ForAll long seed) {
    Random random = new Random(seed);
    assertRestored(
        KEY, page(random, KEY, () -> Double.longBitsToDouble(random.nextLong() & ~(1L << 63))));
  }

  @Property(tries = 200)
  void restoresPricesOfAnyNumberOfDecimals(@ForAll long seed, @ForAll Timeframe timeframe) {
    Random random = new Random(seed);
    double power = Math.pow(10, random.nextInt(13));
    long most = 1L << random.nextInt(53);
    PageKey key =
        new PageKey(new SeriesKey(random.nextLong(Long.MAX_VALUE), timeframe), random.nextInt());

    assertRestored(
        key, page(random, key, () -> Math.rint((random.nextDouble() - 0.3) * most) / power));
  }

  @Property(tries = 200)
  void restoresPricesWithOneOutlier(@ForAll long seed, @ForAll double odd) {
    Random random = new Random(seed);
    assertRestored(
        KEY,
        page(
            random,
            KEY,
            () -> random.nextInt(500) == 0 ? odd : (1_000_000 + random.nextInt(999)) / 1e6));
  }

  @Example
  void restoresExtremePrices() {
    double[] extremes = {
      0,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      1L << 53,
      (1L << 53) + 2.0,
      0.1 + 0.2,
      1e-12,
      -1e-13,
      Double.NaN,
      Double.POSITIVE_INFINITY
    };
    for (double price : extremes) {
      assertRestored(KEY, page(new Random(1), KEY, () -> price));
    }
  }

  @Property(tries = 20)
  void rejectsACorruptByteOrRestoresTheSamePage(@ForAll long seed) {
    Random random = new Random(seed);
    Page page = page(random, KEY, () -> (1_000_000 + random.nextInt(99)) / 1e6);
    byte[] bytes = PageFormat.encode(KEY, page);
    for (int i = 0; i < bytes.length; i++) {
      byte[] broken = bytes.clone();
      broken[i] ^= (byte) (1 + random.nextInt(255));
      assertThat(PageFormat.decode(KEY, broken)).isIn(null, page);
    }
  }

  @Property(tries = 200)
  void rejectsArbitraryBytes(@ForAll byte[] bytes) {
    assertThat(PageFormat.decode(KEY, bytes)).isNull();
  }

  @Property(tries = 200)
  void rejectsArbitraryContentWithAValidChecksumOrDecodesAPageWithinBounds(@ForAll long seed) {
    Random random = new Random(seed);
    ByteWriter out = new ByteWriter();
    out.octet(PageFormat.VERSION);
    out.number(76);
    out.number(60);
    out.signed(29_130);
    for (int i = random.nextInt(200); i > 0; i--) {
      out.octet(random.nextInt(1 << random.nextInt(9)));
    }

    Page page = PageFormat.decode(KEY, out.sealed());
    assertThat(page == null || page.size() <= Page.SLOTS).isTrue();
  }

  @Example
  void rejectsATruncatedPage() {
    byte[] bytes = PageFormat.encode(KEY, page(new Random(1), KEY, () -> 1.25));
    for (int length = 0; length < bytes.length; length++) {
      assertThat(PageFormat.decode(KEY, Arrays.copyOf(bytes, length))).isNull();
    }
  }

  @Example
  void rejectsAPageOfAnotherKey() {
    byte[] bytes = PageFormat.encode(KEY, page(new Random(1), KEY, () -> 1.25));

    assertThat(PageFormat.decode(KEY.next(), bytes)).isNull();
    assertThat(PageFormat.decode(new PageKey(new SeriesKey(77, Timeframe.M1), 29_130), bytes))
        .isNull();
    assertThat(PageFormat.decode(new PageKey(new SeriesKey(76, Timeframe.M5), 29_130), bytes))
        .isNull();
  }

  @Example
  void rejectsAPageOfALaterVersion() {
    ByteWriter out = new ByteWriter();
    out.octet(PageFormat.VERSION + 1);
    out.number(76);
    out.number(60);
    out.signed(29_130);
    out.number(1); // known: all of it
    out.number(0);
    out.number(Page.SLOTS);
    out.number(0); // without a candle
    out.octet(0);
    byte[] later = out.sealed();
    assertThat(PageFormat.decode(KEY, later)).isNull();
  }
}
