package br.com.catalogador.cache;

import static br.com.catalogador.cache.Market.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final PageKey KEY = new PageKey(new SeriesKey(76, Timeframe.M1), 29_130);

  private static Page page(int from, int to) {
    return Page.of(KEY, minutes(KEY.time(from), KEY.time(to)), KEY.time(from), KEY.time(to));
  }

  @Test
  void mergeTakesTheOtherPagesCandleWhereBothHaveOne() {
    CandleSeries otherPrice =
        CandleSeries.of(Timeframe.M1, List.of(new Candle(KEY.time(5), 9, 9, 9, 9)));
    Page other = Page.of(KEY, otherPrice, KEY.time(5), KEY.time(6));

    Page both = page(4, 7).merge(other);

    assertThat(both.size()).isEqualTo(3);
    assertThat(both.close(1)).isEqualTo(9);
    assertThat(other.merge(page(4, 7)).close(1)).isNotEqualTo(9);
  }

  @Test
  void mergeJoinsAdjacentAndOverlappingRanges() {
    assertThat(page(10, 20).merge(page(30, 40)).merge(page(15, 30))).isEqualTo(page(10, 40));
    assertThat(page(30, 40).merge(page(10, 20)).ranges()).isEqualTo(2);
  }

  @Test
  void coversAPageWhoseRangesLieWithinItsOwn() {
    Page both = page(10, 20).merge(page(30, 40));

    assertThat(both.covers(page(10, 20))).isTrue();
    assertThat(both.covers(page(31, 40))).isTrue();
    assertThat(both.covers(page(19, 31))).isFalse();
    assertThat(both.covers(page(30, 41))).isFalse();
    assertThat(page(10, 40).covers(both)).isTrue();
  }
}
