package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScrapeTest {
  private static final String[] OURS = {"request", "A"};

  private final Scrape before = scrape(10, 10, 10, 0.5);
  private final Scrape after = scrape(20, 100, 110, 1.5);

  /** A timer of two requests A and B; the parameters are the buckets and the sum of A. */
  private static Scrape scrape(int upToOne, int upToFive, int all, double seconds) {
    return Scrape.of(
        """
        # TYPE t_seconds histogram
        t_seconds_bucket{request="A",le="0.001"} %1$d
        t_seconds_bucket{request="A",le="0.005"} %2$d
        t_seconds_bucket{request="A",le="+Inf"} %3$d
        t_seconds_count{request="A"} %3$d
        t_seconds_sum{request="A"} %4$s
        t_seconds_bucket{request="B",le="+Inf"} 7.0
        t_seconds_count{request="B"} 7.0
        t_seconds_sum{request="B"} 70.0
        """
            .formatted(upToOne, upToFive, all, seconds));
  }

  @Test
  void sumsTheSamplesWithTheLabels() {
    assertThat(after.sum("t_seconds_count")).isEqualTo(117);
    assertThat(after.sum("t_seconds_count", OURS)).isEqualTo(110);
    assertThat(after.sum("t_seconds")).isZero();
  }

  @Test
  void excludesEarlierSamplesFromAnInterval() {
    assertThat(after.since(before, "t_seconds_count")).isEqualTo(100);
    assertThat(after.meanMillisSince(before, "t", OURS)).isCloseTo(10, within(1e-9));
    assertThat(after.meanMillisSince(after, "t", OURS)).isNaN();
  }

  @Test
  void boundsAQuantileByTheNextBucket() {
    assertThat(after.boundMillisSince(before, 0.1, "t", OURS)).isEqualTo(1);
    assertThat(after.boundMillisSince(before, 0.9, "t", OURS)).isEqualTo(5);
    assertThat(after.boundMillisSince(before, 0.91, "t", OURS)).isInfinite();
    assertThat(after.boundMillisSince(before, 0.5, "u")).isNaN();
  }
}
